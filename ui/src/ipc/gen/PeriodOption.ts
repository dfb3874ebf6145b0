import type { Day } from "./Day";

export type PeriodOption = { key: string, label: string, first_day: Day, last_day: Day, due_day: Day, };
