import type { Day } from "./Day";

export type GridCell = { state: "empty" | "value" | "no_data" | "absent", text: string, prefix: string, previous: string | null, delta: string | null, delta_negative: boolean, target: string | null, percent: string | null, bar: number | null, as_of: Day | null, source: string | null, note: string, illustrative: boolean, editable: boolean, revision: number, };
