import type { Day } from "./Day";

export type DeadlineChange = { day: Day | null, text: string, reason: string, document: string, };
