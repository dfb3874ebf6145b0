import type { PeriodOption, TracePart } from "../../ipc/types";
import { dayNumber } from "../../lib/days";
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

/** The period whose cell holds a figure: the one that it was read for, where its day lies in it, else the shortest that holds the day. */
export function cellPeriod(part: TracePart, periods: readonly PeriodOption[]): PeriodOption | null {
  const { day } = part;
  const holds = ({ first_day, last_day }: PeriodOption) => day === null || (first_day <= day && day <= last_day);
  const own = periods.find(({ key }) => key === part.period);
  if (own && holds(own)) return own;
  const length = ({ first_day, last_day }: PeriodOption) => dayNumber(last_day) - dayNumber(first_day);
  return (day === null ? [] : periods.filter(holds)).sort((a, b) => length(a) - length(b))[0] ?? null;
}

/** Into the book: a figure to its cell, a target to the page of its indicator, a task to its pane. */
export function go(session: Session, part: TracePart): void {
  if (part.role === "task") return openTask(session, part.entity);
  if (part.indicator === null) return;
  const period = part.in_grid ? cellPeriod(part, session.periods) : null;
  // What has no cell, and what is older than the periods that can be chosen, stands on the page of its indicator.
  if (part.role === "target" || part.body === null || !period) figurePlace.openIndicator(session, part.indicator, part.body);
  else figurePlace.openEntry(session, { body: part.body, indicator: part.indicator }, period);
}
