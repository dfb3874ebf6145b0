import type { ClassCount } from "./ClassCount";
import type { Day } from "./Day";
import type { TaskGroup } from "./TaskGroup";

export type TaskList = { as_of: Day, total: number, classes: Array<ClassCount>, groups: Array<TaskGroup>, };
