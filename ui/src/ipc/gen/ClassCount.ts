import type { Timeliness } from "./Timeliness";

export type ClassCount = { state: Timeliness, count: number, };
