import type { Day } from "./Day";

export type UnitOption = { code: string, name: string, kind: string, parent: string | null, from_day: Day | null, to_day: Day | null, };
