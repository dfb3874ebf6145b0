import type { Assignment } from "./Assignment";
import type { DeadlineChange } from "./DeadlineChange";
import type { DocumentView } from "./DocumentView";
import type { TaskRow } from "./TaskRow";

export type TaskDetail = { row: TaskRow, group_title: string, document: DocumentView | null, content: string, note: string, assignments: Array<Assignment>, deadline_history: Array<DeadlineChange>, };
