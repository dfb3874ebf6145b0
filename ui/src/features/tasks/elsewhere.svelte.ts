import type { Screen, Session } from "../../lib/session.svelte";

/** What another screen is asked to begin with; it takes the wish and leaves null. */
export const wish = $state<{ remind: number[] | null; plan: number | null }>({ remind: null, plan: null });

// The screens are named in one place; a window without them stays where it is.
const go = (session: Session, screen: string) => (session.screen = screen as Screen);

/** Writes to bodies that owe something (đôn đốc). */
export function remind(session: Session, bodies: number[]): void {
  wish.remind = bodies;
  go(session, "outreach");
}

/** Brings a table of tasks in from Word or Excel. */
export function bringInPlan(session: Session, plan: number | null): void {
  wish.plan = plan;
  go(session, "plan_intake");
}
