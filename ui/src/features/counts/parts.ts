import type { GridCell, GridColumn } from "../../ipc/types";

/** The columns under one indicator; only `value` is entered, the others are read beside it. */
export type Part = "target" | "previous" | "value" | "delta" | "percent";

export const PART_WIDTH: Record<Part, number> = { target: 72, previous: 72, value: 104, delta: 74, percent: 148 };
/** A value that stands alone needs the room of its head, and of "3.320/3.321" before its sum. */
const LONE_WIDTH = 138;

export interface Heading {
  column: GridColumn;
  index: number;
  parts: Part[];
  width: number;
  /** Where it begins among all columns, for those who hear the grid. */
  colindex: number;
}

const BITS: [Part, number, (cell: GridCell) => boolean][] = [
  ["target", 1, (cell) => cell.target !== null],
  ["previous", 2, (cell) => cell.previous !== null],
  ["delta", 4, (cell) => cell.delta !== null],
  ["percent", 8, (cell) => cell.percent !== null],
];
const ALL = 15;

/** Per column what some of these cells have beside the value, as bits. */
export function masksOf(rows: GridCell[][]): number[] {
  const wide = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: wide }, (_, column) =>
    rows.reduce((mask, row) => {
      const cell = row[column];
      return cell ? BITS.reduce((bits, [, bit, has]) => (has(cell) ? bits | bit : bits), mask) : mask;
    }, 0),
  );
}

/** What a wide sheet shows is known from its columns: it must not grow while it is scrolled. */
export function declaredMask(column: GridColumn): number {
  return column.has_target ? ALL : 6;
}

/** What each indicator shows; a column that no unit fills is left out. `brief` keeps the entries only. */
export function headings(columns: GridColumn[], masks: number[], brief: boolean): Heading[] {
  let colindex = 2;
  return columns.map((column, index) => {
    const mask = brief ? 0 : (masks[index] ?? 0);
    const has = (part: Part) => BITS.some(([name, bit]) => name === part && (mask & bit) !== 0);
    const parts: Part[] = (["target", "previous", "value", "delta", "percent"] as const).filter(
      (part) => part === "value" || has(part),
    );
    const width = parts.length === 1 ? LONE_WIDTH : parts.reduce((sum, part) => sum + PART_WIDTH[part], 0);
    const heading = { column, index, parts, width, colindex };
    colindex += parts.length;
    return heading;
  });
}

export function partWidth(heading: Heading, part: Part): number {
  return heading.parts.length === 1 ? heading.width : PART_WIDTH[part];
}
