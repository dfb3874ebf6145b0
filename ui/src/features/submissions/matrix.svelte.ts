import { CallError } from "../../ipc/host";
import type { ChangeKind, MatrixCell, MatrixPeriod, MatrixRow, SubmissionKind, SubmissionMatrix } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import type { Place } from "../counts/gridKeys";

export const MATRIX_KINDS: SubmissionKind[] = ["month", "quarter", "week", "campaign"];
/** Rows that are asked for at once: about one screen full, so that each answer is quick. */
export const PAGE_ROWS = 24;
const KINDS: ChangeKind[] = ["facts", "bodies", "indicators", "settings"];

/** What the matrix shows; kept while other screens are open. */
export const matrixView = $state<{ kind: SubmissionKind; year: number | null; place: Place; top: number }>({
  kind: "month",
  year: null,
  place: { row: 0, column: 0 },
  top: 0,
});

/**
 * The submission matrix read in pages as it is scrolled: 3,321 communes are far more than a screen
 * holds. Old rows stay until the newly asked ones are there; an answer to an earlier question is dropped.
 */
export class Matrix {
  /** The last answer without its rows: periods, totals, years. */
  frame = $state.raw<SubmissionMatrix | null>(null);
  error = $state.raw<CallError | null>(null);
  busy = $state(false);
  #pages = $state.raw<ReadonlyMap<number, MatrixRow[]>>(new Map());
  /** Pages of this round that are under way. */
  #asked = new Set<number>();
  #round = 0;
  #stale = true;
  #seen = { first: 0, last: 0 };
  #again = $state(0);

  total = $derived.by(() => this.frame?.total_rows ?? 0);
  periods = $derived.by(() => this.frame?.periods ?? []);
  /** The chosen cell; another year or kind may have fewer periods than the one left. */
  place = $derived.by(
    (): Place => ({
      row: Math.min(matrixView.place.row, Math.max(this.total - 1, 0)),
      column: Math.min(matrixView.place.column, Math.max(this.periods.length - 1, 0)),
    }),
  );

  constructor(
    readonly session: Session,
    readonly year: () => number,
  ) {
    $effect(() => {
      void matrixView.kind;
      void this.year();
      void this.#again;
      for (const kind of KINDS) session.mark(kind);
      this.#round += 1;
      this.#stale = true;
      this.#asked = new Set();
      this.#ask();
    });
    $effect(() => () => {
      this.#round += 1;
    });
  }

  row(index: number): MatrixRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  cell(place: Place): MatrixCell | undefined {
    return this.row(place.row)?.cells[place.column];
  }

  period(column: number): MatrixPeriod | undefined {
    return this.periods[column];
  }

  /** The rows that are in sight; whatever of them is not there yet is asked for. */
  see(first: number, last: number): void {
    this.#seen = { first, last };
    this.#ask();
  }

  again(): void {
    this.error = null;
    this.#again += 1;
  }

  #ask(): void {
    const from = Math.floor(this.#seen.first / PAGE_ROWS);
    const to = Math.floor(Math.max(this.#seen.last, this.#seen.first) / PAGE_ROWS);
    for (let page = from; page <= to; page += 1) {
      if (this.#asked.has(page) || (!this.#stale && this.#pages.has(page))) continue;
      this.#asked.add(page);
      void this.#read(page, this.#round);
    }
  }

  async #read(page: number, round: number): Promise<void> {
    this.busy = true;
    try {
      const answer = await this.session.read("submissions", {
        kind: matrixView.kind,
        year: this.year(),
        as_of: null,
        from_row: page * PAGE_ROWS,
        rows: PAGE_ROWS,
      });
      if (round !== this.#round) return;
      this.#pages = new Map(this.#stale ? [] : this.#pages).set(page, answer.rows);
      this.#stale = false;
      this.frame = { ...answer, rows: [] };
      this.error = null;
    } catch (reason) {
      if (round !== this.#round) return;
      this.#asked.delete(page);
      this.error = CallError.from(reason);
    }
    this.busy = false;
  }
}
