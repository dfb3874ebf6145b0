import type { DeadlineView } from "./DeadlineView";
import type { Timeliness } from "./Timeliness";

export type TaskRow = { id: number, number: string, title: string, group: string, lead: string, partners: string, deliverable: string, document: string, deadline: DeadlineView, state: Timeliness, days_left: number | null, done: number, total: number, watched: boolean, };
