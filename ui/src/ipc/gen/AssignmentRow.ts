import type { Day } from "./Day";
import type { Timeliness } from "./Timeliness";

export type AssignmentRow = { assignment: number, task: number, title: string, body: number, body_name: string, state: Timeliness, days_left: number | null, last_day: Day | null, deadline_text: string, };
