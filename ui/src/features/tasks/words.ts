import type { DeadlineView, TaskRow, Timeliness } from "../../ipc/types";
import { showDay } from "../../lib/days";
import { STATES } from "../../lib/states";
import { t } from "../../words/words.svelte";
import type { Bunch, Due, Grouping } from "./grouping";

/** The heading of a bunch: its title in the book, or the words for what has none. */
export function bunchTitle(bunch: Bunch, by: Grouping): string {
  if (by === "deadline") return t(`tasks.due.${bunch.key as Due}`);
  if (by === "state") return t(`state.${bunch.key as Timeliness}`);
  if (bunch.title !== "") return bunch.title;
  return by === "document" || by === "person" || by === "unit" ? t(`tasks.without.${by}`) : t("tasks.without.plan");
}

/** "thứ Năm, 14/03/2024", with the hour where one is given. */
export function dayWords({ last_time, weekday, last_day }: Pick<DeadlineView, "last_time" | "weekday" | "last_day">): string {
  if (last_day === null) return "";
  return [last_time, weekday, showDay(last_day)].filter((part) => part !== null).join(" ");
}

/** Whole deadline for the tooltip: how the wording is understood. */
export function deadlineWords(task: TaskRow): string {
  const { deadline } = task;
  const parts = [deadline.rhythm, deadline.last_day === null ? "" : t("tasks.last_day", { day: dayWords(deadline) })];
  if (!deadline.sure) parts.push(t("task.unsure"));
  if (deadline.event !== null && deadline.event_day === null) parts.push(t("tasks.waits", { event: deadline.event }));
  return parts.filter((part) => part !== "").join(" · ");
}

const RANK: Partial<Record<Timeliness, number>> = { done_on_time: 0, done_no_deadline: 0, done_late: 1, in_time: 2, not_started: 2, no_deadline: 2, due_soon: 3, overdue: 5, paused: 4, cancelled: 2 };

/** How a class compares with the earlier one: better, worse, another without either, the same, or not there before. */
export function turn(was: Timeliness | null, now: Timeliness): "better" | "worse" | "other" | "same" | "new" {
  if (was === null) return "new";
  if (was === now) return "same";
  const [before, after] = [RANK[was] ?? 2, RANK[now] ?? 2];
  return after < before ? "better" : after > before ? "worse" : "other";
}

export const TURN_SIGN = { better: "↑", worse: "↓", other: "≠", same: "=", new: "+" } as const;

/** The most pressing of several classes. */
export function worst(states: Timeliness[]): Timeliness {
  return STATES.find((state) => states.includes(state)) ?? "no_deadline";
}

const LENGTHS = { d: "length.d", wd: "length.wd", w: "length.w", m: "length.m" } as const;

/** How much earlier units owe it: "3 ngày làm việc trước hạn của quận". */
export function marginWords(token: string): string {
  const found = /^(\d+)(d|wd|w|m)$/.exec(token);
  if (!found) return t("tasks.margin.same");
  return t("tasks.margin.before", { length: t(`tasks.${LENGTHS[found[2] as keyof typeof LENGTHS]}`, { count: found[1] ?? "" }) });
}
