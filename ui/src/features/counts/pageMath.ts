import type { GridCell } from "../../ipc/types";
import type { Place } from "./gridKeys";
import { masksOf } from "./parts";
import type { Range } from "./ranges";

/** Cells that are asked for at once: about one screen full, so that each answer is quick. */
export const PAGE_ROWS = 32;
export const PAGE_COLUMNS = 12;
/** Rows of one question when a range is read for copying or adding. */
const BULK_ROWS = 512;

/** A page by its row and column among the pages. */
export type Key = `${number}:${number}`;
export const keyOf = (row: number, column: number): Key => `${row}:${column}`;

export interface Page {
  cells: GridCell[][];
  /** The reading that it came with. */
  round: number;
  /** What its columns have beside the value, as bits. */
  masks: number[];
  /** Places of cells with doubts. */
  doubtful: Place[];
  closed: boolean;
  illustrative: boolean;
}

/** What is known of a page without looking at its cells again. */
export function told(key: Key, cells: GridCell[][]): Omit<Page, "cells" | "round"> {
  const [row = 0, column = 0] = key.split(":").map(Number);
  const doubtful: Place[] = [];
  cells.forEach((line, down) =>
    line.forEach((cell, right) => {
      if (cell.doubts.length > 0) doubtful.push({ row: row * PAGE_ROWS + down, column: column * PAGE_COLUMNS + right });
    }),
  );
  const some = (test: (cell: GridCell) => boolean) => cells.some((line) => line.some(test));
  return { masks: masksOf(cells), doubtful, closed: some((cell) => cell.closed), illustrative: some((cell) => cell.illustrative) };
}

/** The pages of a range that are not there, column by column. */
export function lacking(range: Range, total: number, has: (key: Key) => boolean): { row: number; column: number }[] {
  const found: { row: number; column: number }[] = [];
  const bottom = Math.min(range.bottom, total - 1);
  for (let column = Math.floor(range.left / PAGE_COLUMNS); column * PAGE_COLUMNS <= range.right; column += 1) {
    for (let row = Math.floor(range.top / PAGE_ROWS); row * PAGE_ROWS <= bottom; row += 1) {
      if (!has(keyOf(row, column))) found.push({ row, column });
    }
  }
  return found;
}

/** Pages below each other that are missing, as few questions. */
export function bulks(missing: { row: number; column: number }[]): { from: number; rows: number; column: number }[] {
  const found: { from: number; rows: number; column: number }[] = [];
  for (const { row, column } of missing) {
    const last = found.at(-1);
    const joins = last?.column === column && last.from + last.rows === row && (last.rows + 1) * PAGE_ROWS <= BULK_ROWS;
    if (last && joins) last.rows += 1;
    else found.push({ from: row, rows: 1, column });
  }
  return found;
}
