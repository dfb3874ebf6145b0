import type { CallError } from "../../ipc/host";
import type { ChangeKind, MatrixCell, MatrixPeriod, MatrixRow } from "../../ipc/types";
import { Reading } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";

const KINDS: ChangeKind[] = ["facts", "bodies", "indicators", "settings"];
/** The twelve months of the concept, and the one that runs. */
const COLUMNS = 13;
/** The month that has ended and the one that runs. */
const FEWEST = 2;
/** Rows of one answer. */
const ROWS = 200;

/** One year of the submission matrix, whole. */
interface Year {
  asOf: string;
  periods: MatrixPeriod[];
  rows: MatrixRow[];
}

/** The last months with what each unit has handed in, across the turn of the year. */
export class Deliveries {
  readonly #reading: Reading<Year[]>;
  readonly #years = $derived.by((): Year[] => this.#reading.value ?? []);

  /**
   * Months that have begun, the last ones, in their order. Those before the first in which anybody handed in anything are
   * left out: the book did not collect then, and a wall of red would hide what is missing now.
   */
  readonly columns = $derived.by((): MatrixPeriod[] => {
    const begun = this.#years
      .flatMap(({ asOf, periods }) => periods.filter(({ first_day }) => first_day <= asOf))
      .sort((a, b) => a.first_day.localeCompare(b.first_day));
    const first = begun.findIndex(({ period, closed }) => closed || this.#given.has(period));
    return begun.slice(Math.max(first === -1 ? begun.length - FEWEST : Math.min(first, begun.length - FEWEST), begun.length - COLUMNS, 0));
  });
  /** Months in which somebody handed in something. */
  readonly #given = $derived.by(() => {
    const out = new Set<string>();
    for (const { periods, rows } of this.#years) periods.forEach(({ period }, at) => rows.some(({ cells }) => (cells[at]?.done ?? 0) > 0) && out.add(period));
    return out;
  });
  readonly #cells = $derived.by(() => {
    const out = new Map<string, MatrixCell>();
    for (const { periods, rows } of this.#years) {
      for (const { body, cells } of rows) cells.forEach((cell, at) => out.set(`${body} ${periods[at]?.period ?? ""}`, cell));
    }
    return out;
  });

  constructor(
    readonly session: Session,
    /** Whether somebody looks; nothing is asked for else. */
    wanted: () => boolean,
    today: () => string,
  ) {
    this.#reading = new Reading(session, KINDS, () => {
      const day = today();
      return wanted() ? () => this.#read(day) : undefined;
    });
  }

  get error(): CallError | null {
    return this.#reading.error;
  }

  get busy(): boolean {
    return this.#reading.busy;
  }

  cell(body: number, period: string): MatrixCell | null {
    return this.#cells.get(`${body} ${period}`) ?? null;
  }

  again(): void {
    this.#reading.again();
  }

  async #read(day: string): Promise<Year[]> {
    const year = Number(day.slice(0, 4));
    // The window of January begins in December.
    const years = day.slice(5, 7) === "12" ? [year - 1, year, year + 1] : [year - 1, year];
    const out: Year[] = [];
    for (const own of years) out.push(await this.#year(own));
    return out;
  }

  async #year(year: number): Promise<Year> {
    const rows: MatrixRow[] = [];
    for (;;) {
      const answer = await this.session.read("submissions", { kind: "month", year, as_of: null, from_row: rows.length, rows: ROWS });
      rows.push(...answer.rows);
      if (answer.rows.length === 0 || rows.length >= answer.total_rows) return { asOf: answer.as_of, periods: answer.periods, rows };
    }
  }
}

/** The column to look at first: the period at hand, else the last month that has ended. */
export function columnAtHand(columns: readonly MatrixPeriod[], period: string, today: string): MatrixPeriod | null {
  return columns.find((own) => own.period === period) ?? columns.findLast(({ last_day }) => last_day <= today) ?? columns.at(-1) ?? null;
}
