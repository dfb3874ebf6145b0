import type { TaskRow } from "./TaskRow";

export type TaskGroup = { key: string, title: string, tasks: Array<TaskRow>, };
