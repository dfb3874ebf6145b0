import { CallError } from "../../ipc/host";
import type { Doubt, GridCell, GridColumn, UnitName } from "../../ipc/types";
import type { Place } from "./gridKeys";
import type { Sheet } from "./sheet.svelte";

/** A doubt with where it is. */
export interface DoubtAt {
  place: Place;
  unit: UnitName;
  column: GridColumn;
  cell: GridCell;
  doubt: Doubt;
}

const SHOWN = 200;

/** The doubts of the figures that were read, by unit; each can be set right or kept with a reason. */
export class Doubts {
  /** The doubt whose reason is being written. */
  keeping = $state.raw<DoubtAt | null>(null);
  error = $state.raw<CallError | null>(null);

  all = $derived.by(() => this.#all());
  open = $derived.by(() => this.all.filter(({ doubt }) => doubt.accepted === null));
  kept = $derived.by(() => this.all.filter(({ doubt }) => doubt.accepted !== null));
  shown = $derived.by(() => [...this.open, ...this.kept].slice(0, SHOWN));

  constructor(readonly sheet: Sheet) {}

  /** The cell of the next open doubt after the chosen one, from the end on to the beginning. */
  step(way: 1 | -1): boolean {
    const { row, column } = this.sheet.place;
    const after = ({ place }: DoubtAt) => Math.sign(place.row - row || place.column - column) === way;
    const line = way === 1 ? this.open : this.open.toReversed();
    const next = line.find(after) ?? line[0];
    if (!next) return false;
    this.sheet.go(next.place);
    return true;
  }

  /** Asks for the reason to keep the chosen cell's figure; false when it is not doubted. */
  ask(): boolean {
    const { row, column } = this.sheet.place;
    const at = this.open.find(({ place }) => place.row === row && place.column === column);
    if (!at || this.sheet.readonly()) return false;
    this.keeping = at;
    return true;
  }

  /** The way out that the doubt itself offers. */
  fix({ place, doubt }: DoubtAt): void {
    if (doubt.fix && !this.sheet.readonly()) {
      this.sheet.go(place);
      void this.sheet.entries.record(place, doubt.fix.entry);
    }
  }

  async keep(at: DoubtAt, reason: string): Promise<void> {
    this.error = null;
    try {
      await this.sheet.entries.accept(at.place, at.doubt.code, reason);
      this.keeping = null;
    } catch (failed) {
      this.error = CallError.from(failed);
    }
  }

  leave(): void {
    this.keeping = null;
    this.error = null;
  }

  #all(): DoubtAt[] {
    return this.sheet.pages.doubtful.flatMap((place) => {
      const { pages } = this.sheet;
      const [unit, column, cell] = [pages.unit(place.row), pages.columns[place.column], pages.cell(place.row, place.column)];
      return unit && column && cell ? cell.doubts.map((doubt) => ({ place, unit, column, cell, doubt })) : [];
    });
  }
}
