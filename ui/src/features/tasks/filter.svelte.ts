import type { TaskGroup, TaskRow, Timeliness } from "../../ipc/types";
import { fold } from "../../lib/text";
import type { Grouping } from "./grouping";

/** What wants something of the officer, whatever its class. */
export const CALLS = ["week", "confirm", "unsure", "waiting"] as const;
export type Call = (typeof CALLS)[number];
/** One class of the own tasks, what calls for the officer, all own tasks, or those of other levels. */
export type Show = Timeliness | Call | "own" | "watched";

/** The ways to look at tasks, in the order of the switch and of Ctrl+1 … Ctrl+5. */
export const TASK_VIEWS = ["table", "calendar", "matrix", "documents", "persons"] as const;
export type TaskView = (typeof TASK_VIEWS)[number];

/** The tasks of one plan, document, body or person; told by name on its chip. */
export interface Only {
  kind: "plan" | "document" | "unit" | "person";
  key: string;
  name: string;
}

/** What the task list shows; kept while other screens are open, so that coming back finds the place. */
export const taskFilter = $state<{
  view: TaskView;
  state: Show | null;
  text: string;
  only: Only | null;
  grouping: Grouping;
  /** The day that classes are compared with. */
  baseline: string | null;
  /** The body whose part the side pane opens. */
  body: number | null;
  /** And its occurrence, for recurring work. */
  occurrence: string | null;
}>({ view: "table", state: null, text: "", only: null, grouping: "group", baseline: null, body: null, occurrence: null });

/** Another book has other plans, persons and documents. */
export function resetTaskFilter(): void {
  Object.assign(taskFilter, { view: "table", state: null, text: "", only: null, grouping: "group", baseline: null, body: null, occurrence: null });
}

/** Opens a task beside the list, at the part of a body when one is named. */
export function openTask(session: { task: number | null; screen: string }, task: number, body: number | null = null, occurrence: string | null = null): void {
  taskFilter.body = body;
  taskFilter.occurrence = occurrence;
  session.task = task;
  session.screen = "tasks";
}

export const isOpen = (state: Timeliness): boolean =>
  state === "overdue" || state === "due_soon" || state === "in_time" || state === "not_started" || state === "no_deadline";

/** An event is awaited, and until its day is known there is no deadline. */
export const isWaiting = ({ deadline }: TaskRow): boolean =>
  deadline.event !== null && deadline.event_day === null && deadline.last_day === null;

export function fits(task: TaskRow, show: Show | null): boolean {
  if (show === null) return true;
  if (show === "watched") return task.watched;
  if (task.watched) return false;
  switch (show) {
    case "own":
      return true;
    case "week":
      return isOpen(task.state) && task.days_left !== null && task.days_left >= 0 && task.days_left <= 7;
    case "confirm":
      return task.to_confirm > 0;
    case "unsure":
      return !task.deadline.sure && !isWaiting(task);
    case "waiting":
      return isWaiting(task);
    default:
      return task.state === show;
  }
}

function within(task: TaskRow, only: Only | null): boolean {
  switch (only?.kind) {
    case undefined:
      return true;
    case "plan":
      return String(task.plan) === only.key;
    case "document":
      return task.document === only.key;
    case "person":
      return task.person === only.key;
    case "unit":
      return task.leads.some((body) => String(body) === only.key);
  }
}

function says(task: TaskRow, wanted: string): boolean {
  return wanted === "" || fold(`${task.number} ${task.title} ${task.lead} ${task.partners} ${task.document} ${task.person}`).includes(wanted);
}

/** The groups with the tasks that fit; groups without any are left out. Marks and case do not count. */
export function narrow(groups: TaskGroup[], show: Show | null, text: string, only: Only | null = null): TaskGroup[] {
  const wanted = fold(text);
  return groups
    .map((group) => ({ ...group, tasks: group.tasks.filter((task) => fits(task, show) && within(task, only) && says(task, wanted)) }))
    .filter((group) => group.tasks.length > 0);
}

/** How many tasks each way of showing would leave, with the rest of the filter as it is. */
export function countBy(groups: TaskGroup[], text: string, only: Only | null, shows: readonly Show[]): Map<Show, number> {
  const tasks = narrow(groups, null, text, only).flatMap((group) => group.tasks);
  return new Map(shows.map((show) => [show, tasks.filter((task) => fits(task, show)).length]));
}

/** What a saved view keeps. */
export function writeSpec(): string {
  const { view, state, text, only, grouping, baseline } = taskFilter;
  return JSON.stringify({ view, state, text, only, grouping, baseline });
}

/** Takes a saved view; what an older book wrote and nobody knows any more is left out. */
export function readSpec(spec: string): void {
  let read: Partial<typeof taskFilter>;
  try {
    read = JSON.parse(spec) as Partial<typeof taskFilter>;
  } catch {
    return;
  }
  const view = TASK_VIEWS.find((known) => known === read.view) ?? "table";
  Object.assign(taskFilter, { state: null, text: "", only: null, grouping: "group", baseline: null }, { ...read, view });
}
