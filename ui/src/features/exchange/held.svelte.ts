import { CHANGE_KINDS, type HeldView } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { fits } from "./read";

/** Rows that wait for a person. Made during a component's initialisation, it ends with the component. */
export class HeldDesk {
  at = $state(0);
  note = $state("");
  /** Those that were decided are shown, too. */
  all = $state(false);
  text = $state("");
  /** A question to the unit about the row's figure is being written. */
  asking = $state(false);
  readonly deed: Deed;
  readonly query: Query<"held_rows">;

  constructor(readonly session: Session) {
    this.deed = new Deed(session);
    this.query = new Query(session, "held_rows", [...CHANGE_KINDS], () => ({ all: this.all }));
  }

  get rows(): HeldView[] {
    const rows = this.query.value ?? [];
    const text = this.text.trim();
    return text === "" ? rows : rows.filter((row) => fits(text, row.body, row.what, row.time, row.sender));
  }

  get row(): HeldView | null {
    return this.rows[Math.min(this.at, this.rows.length - 1)] ?? null;
  }

  /** Goes to another row; what was begun for the one before is not taken along. */
  go(at: number): void {
    if (at === this.at) return;
    this.at = at;
    this.note = "";
    this.deed.forget();
  }

  /** The unit is asked before somebody decides. */
  ask(): void {
    const row = this.row;
    this.asking = row !== null && row.figure !== null && row.state === "open";
  }

  /** The rows as a table to send back to whoever sent them. */
  async save(): Promise<void> {
    const path = await this.session.host.pickSave("dong-chua-nhan.xlsx", "xlsx");
    if (path === null) return;
    const done = await this.deed.run("save_held", { all: this.all, path });
    if (done) this.session.say(t("held.saved", { path }));
  }

  /** One side is right. The row goes, and the next one stands in its place. */
  async decide(theirs: boolean): Promise<void> {
    const row = this.row;
    if (row === null || row.state !== "open" || this.query.busy) return;
    const done = await this.deed.run("decide_held", { id: row.id, theirs, note: this.note.trim() });
    if (!done) return;
    this.note = "";
    const about = [row.what, row.body].filter((part) => part !== "").join(", ");
    this.session.say(t(theirs ? "held.took_theirs" : "held.kept_ours", { about }));
  }
}
