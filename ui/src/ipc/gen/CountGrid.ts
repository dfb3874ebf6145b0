import type { GridColumn } from "./GridColumn";
import type { GridRow } from "./GridRow";
import type { GridSum } from "./GridSum";
import type { PeriodOption } from "./PeriodOption";

export type CountGrid = { period: PeriodOption, columns: Array<GridColumn>, rows: Array<GridRow>, sums: Array<GridSum>, illustrative_sums: Array<GridSum>, };
