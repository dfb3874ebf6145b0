import type { CountGrid, GridColumn } from "../../ipc/types";

/** The columns under one indicator; only `value` is entered, the others are read beside it. */
export type Part = "target" | "previous" | "value" | "delta" | "percent";

export const PART_WIDTH: Record<Part, number> = { target: 72, previous: 72, value: 104, delta: 74, percent: 132 };

export interface Heading {
  column: GridColumn;
  index: number;
  parts: Part[];
}

/** What each indicator shows; a column that no unit fills is left out. `brief` keeps the entries only. */
export function headings(grid: CountGrid, brief: boolean): Heading[] {
  return grid.columns.map((column, index) => {
    const cells = grid.rows.map((row) => row.cells[index]);
    const some = (test: (cell: NonNullable<(typeof cells)[number]>) => boolean) =>
      !brief && cells.some((cell) => cell !== undefined && test(cell));
    const parts: Part[] = [];
    if (some((cell) => cell.target !== null)) parts.push("target");
    if (some((cell) => cell.previous !== null)) parts.push("previous");
    parts.push("value");
    if (some((cell) => cell.delta !== null)) parts.push("delta");
    if (some((cell) => cell.percent !== null)) parts.push("percent");
    return { column, index, parts };
  });
}
