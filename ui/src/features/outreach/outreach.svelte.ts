import { CallError } from "../../ipc/host";
import type { Also, ReminderDraft, ReminderWay } from "../../ipc/types";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { copyText } from "./copy";
import { inNeed } from "./owed";

export const VIEWS = ["owing", "sent", "contacts"] as const;
export type View = (typeof VIEWS)[number];
/** The row that stands for all units at once. */
export const ALL = 0;

interface Place {
  book: string;
  view: View;
  horizon: number;
  body: number | null;
  /** The units that another screen asked for; none: everyone who owes something. */
  only: number[] | null;
  /** What a message tells beside tasks that are late or due. */
  returned: boolean;
  figures: boolean;
  /** What a letter tells beside what is late. */
  also: Also[];
  /** The units that are written to together. */
  ticked: number[];
}

const fresh = (book: string): Place => ({ book, view: "owing", horizon: 7, body: null, only: null, returned: true, figures: true, also: [], ticked: [] });

/** Kept while other screens are open, so that coming back finds the place. */
const kept = $state<{ place: Place }>({ place: fresh("") });

/** Another screen asks for the reminder of a unit; of several: for the one to all. */
export function askFor(book: string, bodies: number[]): void {
  // Whoever is asked for by name is shown with all that comes within two weeks.
  kept.place = { ...fresh(book), horizon: 15, body: bodies.length === 1 ? (bodies[0] ?? ALL) : ALL, only: bodies.length === 0 ? null : bodies };
}

/** Whom to remind, of what, in which words. */
export class Outreach {
  drafts: Query<"reminder_draft">;
  /** One text for the whole group, in the engine's words. */
  whole: Query<"reminder_for_all">;
  /** Words that were changed by hand, by unit. */
  #texts = $state.raw<ReadonlyMap<number, string>>(new Map());
  working = $state(false);
  error = $state.raw<CallError | null>(null);

  rows = $derived.by<ReminderDraft[]>(() => inNeed(this.drafts.value ?? []));

  constructor(
    readonly session: Session,
    book: string,
  ) {
    if (kept.place.book !== book) kept.place = fresh(book);
    this.drafts = new Query(session, "reminder_draft", ["tasks", "outreach", "facts", "bodies", "settings"], () => this.#asked(this.place.only ?? []));
    this.whole = new Query(session, "reminder_for_all", ["tasks", "outreach", "facts", "bodies", "settings"], () =>
      this.place.body === ALL ? this.#asked(this.ticked.length > 0 ? this.ticked : (this.place.only ?? [])) : null,
    );
  }

  #asked(bodies: number[]) {
    const { horizon, returned, figures } = this.place;
    return { bodies, as_of: null, horizon, returned, figures };
  }

  /** The ticked units that still owe something, in the order of the list. */
  get ticked(): number[] {
    return this.rows.filter(({ body }) => this.place.ticked.includes(body)).map(({ body }) => body);
  }

  /** Those whom one text or letter for several goes to: the ticked ones, else everyone in the list. */
  get group(): ReminderDraft[] {
    const { ticked } = this;
    return ticked.length === 0 ? this.rows : this.rows.filter(({ body }) => ticked.includes(body));
  }

  tick(body: number): void {
    const { ticked } = this.place;
    this.place.ticked = ticked.includes(body) ? ticked.filter((own) => own !== body) : [...ticked, body];
    // The words for several are those of other units now.
    this.restore(ALL);
  }

  tickAll(): void {
    this.place.ticked = this.ticked.length === this.rows.length ? [] : this.rows.map(({ body }) => body);
    this.restore(ALL);
  }

  /** A letter tells it, or no longer. */
  tell(what: Also): void {
    const { also } = this.place;
    this.place.also = also.includes(what) ? also.filter((own) => own !== what) : [...also, what];
  }

  /** A letter to each of the ticked units, into a folder that is asked for. True when they were written. */
  async saveLetters(): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    this.error = null;
    try {
      const folder = await this.session.host.pickFolder("");
      if (folder === null) return false;
      const { value } = await this.session.change("save_letters", { period: this.session.period, as_of: null, bodies: this.group.map(({ body }) => body), also: this.place.also, folder });
      const skipped = value.skipped.length === 0 ? "" : ` ${t("outreach.letters_skipped", { names: value.skipped.join(", ") })}`;
      this.session.say(`${t("outreach.letters_saved", { count: value.files.length, folder })}${skipped}`);
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      return false;
    } finally {
      this.working = false;
    }
  }

  get place(): Place {
    return kept.place;
  }

  /** The unit that is looked at: the chosen one, else who needs it most. */
  get body(): number | null {
    const { body } = this.place;
    if (body === ALL && this.rows.length > 1) return ALL;
    return this.rows.some((row) => row.body === body) ? body : (this.rows[0]?.body ?? null);
  }

  get row(): ReminderDraft | null {
    return this.rows.find((row) => row.body === this.body) ?? null;
  }

  /** The keys of the list in its order, the one for all last. */
  get keys(): number[] {
    const own = this.rows.map(({ body }) => body);
    return own.length > 1 ? [...own, ALL] : own;
  }

  /** The words for a unit as they will be sent. */
  text(body: number): string {
    const written = this.#texts.get(body);
    if (written !== undefined) return written;
    if (body === ALL) return this.whole.value ?? "";
    return this.rows.find((row) => row.body === body)?.text ?? "";
  }

  changed(body: number): boolean {
    return this.#texts.has(body);
  }

  write(body: number, text: string): void {
    this.#texts = new Map(this.#texts).set(body, text);
  }

  /** Back to the words of the engine. */
  restore(body: number): void {
    const texts = new Map(this.#texts);
    texts.delete(body);
    this.#texts = texts;
  }

  choose(body: number): void {
    this.place.body = body;
    this.error = null;
  }

  step(by: number): void {
    const at = this.keys.indexOf(this.body ?? ALL);
    const next = this.keys[Math.min(Math.max(at + by, 0), this.keys.length - 1)];
    if (next !== undefined) this.choose(next);
  }

  async copy(body: number): Promise<void> {
    const name = this.rows.find((row) => row.body === body)?.body_name;
    await copyText(this.session, this.text(body), name === undefined ? t("outreach.copied_all") : t("outreach.copied_for", { name }));
  }

  /** It was sent: kept with its words, for one unit or for each of all. True when the book took it. */
  async sent(body: number, way: ReminderWay, document: number | null = null): Promise<boolean> {
    if (this.working) return false;
    const to = body === ALL ? this.group : this.rows.filter((row) => row.body === body);
    if (to.length === 0) return false;
    this.working = true;
    this.error = null;
    try {
      const reminders = to.map((row) => {
        const items = row.items.map(({ assignment, occurrence }) => ({ assignment, occurrence }));
        // What went to the group went to each of it.
        return { body: row.body, way, text: this.text(body), items, document };
      });
      // One step for all, so that one undo takes it back.
      if (reminders[0] && reminders.length === 1) await this.session.change("record_reminder", reminders[0]);
      else await this.session.change("record_reminders", { reminders });
      for (const row of to) this.restore(row.body);
      if (body === ALL) this.restore(ALL);
      this.session.say(to.length === 1 ? t(`outreach.kept.${way}`, { name: to[0]?.body_name ?? "" }) : t("outreach.kept_all", { count: to.length }));
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      return false;
    } finally {
      this.working = false;
    }
  }
}
