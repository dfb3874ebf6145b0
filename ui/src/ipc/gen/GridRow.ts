import type { GridCell } from "./GridCell";

export type GridRow = { body: number, code: string, name: string, total: boolean, cells: Array<GridCell>, };
