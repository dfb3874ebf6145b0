import type { Day, PeriodOption } from "../ipc/types";

/** `2024-03-18` as officers write it: `18/03/2024`. */
export function showDay(day: Day): string {
  const [year, month, date] = day.split("-");
  return `${date}/${month}/${year}`;
}

/** `2024-03-18` in tables where the year is plain: `18/03`. */
export function showShortDay(day: Day): string {
  const [, month, date] = day.split("-");
  return `${date}/${month}`;
}

/** The window of a period, `15/12 – 14/03`; with the year of its end where there is room. */
export function showWindow(period: PeriodOption): string {
  return `${showShortDay(period.first_day)} – ${showShortDay(period.last_day)}`;
}

/** `2024-03-18T09:12:40+07:00` as `18/03 09:12`. The moment already is at +07:00: no zone is applied. */
export function showMoment(moment: string): string {
  return `${showShortDay(moment.slice(0, 10))} ${moment.slice(11, 16)}`;
}

/** The clock of a moment, `09:12:40`. */
export function showClock(moment: string): string {
  return moment.slice(11, 19);
}

/** The parts of an instant as officers write them: `17h00` and `05/11/2024`; a bare day has no time. */
export function readInstant(instant: string): { day: string; time: string | null } {
  const time = instant.length > 10 ? instant.slice(11, 16).replace(":", "h") : null;
  return { day: showDay(instant.slice(0, 10)), time };
}

/** Reads `17h`, `17h30`, `17:30`; empty is the end of the day, `null` where no such time exists. */
export function readTime(text: string): string | null {
  if (text.trim() === "") return "";
  const found = /^(\d{1,2})(?:[h:.](\d{2})?)?$/i.exec(text.trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A document with its day, said once: its own words often hold the day already. */
export function cite(document: string, day: Day | null): string {
  if (day === null) return document;
  const [year, month, date] = day.split("-").map(Number);
  const written = [...document.matchAll(/(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})/g)];
  const told = written.some((found) => Number(found[1]) === date && Number(found[2]) === month && Number(found[3]) === year);
  return told ? document : `${document}, ${showDay(day)}`;
}

const DAY = 86_400_000;

/** Days since 1970, for placing days on an axis. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY;
}

export function dayOfNumber(number: number): Day {
  return new Date(Math.round(number) * DAY).toISOString().slice(0, 10);
}

/** Reads `18/3/2024`, `18-03-2024` or `2024-03-18`; `null` where no such day exists. */
export function readDay(text: string): Day | null {
  const trimmed = text.trim();
  const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(trimmed);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(trimmed);
  const parts = written ? [written[3], written[2], written[1]] : iso ? iso.slice(1) : null;
  if (!parts) return null;
  const [year, month, date] = parts.map(Number) as [number, number, number];
  const check = new Date(Date.UTC(year, month - 1, date));
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== date) return null;
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(date)}`;
}
