import type { Figure } from "./Figure";

export type FigureRow = { indicator: number, code: string, name: string, figure: Figure | null, base: Figure | null, base_name: string | null, percent: string | null, percent_prefix: string, };
