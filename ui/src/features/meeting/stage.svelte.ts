import type { BookHead, ConclusionView, LateBody, MeetingStanding, Ranking, ReminderItem, StandingChange } from "../../ipc/types";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { cut, fits, TABS, turn, type Spot, type Tab } from "./sheets";

/** One page of the screen, with what is on it. */
export type Sheet =
  | { what: "late"; rows: LateBody[] }
  | { what: "owed"; rows: ReminderItem[] }
  | { what: "rank"; rows: Ranking["rows"] }
  | { what: "standing"; rows: MeetingStanding[] }
  | { what: "changes"; rows: StandingChange[] }
  | { what: "conclusions"; rows: ConclusionView[] };

/** Heights of rows that are read from five metres. */
const ROW = 62;
const TALL = 84;

/** What is on the projector; the pages only draw it. */
export class Stage {
  spot = $state.raw<Spot>({ tab: "late", page: 0 });
  at = $state(0);
  /** The unit whose late tasks are shown. */
  unit = $state.raw<{ body: number; name: string } | null>(null);
  /** The row that the unit was opened from, to come back to. */
  #from = 0;
  /** Pages of the unit's late tasks that were turned. */
  unitPage = $state(0);
  hidden = $state(false);
  /** The height that rows have. */
  room = $state(500);

  board: Query<"meeting_board">;
  meeting: Query<"meeting">;
  owed: Query<"reminder_draft">;

  #sheets = $derived.by<Record<Tab, Sheet[]>>(() => {
    const board = this.board.value;
    const [rows, tall] = [fits(this.room, ROW), fits(this.room, TALL)];
    return {
      late: cut(board?.late ?? [], rows).map((page) => ({ what: "late", rows: page })),
      rank: [
        ...cut(board?.indicator?.rows ?? [], rows).map<Sheet>((page) => ({ what: "rank", rows: page })),
        ...cut(board?.standing ?? [], rows).map<Sheet>((page) => ({ what: "standing", rows: page })),
      ],
      changes: cut(board?.changes ?? [], tall).map((page) => ({ what: "changes", rows: page })),
      conclusions: cut(this.meeting.value?.conclusions ?? [], tall).map((page) => ({ what: "conclusions", rows: page })),
    };
  });
  /** What the chosen unit owes, in pages. */
  #unitSheets = $derived.by(() => cut(this.owed.value?.[0]?.items ?? [], fits(this.room, TALL)));

  constructor(
    readonly session: Session,
    readonly id: number,
    readonly head: () => BookHead,
  ) {
    this.board = new Query(session, "meeting_board", ["tasks", "facts", "bodies", "meetings", "settings"], () => ({ id, as_of: null }));
    this.meeting = new Query(session, "meeting", ["meetings", "tasks"], () => ({ id }));
    this.owed = new Query(session, "reminder_draft", ["tasks", "outreach"], () =>
      this.unit === null ? null : { bodies: [this.unit.body], as_of: null, horizon: 0 },
    );
    // What was undone or dropped takes its page with it; those of a unit are counted by themselves.
    $effect(() => {
      const pages = this.pages;
      if (this.unit !== null) this.unitPage = Math.min(this.unitPage, pages - 1);
      else if (this.spot.page >= pages) this.spot = { ...this.spot, page: pages - 1 };
      if (this.at >= this.count) this.at = Math.max(this.count - 1, 0);
    });
  }

  get tab(): Tab {
    return this.spot.tab;
  }

  get pages(): number {
    return Math.max(this.unit === null ? this.#sheets[this.tab].length : this.#unitSheets.length, 1);
  }

  get page(): number {
    return this.unit === null ? this.spot.page : this.unitPage;
  }

  get sheet(): Sheet | null {
    if (this.unit !== null) return { what: "owed", rows: this.#unitSheets[this.unitPage] ?? [] };
    return this.#sheets[this.tab][this.spot.page] ?? null;
  }

  get count(): number {
    return this.sheet?.rows.length ?? 0;
  }

  /** The conclusion that the arrows stand on, on its own tab. */
  get conclusion(): ConclusionView | null {
    const sheet = this.sheet;
    return sheet?.what === "conclusions" ? (sheet.rows[this.at] ?? null) : null;
  }

  show(tab: Tab): void {
    this.unit = null;
    this.spot = { tab, page: 0 };
    this.at = 0;
  }

  turn(step: 1 | -1): void {
    if (this.unit !== null) {
      const next = this.unitPage + step;
      if (next >= 0 && next < this.#unitSheets.length) this.unitPage = next;
      else this.back();
      return;
    }
    const counts = Object.fromEntries(TABS.map((tab) => [tab, this.#sheets[tab].length])) as Record<Tab, number>;
    this.spot = turn(this.spot, step, counts);
    this.at = 0;
  }

  /** Another row; over the edge of the page it goes on to the next one of the same tab. */
  move(step: 1 | -1): void {
    const next = this.at + step;
    if (next >= 0 && next < this.count) this.at = next;
    else if (this.unit === null && this.spot.page + step >= 0 && this.spot.page + step < this.pages) {
      this.spot = { ...this.spot, page: this.spot.page + step };
      this.at = step === 1 ? 0 : Math.max(this.count - 1, 0);
    }
  }

  /** Into the late tasks of the unit that the arrows stand on. */
  open(index = this.at): boolean {
    const sheet = this.sheet;
    this.at = index;
    if (sheet?.what === "late" || sheet?.what === "standing") {
      const row = sheet.rows[index];
      if (row) this.unit = { body: row.body, name: row.body_name };
    } else if (sheet?.what === "rank") {
      const row = sheet.rows[index];
      if (row) this.unit = { body: row.body, name: row.name };
    } else return false;
    this.#from = index;
    this.unitPage = 0;
    this.at = 0;
    return true;
  }

  /** Out of a unit; false when there is nothing to come out of. */
  back(): boolean {
    if (this.unit === null) return false;
    this.unit = null;
    this.at = this.#from;
    return true;
  }
}
