import type { QueryView } from "../../ipc/types";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";

/** Questions about figures of the period that is shown, by cell. */
export class Questions {
  readonly query: Query<"queries">;
  #cells = $derived.by(() => {
    const cells = new Map<string, QueryView>();
    // The first of a cell is what waits for this office.
    for (const own of this.query.value ?? []) {
      const key = `${own.body}:${own.indicator}`;
      if (own.period === this.period() && !cells.has(key)) cells.set(key, own);
    }
    return cells;
  });

  constructor(
    session: Session,
    readonly period: () => string,
  ) {
    this.query = new Query(session, "queries", ["exchange", "book"], () => ({ all: false }));
  }

  at(body: number, indicator: number): QueryView | undefined {
    return this.#cells.get(`${body}:${indicator}`);
  }
}

/** The question and its answer in a line. */
export function questionWords({ asker, question, answer, ours, name }: QueryView): string {
  const asked = ours ? t("queries.asked_words", { question }) : t("queries.asks_words", { asker, question });
  return answer === "" ? asked : `${asked} ${t("queries.answer_words", { name, answer })}`;
}
