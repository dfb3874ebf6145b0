import type { Day } from "./Day";

export type FactRevision = { revision: number, text: string, prefix: string, state: "value" | "no_data" | "withdrawn", recorded_at: string, officer: string, source: string, note: string, as_of: Day, illustrative: boolean, };
