import type { Day, UnitEvent } from "../../ipc/types";
import { dayNumber, dayOfNumber } from "../../lib/days";

/** A day that the slider names: an event, or today. */
export interface Mark {
  day: Day;
  event: UnitEvent | null;
  today: boolean;
  /** Where it stands, in steps of the slider. */
  at: number;
}

/** Steps of the slider from end to end. */
export const STEPS = 10_000;
const MARGIN = 1000;
const YEAR = 365;
/** Within so many steps the pointer means the mark. */
const SNAP = 120;

/** Events and today in even distances: years without a change take no more room than a day with one. */
export function axis(events: UnitEvent[], today: Day): Mark[] {
  const marks: Mark[] = [];
  for (const event of events) {
    const same = marks.find((mark) => mark.day === event.day);
    if (same?.event) same.event = { ...same.event, label: `${same.event.label}; ${event.label}`, sure: same.event.sure && event.sure };
    else marks.push({ day: event.day, event, today: event.day === today, at: 0 });
  }
  if (!marks.some((mark) => mark.today)) marks.push({ day: today, event: null, today: true, at: 0 });
  marks.sort((one, other) => one.day.localeCompare(other.day));
  const span = STEPS - 2 * MARGIN;
  return marks.map((mark, index) => ({
    ...mark,
    at: marks.length === 1 ? STEPS / 2 : MARGIN + Math.round((span * index) / (marks.length - 1)),
  }));
}

/** The fixed points between which days stand evenly; the ends lie a year outside. */
function points(marks: Mark[]): { at: number; number: number }[] {
  const inner = marks.map(({ at, day }) => ({ at, number: dayNumber(day) }));
  const first = inner[0]?.number ?? 0;
  const last = inner.at(-1)?.number ?? 0;
  return [{ at: 0, number: first - YEAR }, ...inner, { at: STEPS, number: last + YEAR }];
}

export function atOf(marks: Mark[], day: Day): number {
  const all = points(marks);
  const number = dayNumber(day);
  for (let index = 1; index < all.length; index += 1) {
    const [from, to] = [all[index - 1], all[index]];
    if (!from || !to || number > to.number) continue;
    const part = (number - from.number) / (to.number - from.number);
    return Math.round(from.at + Math.max(part, 0) * (to.at - from.at));
  }
  return STEPS;
}

export function dayAt(marks: Mark[], at: number): Day {
  const near = marks.find((mark) => Math.abs(mark.at - at) <= SNAP);
  if (near) return near.day;
  const all = points(marks);
  for (let index = 1; index < all.length; index += 1) {
    const [from, to] = [all[index - 1], all[index]];
    if (!from || !to || at > to.at) continue;
    return dayOfNumber(from.number + ((at - from.at) / (to.at - from.at)) * (to.number - from.number));
  }
  return dayOfNumber(all.at(-1)?.number ?? 0);
}

/** The next or previous event from a day on; the day itself where there is none. */
export function stepTo(marks: Mark[], day: Day, step: 1 | -1): Day {
  const found =
    step === 1 ? marks.find((mark) => mark.day > day) : marks.findLast((mark) => mark.day < day);
  return found?.day ?? day;
}

/** The day some days, months or years away, within the ends of the axis. */
export function moveDay(marks: Mark[], day: Day, days: number): Day {
  const all = points(marks);
  const number = dayNumber(day) + days;
  return dayOfNumber(Math.min(Math.max(number, all[0]?.number ?? number), all.at(-1)?.number ?? number));
}
