import type { Session } from "../../lib/session.svelte";
import { askFor } from "../outreach/outreach.svelte";
import { planDesk } from "../plan_intake/desk.svelte";

/** Writes to bodies that owe something (đôn đốc). */
export function remind(session: Session, bodies: number[]): void {
  askFor(session.head?.path ?? "", bodies);
  session.screen = "outreach";
}

/** Brings a table of tasks in from Word or Excel, into a plan that is there or as a new one. */
export function bringInPlan(session: Session, into: { id: number; title: string } | null = null): void {
  if (into) void planDesk(session).aim(into);
  session.screen = "plan_intake";
}
