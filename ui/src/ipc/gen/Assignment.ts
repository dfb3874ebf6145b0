import type { ChecklistItem } from "./ChecklistItem";
import type { ClaimView } from "./ClaimView";
import type { Timeliness } from "./Timeliness";

export type Assignment = { id: number, body: number, body_name: string, state: Timeliness, days_left: number | null, claim: ClaimView | null, checklist: Array<ChecklistItem>, ticked: number, };
