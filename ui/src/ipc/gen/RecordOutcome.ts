import type { GridCell } from "./GridCell";
import type { Warning } from "./Warning";

export type RecordOutcome = { cell: GridCell, warnings: Array<Warning>, };
