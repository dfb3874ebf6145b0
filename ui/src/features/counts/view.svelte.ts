import { columnAt, columnsInSight, edges, reveal, ROW, rowsInSight, UNIT } from "./geometry";
import type { Place } from "./gridKeys";
import { PAGE_COLUMNS } from "./pageMath";
import { declaredMask, headings, partWidth } from "./parts";
import type { Sheet } from "./sheet.svelte";

const ROWS_AHEAD = 6;
const COLUMNS_AHEAD = 1;

/** What of a sheet is in sight, and where a cell lies in it. */
export class GridView {
  top = $state(0);
  left = $state(0);
  width = $state(900);
  height = $state(480);
  /** Only the entries, or also what is read beside them; a wide sheet begins with the entries. */
  chosen = $state<boolean | null>(null);

  wide = $derived.by(() => this.sheet.pages.columns.length > PAGE_COLUMNS);
  brief = $derived.by(() => this.chosen ?? this.wide);
  headings = $derived.by(() => {
    const { columns, masks } = this.sheet.pages;
    return headings(columns, this.wide ? columns.map(declaredMask) : masks, this.brief);
  });
  edges = $derived.by(() => edges(this.headings.map(({ width }) => width)));
  fullWidth = $derived.by(() => this.edges.at(-1) ?? UNIT);
  headHeight = $derived.by(() => (this.brief ? 62 : 66));
  sums = $derived.by(() => [false, true].filter((examples) => this.sheet.pages.hasSums(examples)));
  footHeight = $derived.by(() => (this.sums.length + (this.sheet.pages.frame?.root ? 1 : 0)) * ROW);
  /** Room for the units, between head and foot. */
  bodyHeight = $derived.by(() => Math.max(this.height - this.headHeight - this.footHeight, ROW));
  firstRow = $derived.by(() => this.#rows().first);
  lastRow = $derived.by(() => this.#rows().last);
  firstColumn = $derived.by(() => this.#columns().first);
  lastColumn = $derived.by(() => this.#columns().last);
  rows = $derived.by(() => span(this.firstRow, this.lastRow));
  /** Lines that are drawn at most; a line that leaves at one end is used again at the other. */
  slots = $derived.by(() => Math.ceil(this.bodyHeight / ROW) + 2 * ROWS_AHEAD + 2);
  drawn = $derived.by(() => this.headings.slice(this.firstColumn, this.lastColumn + 1));
  colcount = $derived.by(() => this.headings.reduce((sum, { parts }) => sum + parts.length, 1));

  constructor(readonly sheet: Sheet) {}

  /** Where the value of a column begins, and how wide it is. */
  value(column: number): { x: number; width: number } {
    const heading = this.headings[column];
    const x = this.edges[column] ?? UNIT;
    if (!heading) return { x, width: 0 };
    const before = heading.parts.slice(0, heading.parts.indexOf("value"));
    return { x: before.reduce((sum, part) => sum + partWidth(heading, part), x), width: partWidth(heading, "value") };
  }

  /** The box of a cell within what is in sight, kept inside it when it was scrolled out. */
  box({ row, column }: Place): { left: number; top: number; width: number } {
    const { x, width } = this.value(column);
    const { total } = this.sheet.pages;
    const foot = Math.min(this.headHeight + total * ROW - this.top, this.height - this.footHeight);
    const top = row < total ? this.headHeight + row * ROW - this.top : foot + this.sums.length * ROW;
    const inside = (value: number, least: number, most: number) => Math.max(Math.min(value, most), least);
    return { left: inside(x - this.left, UNIT, Math.max(this.width - width, UNIT)), top: inside(top, this.headHeight, this.height - ROW), width };
  }

  /** The cell under a point of the sheet; `x` and `y` from its corner, scrolled along. */
  hit(x: number, y: number): Place {
    const row = Math.floor((y - this.headHeight) / ROW);
    return { row: Math.min(Math.max(row, 0), this.sheet.pages.total - 1), column: columnAt(this.edges, x) };
  }

  /** Where to scroll so that a cell is in sight. */
  sight({ row, column }: Place): { top: number; left: number } {
    const { x, width } = this.value(column);
    const start = this.edges[column] ?? UNIT;
    const room = Math.max(this.width, UNIT + width);
    const left = reveal(this.left, Math.min(start, x), x + width, UNIT, room);
    const top = row < this.sheet.pages.total ? reveal(this.top, row * ROW, (row + 1) * ROW, 0, this.bodyHeight) : this.top;
    return { top, left };
  }

  #rows() {
    return rowsInSight(this.top, this.bodyHeight, this.sheet.pages.total, ROWS_AHEAD);
  }

  #columns() {
    return columnsInSight(this.edges, this.left, this.width, COLUMNS_AHEAD);
  }
}

const span = (first: number, last: number): number[] => Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => first + at);
