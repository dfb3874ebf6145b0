import type { Line } from "./grouping";

/** The tasks that are ticked, for what is done with several at once. */
export class Selection {
  ids = $state.raw<ReadonlySet<number>>(new Set());
  /** Where a run of Shift+arrows began. */
  #anchor: string | null = null;
  /** What was ticked when it began. */
  #before: ReadonlySet<number> = new Set();

  get size(): number {
    return this.ids.size;
  }

  has(id: number): boolean {
    return this.ids.has(id);
  }

  toggle(id: number): void {
    const next = new Set(this.ids);
    if (!next.delete(id)) next.add(id);
    this.ids = next;
    this.#anchor = null;
  }

  /** A heading ticks all of its tasks, or takes them all out when they all are. */
  toggleAll(ids: number[]): void {
    const next = new Set(this.ids);
    const all = ids.every((id) => next.has(id));
    for (const id of ids) {
      if (all) next.delete(id);
      else next.add(id);
    }
    this.ids = next;
    this.#anchor = null;
  }

  /** From where the run began to where it stands; going back takes out again what it had added. */
  extend(lines: Line[], from: string | null, to: string): void {
    if (this.#anchor === null) {
      this.#anchor = from ?? to;
      this.#before = this.ids;
    }
    const ends = [lines.findIndex(({ key }) => key === this.#anchor), lines.findIndex(({ key }) => key === to)].sort((one, other) => one - other);
    const run = lines.slice(Math.max(ends[0] ?? 0, 0), (ends[1] ?? 0) + 1);
    this.ids = new Set([...this.#before, ...run.flatMap((line) => (line.kind === "task" ? [line.task.id] : []))]);
  }

  all(lines: Line[]): void {
    this.ids = new Set(lines.flatMap((line) => (line.kind === "task" ? [line.task.id] : [])));
    this.#anchor = null;
  }

  clear(): void {
    this.ids = new Set();
    this.#anchor = null;
  }

  /** The run ends: the next Shift+arrow begins another. */
  rest(): void {
    this.#anchor = null;
  }

  /** What is no longer in the list is not ticked either. */
  keep(ids: ReadonlySet<number>): void {
    if ([...this.ids].every((id) => ids.has(id))) return;
    this.ids = new Set([...this.ids].filter((id) => ids.has(id)));
  }
}
