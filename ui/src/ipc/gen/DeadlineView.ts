import type { Day } from "./Day";

export type DeadlineView = { text: string, kind: string, last_day: Day | null, last_time: string | null, stated_day: Day | null, weekday: string | null, sure: boolean, };
