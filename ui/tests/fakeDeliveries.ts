// What the units below have handed in month by month: the windows of the field, from the 15th to the 14th.
import type { MatrixCell, MatrixState, Request, SubmissionMatrix } from "../src/ipc/types";

export const TODAY = "2024-03-18";
/** A unit's months of 2023 and 2024 by their signs; a sign that is missing is "·". */
const SIGNS: Record<string, MatrixState> = { v: "on_time", l: "late", p: "partial", x: "missing", a: "adjusted", "·": "not_due", _: "absent" };
const LINES: Record<string, Record<number, string>> = {
  lateAtTimes: { 2023: "vvvvvvllvlvv", 2024: "vlx" },
  good: { 2023: "____vvvvvavv", 2024: "vvv" },
  partial: { 2023: "vvvvlvvvvvvv", 2024: "vvp" },
};

const pad = (month: number) => String(month).padStart(2, "0");

export function deliveriesOf(bodies: readonly { body: number; code: string; name: string }[], { year, from_row, rows }: Request<"submissions">): SubmissionMatrix {
  const periods = Array.from({ length: 12 }, (_, index) => ({
    period: `${year}-T${pad(index + 1)}`, label: `Tháng ${index + 1}/${year}`, short: `T${index + 1}`,
    first_day: index === 0 ? `${year - 1}-12-15` : `${year}-${pad(index)}-15`, last_day: `${year}-${pad(index + 1)}-14`, due_day: `${year}-${pad(index + 1)}-18`,
    due_fixed: false, closed: year === 2024 && index < 2, submitted: year === 2024 && index > 2 ? 0 : index === 2 && year === 2024 ? 1 : bodies.length, expected: bodies.length, percent: null,
  }));
  const kinds = Object.values(LINES);
  const all = bodies.map((own, at) => ({
    ...own,
    cells: periods.map((_, index): MatrixCell => {
      const state = SIGNS[kinds[at % kinds.length]?.[year]?.[index] ?? "·"] ?? "not_due";
      const done = state === "partial" ? 3 : state === "missing" || state === "not_due" || state === "absent" ? 0 : 5;
      return { state, days_late: state === "late" ? 2 : null, done, of: state === "absent" ? 0 : 5, on: state === "late" ? `${year}-${pad(index + 1)}-20` : null };
    }),
  }));
  return { as_of: TODAY, years: [2023, 2024], periods, rows: all.slice(from_row, from_row + rows), total_rows: all.length, required: 5, illustrative: false };
}
