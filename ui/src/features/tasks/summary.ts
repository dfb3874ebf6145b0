import type { ClassCount, TaskRow } from "../../ipc/types";
import { STATES } from "../../lib/states";
import { isOpen } from "./filter.svelte";

/** The tasks of one document or person in figures. */
export interface Summary {
  key: string;
  tasks: number;
  done: number;
  overdue: number;
  week: number;
  confirm: number;
  /** The next day that something open ends on. */
  next: string | null;
  classes: ClassCount[];
}

/** Own tasks by a word of theirs, most pressing first; what has no such word comes last. */
export function summaries(tasks: TaskRow[], of: (task: TaskRow) => string): Summary[] {
  const found = new Map<string, TaskRow[]>();
  for (const task of tasks.filter(({ watched }) => !watched)) found.set(of(task), [...(found.get(of(task)) ?? []), task]);
  const all = [...found].map(([key, rows]): Summary => {
    const open = rows.filter(({ state }) => isOpen(state));
    return {
      key,
      tasks: rows.length,
      done: rows.filter(({ state }) => state.startsWith("done")).length,
      overdue: rows.filter(({ state }) => state === "overdue").length,
      week: open.filter(({ days_left }) => days_left !== null && days_left >= 0 && days_left <= 7).length,
      confirm: rows.reduce((sum, row) => sum + row.to_confirm, 0),
      next: open.flatMap(({ state, deadline }) => (state === "overdue" || deadline.last_day === null ? [] : [deadline.last_day])).sort()[0] ?? null,
      classes: STATES.map((state) => ({ state, count: rows.filter((row) => row.state === state).length })),
    };
  });
  return all.sort((one, other) => Number(one.key === "") - Number(other.key === "") || other.overdue - one.overdue || other.tasks - one.tasks || one.key.localeCompare(other.key, "vi"));
}
