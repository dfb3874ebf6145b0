import type { Day } from "./Day";

export type Figure = { text: string, qualifier: "exact" | "tren" | "gan" | "khoang", prefix: string, unit: string, as_of: Day | null, source: string, illustrative: boolean, body: number, indicator: number, };
