import type { TaskGroup, Timeliness } from "../../ipc/types";
import { fold } from "../../lib/text";

/** What the task list shows; kept while other screens are open, so that coming back finds the place. */
export const taskFilter = $state<{
  state: Timeliness | null;
  text: string;
  /** The body whose checklist the side pane opens. */
  body: number | null;
}>({ state: null, text: "", body: null });

/** The groups with the tasks that fit; groups without any are left out. Marks and case do not count. */
export function narrow(groups: TaskGroup[], state: Timeliness | null, text: string): TaskGroup[] {
  const wanted = fold(text);
  return groups
    .map((group) => ({
      ...group,
      tasks: group.tasks.filter(
        (task) =>
          (state === null || task.state === state) &&
          (wanted === "" || fold(`${task.number} ${task.title} ${task.lead} ${task.document}`).includes(wanted)),
      ),
    }))
    .filter((group) => group.tasks.length > 0);
}
