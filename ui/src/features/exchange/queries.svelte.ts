import { CHANGE_KINDS, type QueryView } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { fits } from "./read";

/** Which questions are shown. */
export const SIDES = ["all", "of_us", "by_us"] as const;
export type Side = (typeof SIDES)[number];

/** Whether this office is to do something: to answer, or to read an answer. */
export const waitsHere = (own: QueryView): boolean => own.state === (own.ours ? "answered" : "open");

/** Figures that were sent back with a question. Made during a component's initialisation, it ends with the component. */
export class QueryDesk {
  at = $state(0);
  answer = $state("");
  side = $state<Side>("all");
  /** Those that are settled are shown, too. */
  all = $state(false);
  text = $state("");
  readonly deed: Deed;
  readonly query: Query<"queries">;
  /** Of which question the answer is being written. */
  #of: number | null = null;

  constructor(readonly session: Session) {
    this.deed = new Deed(session);
    this.query = new Query(session, "queries", [...CHANGE_KINDS], () => ({ all: this.all }));
  }

  get rows(): QueryView[] {
    const text = this.text.trim();
    return (this.query.value ?? []).filter(
      (own) => (this.side === "all" || own.ours === (this.side === "by_us")) && (text === "" || fits(text, own.name, own.what, own.time, own.question, own.answer)),
    );
  }

  get row(): QueryView | null {
    return this.rows[Math.min(this.at, this.rows.length - 1)] ?? null;
  }

  go(at: number): void {
    if (at !== this.at) this.deed.forget();
    this.at = at;
  }

  /** Stands at a question, if it is among those that are shown. */
  find(id: number): void {
    const at = this.rows.findIndex((own) => own.id === id);
    if (at >= 0) this.go(at);
  }

  /** What stands in the field belongs to the question at hand; what was begun for another is left. */
  open(row: QueryView): void {
    if (this.#of === row.id) return;
    this.#of = row.id;
    this.answer = row.answer;
  }

  async send(): Promise<boolean> {
    const row = this.row;
    if (row === null || row.ours || this.answer.trim() === row.answer) return false;
    const done = await this.deed.run("answer_query", { id: row.id, answer: this.answer.trim() });
    if (done) this.session.say(t("queries.answered", { what: row.what }));
    return done;
  }

  async settle(): Promise<void> {
    const row = this.row;
    if (!row?.ours) return;
    const settled = row.state !== "settled";
    if (await this.deed.run("settle_query", { id: row.id, settled })) this.session.say(t(settled ? "queries.settled" : "queries.reopened", { name: row.name }));
  }

  async withdraw(): Promise<void> {
    const row = this.row;
    if (!row?.ours) return;
    if (await this.deed.run("withdraw_query", { id: row.id })) this.session.say(t("queries.withdrawn", { name: row.name }));
  }
}
