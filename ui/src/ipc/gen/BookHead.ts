import type { Day } from "./Day";
import type { PeriodOption } from "./PeriodOption";

export type BookHead = { path: string, name: string, plan: string, officer: string, today: Day, view_day_fixed: boolean, periods: Array<PeriodOption>, period: string, undo: string | null, redo: string | null, illustrative: boolean, read_only: boolean, saved_at: string | null, overdue: number, units_submitted: number, units_total: number, };
