import type { Session } from "../../lib/session.svelte";
import { askFor } from "../outreach/outreach.svelte";

/** Writes to bodies that owe something (đôn đốc). */
export function remind(session: Session, bodies: number[]): void {
  askFor(session.head?.path ?? "", bodies);
  session.screen = "outreach";
}

/** Brings a table of tasks in from Word or Excel. */
export function bringInPlan(session: Session): void {
  session.screen = "plan_intake";
}
