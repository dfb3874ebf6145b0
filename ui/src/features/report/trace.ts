import type { TracePart } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { figurePlace } from "../figures/place.svelte";
import { openTask } from "../tasks/filter.svelte";

/** What a figure is made of comes first, what it is compared with below. */
const ROLES = ["value", "base", "target", "before", "task"] as const;
export type TraceRole = (typeof ROLES)[number];

/** The parts of a figure by what they are of it. */
export function grouped(parts: readonly TracePart[]): { role: TraceRole; parts: TracePart[] }[] {
  return ROLES.map((role) => ({ role, parts: parts.filter((part) => part.role === role) })).filter(({ parts }) => parts.length > 0);
}

/** Into the book: a figure to its cell, a target to the page of its indicator, a task to its pane. */
export function go(session: Session, part: TracePart): void {
  if (part.role === "task") return openTask(session, part.entity);
  if (part.indicator === null) return;
  const period = session.periods.find(({ key }) => key === part.period);
  // The grid shows periods that can be chosen; what is older stands on the page of its indicator.
  if (part.role === "target" || part.body === null || !period) figurePlace.openIndicator(session, part.indicator, part.body);
  else figurePlace.openEntry(session, { body: part.body, indicator: part.indicator }, period);
}
