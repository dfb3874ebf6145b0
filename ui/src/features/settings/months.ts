import type { CalendarDay } from "../../ipc/types";
import { dayNumber } from "../../lib/days";

export interface Month {
  /** 1 to 12. */
  month: number;
  days: CalendarDay[];
  /** Empty cells before the first day; weeks begin on Monday. */
  before: number;
}

/** Monday is 0. */
export function weekday(day: string): number {
  // 1970-01-01 was a Thursday.
  return (dayNumber(day) + 3) % 7;
}

/** Twelve grids of one year. */
export function months(days: CalendarDay[]): Month[] {
  const found: Month[] = [];
  for (const day of days) {
    const month = Number(day.day.slice(5, 7));
    const last = found.at(-1);
    if (last?.month === month) last.days.push(day);
    else found.push({ month, days: [day], before: weekday(day.day) });
  }
  return found;
}

export type DayMark = "work" | "rest" | "holiday" | "swapped" | "own";

/** How a day is drawn: as the week has it, off by a document, worked instead, or set in this book. */
export function markOf(day: CalendarDay): DayMark {
  if (day.own) return "own";
  const weekend = weekday(day.day) >= 5;
  if (day.working) return weekend ? "swapped" : "work";
  return weekend && day.name === "" ? "rest" : "holiday";
}
