import type { Day, DueDay, DueItem } from "../../ipc/types";
import { dayNumber, dayOfNumber } from "../../lib/days";

const WEEK = 7;

/** Monday of the week of a day. */
export function monday(day: Day): Day {
  const number = dayNumber(day);
  // 1970-01-01 was a Thursday.
  return dayOfNumber(number - ((number + 3) % WEEK));
}

/** The days that a month's grid shows: whole weeks, those of the months beside it as well. */
export function span(month: string): { from: Day; to: Day } {
  const from = monday(`${month}-01`);
  const end = monday(dayOfNumber(dayNumber(`${turn(month, 1)}-01`) - 1));
  return { from, to: dayOfNumber(dayNumber(end) + WEEK - 1) };
}

/** `2024-03` some months on. */
export function turn(month: string, by: number): string {
  const [year, at] = month.split("-").map(Number) as [number, number];
  const whole = year * 12 + at - 1 + by;
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, "0")}`;
}

export function weeks(days: DueDay[]): DueDay[][] {
  return Array.from({ length: Math.ceil(days.length / WEEK) }, (_, week) => days.slice(week * WEEK, (week + 1) * WEEK));
}

const PRESSING: DueItem["state"][] = ["overdue", "due_soon", "in_time", "not_started", "no_deadline", "paused"];

/** What stands first on a day: what is late, then what is open, then what is done. */
export function ordered(items: DueItem[]): DueItem[] {
  const rank = (item: DueItem) => {
    const at = PRESSING.indexOf(item.state);
    return at < 0 ? PRESSING.length : at;
  };
  return [...items].sort((one, other) => rank(one) - rank(other) || one.number.localeCompare(other.number));
}

/** As many as a cell has lines for; the last line tells how many more there are. */
export function fit(items: DueItem[], room: number): { shown: DueItem[]; more: number } {
  const all = ordered(items);
  if (all.length <= room) return { shown: all, more: 0 };
  const shown = all.slice(0, Math.max(room - 1, 0));
  return { shown, more: all.length - shown.length };
}

/** Days that have something, for the agenda. */
export const agenda = (days: DueDay[]): DueDay[] => days.filter((day) => day.items.length > 0 || day.name !== "");
