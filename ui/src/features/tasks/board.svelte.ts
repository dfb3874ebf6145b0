import { untrack } from "svelte";

import type { TaskList, TaskRow } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { CALLS, countBy, narrow, openTask, taskFilter, type Show } from "./filter.svelte";
import { bunches, lines, type Line } from "./grouping";
import { step, type Move } from "./order";
import { Selection } from "./selection.svelte";

const QUICK: Show[] = ["overdue", ...CALLS, "watched"];

/** The task list as it is narrowed, grouped, walked through and ticked. */
export class Board {
  readonly list: Query<"tasks">;
  readonly deed: Deed;
  readonly selection = new Selection();
  closed = $state<Record<string, boolean>>({});
  /** The line that the keys speak to. */
  cursor = $state<string | null>(null);
  #names: Query<"units">;

  all = $derived.by((): TaskRow[] => this.list.value?.groups.flatMap((group) => group.tasks) ?? []);
  groups = $derived.by(() => narrow(this.list.value?.groups ?? [], taskFilter.state, taskFilter.text, taskFilter.only));
  /** The list with only what the filter lets through. */
  shown = $derived.by((): TaskList | null => (this.list.value ? { ...this.list.value, groups: this.groups } : null));
  /** The tasks that the filter lets through; null when it lets all. */
  ids = $derived.by(() => (taskFilter.state === null && taskFilter.text === "" && taskFilter.only === null ? null : new Set(this.groups.flatMap((group) => group.tasks.map(({ id }) => id)))));
  /** The same without the class, which the matrix looks for in its cells. */
  idsOfOthers = $derived.by(() => (taskFilter.text === "" && taskFilter.only === null ? null : new Set(narrow(this.list.value?.groups ?? [], null, taskFilter.text, taskFilter.only).flatMap((group) => group.tasks.map(({ id }) => id)))));
  counts = $derived.by(() => countBy(this.list.value?.groups ?? [], taskFilter.text, taskFilter.only, QUICK));
  bodies = $derived.by((): ReadonlyMap<number, string> => new Map(this.#names.value?.rows.map(({ body, name }) => [body, name]) ?? []));
  bunches = $derived.by(() => (this.shown ? bunches(this.shown, taskFilter.grouping, this.bodies) : []));
  lines = $derived.by(() => lines(this.bunches, this.closed));
  /** Position of the cursor; the chosen task's line when nothing was walked to. */
  at = $derived.by(() => {
    const found = this.lines.findIndex((line) => line.key === this.cursor);
    if (found >= 0) return found;
    // After an undo, or under other headings, the task of the cursor stands elsewhere.
    const walked = this.cursor?.startsWith("bunch:") === false ? Number(this.cursor.slice(this.cursor.lastIndexOf(":") + 1)) : null;
    const there = this.lines.findIndex((line) => line.kind === "task" && line.task.id === walked);
    return there >= 0 ? there : this.lines.findIndex((line) => line.kind === "task" && line.task.id === this.session.task);
  });
  chosen = $derived.by(() => this.all.filter((task) => this.selection.has(task.id)));

  constructor(readonly session: Session) {
    this.deed = new Deed(session);
    this.list = new Query(session, "tasks", ["tasks", "bodies", "facts", "settings"], () => ({ as_of: null, baseline: taskFilter.baseline }));
    this.#names = new Query(session, "units", ["bodies"], () => ({ as_of: null }));
    $effect(() => {
      const there = new Set(this.all.map(({ id }) => id));
      if (this.list.value) untrack(() => this.selection.keep(there));
    });
  }

  get line(): Line | undefined {
    return this.lines[this.at];
  }

  /** Moves the cursor; `stretch` ticks what lies between. */
  go(to: number, stretch = false): void {
    const from = this.line?.key ?? null;
    const line = this.lines[Math.min(Math.max(to, 0), this.lines.length - 1)];
    if (!line) return;
    this.cursor = line.key;
    if (stretch) this.selection.extend(this.lines, from, line.key);
    else this.selection.rest();
  }

  fold(line: Line, close: boolean): void {
    this.closed = { ...this.closed, [line.bunch.key]: close };
    this.cursor = `bunch:${line.bunch.key}`;
  }

  open(line: Line | undefined): void {
    if (line?.kind === "bunch") this.fold(line, line.open);
    else if (line) {
      this.cursor = line.key;
      const unit = taskFilter.grouping === "unit" ? Number(line.bunch.key) : NaN;
      openTask(this.session, line.task.id, Number.isNaN(unit) ? null : unit);
    }
  }

  tick(line: Line | undefined): void {
    if (line?.kind === "task") this.selection.toggle(line.task.id);
    else if (line) this.selection.toggleAll(line.bunch.tasks.map(({ id }) => id));
  }

  /** Alt with an arrow: one place up or down, into the next group over its edge. */
  shift(by: 1 | -1): void {
    const line = this.line;
    if (line?.kind === "task") void this.move(step(this.bunches, line.task.id, by));
  }

  async move(move: Move | null): Promise<void> {
    if (move === null) {
      if (taskFilter.grouping !== "group") this.session.say(t("tasks.move_by_group"));
      return;
    }
    if (!(await this.deed.run("move_task", move))) return;
    this.cursor = `${move.group}:${move.id}`;
  }

  show(show: Show | null): void {
    taskFilter.state = taskFilter.state === show ? null : show;
  }

  clear(): void {
    Object.assign(taskFilter, { state: null, text: "", only: null });
  }
}
