import type { Bunch } from "./grouping";

/** Where a task goes: into a group, before another task or at the end. */
export interface Move {
  id: number;
  group: string;
  before: number | null;
}

/** One step up or down; over the edge of its group it goes into the next one. */
export function step(all: Bunch[], id: number, by: 1 | -1): Move | null {
  const at = all.findIndex((bunch) => bunch.tasks.some((task) => task.id === id));
  const bunch = all[at];
  if (!bunch || bunch.group === null) return null;
  const index = bunch.tasks.findIndex((task) => task.id === id);
  const within = index + by >= 0 && index + by < bunch.tasks.length;
  if (within) {
    const before = bunch.tasks[by === 1 ? index + 2 : index - 1];
    return { id, group: bunch.group, before: before?.id ?? null };
  }
  const next = all[at + by];
  if (!next || next.group === null) return null;
  return { id, group: next.group, before: by === 1 ? (next.tasks[0]?.id ?? null) : null };
}

/** A task let go above another one, or (`over` is null) at the end of a group; null when nothing changes. */
export function drop(all: Bunch[], id: number, onto: Bunch, over: number | null): Move | null {
  if (onto.group === null || over === id) return null;
  const here = all.find((bunch) => bunch.tasks.some((task) => task.id === id));
  if (here?.key === onto.key) {
    const after = onto.tasks[onto.tasks.findIndex((task) => task.id === id) + 1];
    if ((after?.id ?? null) === over) return null;
  }
  return { id, group: onto.group, before: over };
}
