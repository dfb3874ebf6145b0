import type { Day } from "./Day";

export type ClaimView = { day: Day, evidence: string, officer: string, recorded_at: string, status: "claimed" | "confirmed" | "returned", note: string, late_record: boolean, illustrative: boolean, };
