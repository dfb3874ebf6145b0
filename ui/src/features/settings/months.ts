import type { CalendarDay } from "../../ipc/types";
import { dayNumber, dayOfNumber } from "../../lib/days";

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

/** Every day of a year: the book tells those that differ from the week's rule, the others follow it. */
export function wholeYear(year: number, told: CalendarDay[], weekdayName: (weekday: number) => string): CalendarDay[] {
  const known = new Map(told.map((day) => [day.day, day]));
  const first = dayNumber(`${year}-01-01`);
  const length = dayNumber(`${year + 1}-01-01`) - first;
  return Array.from({ length }, (_, index) => {
    const day = dayOfNumber(first + index);
    const at = weekday(day);
    return known.get(day) ?? { day, weekday: weekdayName(at), working: at < 5, name: "", sure: true, document: null, own: false };
  });
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
