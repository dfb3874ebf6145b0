import { ROW, UNIT } from "./geometry";
import type { Place } from "./gridKeys";
import type { Sheet } from "./sheet.svelte";
import type { GridView } from "./view.svelte";

/** Choosing with the pointer: a cell, a range, a column by its head, a row by its name. */
export class Drag {
  #kind: "cells" | "columns" | "rows" | null = null;
  #at = { x: 0, y: 0 };
  #frame = 0;

  constructor(
    readonly sheet: Sheet,
    readonly view: GridView,
    readonly area: () => HTMLElement,
    readonly focus: () => void,
  ) {}

  /** The input keeps the focus: a press only moves the place. Scroll bars and buttons are their own. */
  hold(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    if (target === this.area() || target.closest("button")) return;
    event.preventDefault();
    this.focus();
  }

  begin(event: PointerEvent): void {
    const target = event.target as HTMLElement;
    if (event.button !== 0 || target.closest("button")) return;
    this.#at = { x: event.clientX, y: event.clientY };
    const extend = event.shiftKey;
    const head = target.closest<HTMLElement>("[data-column]")?.dataset.column;
    const line = target.closest<HTMLElement>("[data-row]")?.dataset.row;
    if (target.closest("[data-corner]")) return this.sheet.selectAll();
    if (head !== undefined) {
      this.#kind = "columns";
      this.sheet.selectColumn(Number(head), extend);
    } else if (line !== undefined && target.closest("[role=rowheader]")) {
      this.#kind = "rows";
      this.sheet.selectRow(Number(line), extend);
    } else if (line !== undefined) {
      this.#press({ row: Number(line), column: this.#hit().column }, extend);
    } else return;
    if (this.#kind) this.area().setPointerCapture?.(event.pointerId);
  }

  #press(place: Place, extend: boolean): void {
    if (extend) this.sheet.reach(place);
    else if (this.sheet.stands(place)) this.sheet.go(place);
    else return;
    this.#kind = "cells";
  }

  move(event: PointerEvent): void {
    if (!this.#kind) return;
    if (event.clientX === this.#at.x && event.clientY === this.#at.y) return;
    this.#at = { x: event.clientX, y: event.clientY };
    this.#reach();
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.#follow());
  }

  end(): void {
    this.#kind = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** A double press writes in the cell. */
  open(event: MouseEvent): void {
    if ((event.target as HTMLElement).closest("[role=columnheader], [role=rowheader], button")) return;
    this.sheet.edit();
  }

  /** While the pointer is held beyond an edge, the sheet moves under it. */
  #follow(): void {
    this.#frame = 0;
    if (!this.#kind) return;
    const box = this.area().getBoundingClientRect();
    const down = this.#kind === "columns" ? 0 : beyond(this.#at.y, box.top + this.view.headHeight, box.bottom - this.view.footHeight);
    const right = this.#kind === "rows" ? 0 : beyond(this.#at.x, box.left + UNIT, box.right);
    if (down === 0 && right === 0) return;
    this.area().scrollBy(right * ROW, down * ROW);
    this.#reach();
    this.#frame = requestAnimationFrame(() => this.#follow());
  }

  #reach(): void {
    const place = this.#hit();
    if (this.#kind === "columns") this.sheet.reach({ row: this.sheet.far.row, column: place.column });
    else if (this.#kind === "rows") this.sheet.reach({ row: place.row, column: this.sheet.far.column });
    else this.sheet.reach(place);
  }

  #hit(): Place {
    const area = this.area();
    const box = area.getBoundingClientRect();
    // The whole window may be scaled: its points are then not those of the sheet.
    const scale = box.width / area.offsetWidth || 1;
    return this.view.hit((this.#at.x - box.left) / scale + area.scrollLeft, (this.#at.y - box.top) / scale + area.scrollTop);
  }
}

const beyond = (value: number, least: number, most: number): number => (value < least ? -1 : value > most ? 1 : 0);
