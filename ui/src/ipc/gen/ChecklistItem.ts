import type { Day } from "./Day";

export type ChecklistItem = { item: number, title: string, group: string | null, done: boolean, day: Day | null, officer: string | null, evidence: string | null, };
