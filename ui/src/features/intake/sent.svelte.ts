import type { MatrixRow, PeriodOption, SubmissionKind } from "../../ipc/types";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";

/** More units than any book has. */
const ALL = 4000;

/** The kind of periods that a key belongs to. */
export function kindOf(key: string): SubmissionKind {
  if (/^\d{4}-T\d/.test(key)) return "month";
  if (/^\d{4}-Q\d/.test(key)) return "quarter";
  if (/^\d{4}-W\d/.test(key)) return "week";
  return "campaign";
}

export interface Sent {
  row: MatrixRow;
  /** `missing` has nothing yet, `partial` not everything. */
  state: "sent" | "partial" | "missing";
  done: number;
  of: number;
}

/** Who sent the figures of a period and who did not: read once, while a dialog asks. */
export class SentUnits {
  #query: Query<"submissions">;
  period: () => PeriodOption | undefined;

  constructor(session: Session) {
    this.period = () => session.periods.find((option) => option.key === session.period);
    this.#query = new Query(session, "submissions", ["facts", "bodies", "indicators"], () => {
      const period = this.period();
      if (!period) return null;
      return { kind: kindOf(period.key), year: Number(period.last_day.slice(0, 4)), as_of: null, from_row: 0, rows: ALL };
    });
  }

  get busy() {
    return this.#query.busy && this.#query.value === null;
  }

  get error() {
    return this.#query.error;
  }

  /** Whether the matrix has the period at all: other spans than its own have no column. */
  get known() {
    return this.units.length > 0;
  }

  get units(): Sent[] {
    const matrix = this.#query.value;
    const at = matrix?.periods.findIndex((column) => column.period === this.period()?.key) ?? -1;
    if (!matrix || at < 0) return [];
    return matrix.rows.flatMap((row): Sent[] => {
      const cell = row.cells[at];
      if (!cell || cell.state === "absent") return [];
      const { done, of } = cell;
      return [{ row, done, of, state: done === 0 ? "missing" : done < of ? "partial" : "sent" }];
    });
  }

  get missing(): Sent[] {
    return this.units.filter((unit) => unit.state !== "sent");
  }
}
