import Ban from "@lucide/svelte/icons/ban";
import CheckCheck from "@lucide/svelte/icons/check-check";
import Circle from "@lucide/svelte/icons/circle";
import CircleAlert from "@lucide/svelte/icons/circle-alert";
import CircleCheck from "@lucide/svelte/icons/circle-check";
import CircleCheckBig from "@lucide/svelte/icons/circle-check-big";
import CirclePause from "@lucide/svelte/icons/circle-pause";
import Clock from "@lucide/svelte/icons/clock";
import ClockAlert from "@lucide/svelte/icons/clock-alert";
import Infinity from "@lucide/svelte/icons/infinity";
import type { Component } from "svelte";

import type { Timeliness } from "../ipc/types";
import { t } from "../words/words.svelte";

/** Classes in the order of need: the same in strips, chips and legends. */
export const STATES: Timeliness[] = [
  "overdue",
  "due_soon",
  "in_time",
  "done_on_time",
  "done_late",
  "done_no_deadline",
  "not_started",
  "no_deadline",
  "paused",
  "cancelled",
];

/** The name of the tokens `--x`, `--x-soft`, `--x-fill` of a class. */
export const TONE: Record<Timeliness, string> = {
  overdue: "late",
  due_soon: "soon",
  in_time: "ontrack",
  done_on_time: "done",
  done_late: "done-late",
  done_no_deadline: "done",
  not_started: "none",
  no_deadline: "none",
  paused: "paused",
  cancelled: "none",
};

export const STATE_ICON: Record<Timeliness, Component<{ size?: number | string }>> = {
  overdue: CircleAlert,
  due_soon: ClockAlert,
  in_time: Clock,
  done_on_time: CircleCheck,
  done_late: CheckCheck,
  done_no_deadline: CircleCheckBig,
  not_started: Circle,
  no_deadline: Infinity,
  paused: CirclePause,
  cancelled: Ban,
};

/** In rows the distance speaks ("Còn 13 ngày", on the last day its hour); classes without one speak their name. */
export function stateWords(state: Timeliness, daysLeft: number | null, time: string | null = null): string {
  const counts = state === "overdue" || state === "due_soon" || state === "in_time" || state === "not_started";
  if (!counts || daysLeft === null) return t(`state.${state}`);
  if (daysLeft < 0) return t("days.late", { days: -daysLeft });
  if (daysLeft === 0 && state === "overdue") return time === null ? t("days.past_hour") : t("days.past", { time });
  if (daysLeft === 0) return time === null ? t("days.today") : t("days.today_by", { time });
  return t("days.left", { days: daysLeft });
}
