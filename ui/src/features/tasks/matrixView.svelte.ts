import type { MatrixPart, TaskMatrix } from "../../ipc/types";
import type { CallError } from "../../ipc/host";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import type { Place } from "../counts/gridKeys";
import { isOpen, taskFilter, type Show } from "./filter.svelte";

export const taskMatrix = $state<{ place: Place; top: number }>({ place: { row: 0, column: 0 }, top: 0 });

export interface Count {
  done: number;
  overdue: number;
  total: number;
}

const isDone = (part: MatrixPart) => part.state.startsWith("done");

export function count(parts: (MatrixPart | null)[]): Count {
  const given = parts.filter((part) => part !== null);
  return { done: given.filter(isDone).length, overdue: given.filter((part) => part.state === "overdue").length, total: given.length };
}

function cellFits(part: MatrixPart | null, show: Show): boolean {
  if (part === null) return false;
  if (show === "confirm") return part.claimed;
  if (show === "week") return isOpen(part.state) && part.days_left !== null && part.days_left >= 0 && part.days_left <= 7;
  if (show === "own" || show === "watched" || show === "unsure" || show === "waiting") return true;
  return part.state === show;
}

/** The rows of the wanted tasks that have at least one cell of the wanted kind; `ids` null: of all tasks. */
export function rowsThatFit(rows: TaskMatrix["rows"], show: Show | null, ids: ReadonlySet<number> | null): TaskMatrix["rows"] {
  return rows.filter((row) => (ids === null || ids.has(row.task)) && (show === null || row.cells.some((part) => cellFits(part, show))));
}

/** Tasks against units: who has done what. */
export class UnitMatrix {
  #matrix: Query<"task_matrix">;

  rows = $derived.by(() => rowsThatFit(this.#matrix.value?.rows ?? [], taskFilter.state, this.ids()));
  units = $derived.by(() => this.#matrix.value?.units ?? []);
  /** Per unit, over the rows that are shown. */
  sums = $derived.by(() => this.units.map((_, column) => count(this.rows.map((row) => row.cells[column] ?? null))));
  place = $derived.by((): Place => ({ row: Math.min(taskMatrix.place.row, Math.max(this.rows.length - 1, 0)), column: Math.min(taskMatrix.place.column, Math.max(this.units.length - 1, 0)) }));

  constructor(
    readonly session: Session,
    readonly ids: () => ReadonlySet<number> | null,
  ) {
    this.#matrix = new Query(session, "task_matrix", ["tasks", "facts", "bodies", "settings"], () => ({ as_of: null, plan: taskFilter.only?.kind === "plan" ? Number(taskFilter.only.key) : null }));
  }

  get ready(): boolean {
    return this.#matrix.value !== null;
  }

  get busy(): boolean {
    return this.#matrix.busy;
  }

  get error(): CallError | null {
    return this.#matrix.error;
  }

  again(): void {
    this.#matrix.again();
  }
}
