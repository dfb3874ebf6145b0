import type { TaskGroup, TaskRow, Timeliness } from "../../ipc/types";
import { fold } from "../../lib/text";

/** One class of the own tasks, all own tasks, or those of other levels that are only watched. */
export type Show = Timeliness | "own" | "watched";

/** What the task list shows; kept while other screens are open, so that coming back finds the place. */
export const taskFilter = $state<{
  state: Show | null;
  text: string;
  /** The body whose checklist the side pane opens. */
  body: number | null;
}>({ state: null, text: "", body: null });

/** The groups with the tasks that fit; groups without any are left out. Marks and case do not count. */
export function narrow(groups: TaskGroup[], show: Show | null, text: string): TaskGroup[] {
  const wanted = fold(text);
  const fits = (task: TaskRow) => {
    if (show === null) return true;
    if (show === "watched") return task.watched;
    return !task.watched && (show === "own" || task.state === show);
  };
  return groups
    .map((group) => ({
      ...group,
      tasks: group.tasks.filter(
        (task) =>
          fits(task) &&
          (wanted === "" || fold(`${task.number} ${task.title} ${task.lead} ${task.document}`).includes(wanted)),
      ),
    }))
    .filter((group) => group.tasks.length > 0);
}
