import type { Day, TaskList, TaskRow } from "../../ipc/types";
import { dayNumber } from "../../lib/days";
import { STATES } from "../../lib/states";
import { isOpen } from "./filter.svelte";

export const GROUPINGS = ["group", "plan", "document", "unit", "person", "deadline", "state"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const DUE = ["past", "this_week", "next_week", "this_month", "later", "none", "done"] as const;
export type Due = (typeof DUE)[number];

/** Tasks under one heading. */
export interface Bunch {
  key: string;
  /** Written as it stands in the book; empty when the words of the window name it. */
  title: string;
  /** The group that a task dropped here goes to. */
  group: string | null;
  tasks: TaskRow[];
}

export type Line =
  | { kind: "bunch"; key: string; bunch: Bunch; open: boolean }
  | { kind: "task"; key: string; bunch: Bunch; task: TaskRow; depth: number; index: number };

/** Which stretch of time a task's deadline lies in; weeks begin on Monday. */
export function due(task: TaskRow, today: Day): Due {
  if (!isOpen(task.state)) return "done";
  const last = task.deadline.last_day;
  if (last === null) return "none";
  const [day, now] = [dayNumber(last), dayNumber(today)];
  if (day < now) return "past";
  // 1970-01-01 was a Thursday.
  const sunday = now + 6 - ((now + 3) % 7);
  if (day <= sunday) return "this_week";
  if (day <= sunday + 7) return "next_week";
  return last.slice(0, 7) === today.slice(0, 7) ? "this_month" : "later";
}

/** The title of a group with its letter, said once. */
export function groupTitle({ letter, title }: { letter: string; title: string }): string {
  return letter === "" || title.startsWith(`${letter})`) ? title : `${letter}) ${title}`;
}

/** Which headings a task stands under: one, but several when it is given to several bodies. */
function headings(by: Grouping, task: TaskRow, list: TaskList, bodies: ReadonlyMap<number, string>): [string, string][] {
  switch (by) {
    case "plan":
      return [[String(task.plan), list.plans.find(({ id }) => id === task.plan)?.title ?? ""]];
    case "document":
      return [[task.document, task.document]];
    case "person":
      return [[task.person, task.person]];
    case "unit":
      return task.leads.length === 0 ? [["", task.lead]] : task.leads.map((body) => [String(body), bodies.get(body) ?? task.lead]);
    case "deadline":
      return [[due(task, list.as_of), ""]];
    default:
      return [[task.state, ""]];
  }
}

const ORDER: Partial<Record<Grouping, readonly string[]>> = { deadline: DUE, state: STATES };

/** The tasks of a list that was narrowed, under their headings. The empty heading comes last. */
export function bunches(list: TaskList, by: Grouping, bodies: ReadonlyMap<number, string>): Bunch[] {
  if (by === "group") return list.groups.map((group) => ({ key: group.key, title: groupTitle(group), group: group.key, tasks: withParts(group.tasks) }));
  const found = new Map<string, Bunch>();
  for (const task of list.groups.flatMap((group) => group.tasks)) {
    for (const [key, title] of headings(by, task, list, bodies)) {
      const bunch = found.get(key) ?? { key, title: key === "" ? "" : title, group: null, tasks: [] };
      bunch.tasks.push(task);
      found.set(key, bunch);
    }
  }
  const order = ORDER[by];
  const place = (key: string) => (key === "" ? Infinity : (order?.indexOf(key) ?? 0));
  const all = [...found.values()].map((bunch) => ({ ...bunch, tasks: by === "deadline" ? byDay(bunch.tasks) : withParts(bunch.tasks) }));
  return all.sort((one, other) => place(one.key) - place(other.key) || one.title.localeCompare(other.title, "vi"));
}

const byDay = (tasks: TaskRow[]) =>
  [...tasks].sort((one, other) => (one.deadline.last_day ?? "9").localeCompare(other.deadline.last_day ?? "9"));

/** Parts of a larger task stand below it where both are shown. */
export function withParts(tasks: TaskRow[]): TaskRow[] {
  const here = new Set(tasks.map(({ id }) => id));
  const below = new Map<number, TaskRow[]>();
  const tops: TaskRow[] = [];
  for (const task of tasks) {
    if (task.parent !== null && here.has(task.parent)) below.set(task.parent, [...(below.get(task.parent) ?? []), task]);
    else tops.push(task);
  }
  const spread = (task: TaskRow): TaskRow[] => [task, ...(below.get(task.id) ?? []).flatMap(spread)];
  return tops.flatMap(spread);
}

/** What the table draws, one after the other. */
export function lines(all: Bunch[], closed: Readonly<Record<string, boolean>>): Line[] {
  return all.flatMap((bunch): Line[] => {
    const open = !closed[bunch.key];
    const head: Line = { kind: "bunch", key: `bunch:${bunch.key}`, bunch, open };
    if (!open) return [head];
    const depths = new Map<number, number>();
    return [
      head,
      ...bunch.tasks.map((task, index): Line => {
        const above = task.parent === null ? undefined : depths.get(task.parent);
        const depth = above === undefined ? 0 : above + 1;
        depths.set(task.id, depth);
        return { kind: "task", key: `${bunch.key}:${task.id}`, bunch, task, depth, index };
      }),
    ];
  });
}
