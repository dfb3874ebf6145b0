import type { IndicatorPage, PeriodOption, Request, TargetView } from "../../ipc/types";
import { readDay, showDay } from "../../lib/days";
import type { WordKey } from "../../words/words.svelte";

/** A period that a target may be for; the years come first, since most targets are for one. */
export type TargetPeriod = Pick<PeriodOption, "key" | "label">;

const YEAR = /^\d{4}$/;
const WEEK = /-W\d/;

/** What a target may be for: the years, with the one to come, then the parts of the year but not its weeks. */
export function targetPeriods(offered: PeriodOption[], year: (year: number) => string): TargetPeriod[] {
  const years = offered.filter(({ key }) => YEAR.test(key));
  const last = Math.max(...years.map(({ key }) => Number(key)));
  const coming = Number.isFinite(last) ? [{ key: String(last + 1), label: year(last + 1) }] : [];
  return [...years, ...coming, ...offered.filter(({ key }) => !YEAR.test(key) && !WEEK.test(key))];
}

/** The year that a day lies in, or else the period at hand. */
export function usualPeriod(offered: PeriodOption[], page: IndicatorPage): string {
  const year = offered.find(({ key, first_day, last_day }) => YEAR.test(key) && first_day <= page.as_of && page.as_of <= last_day);
  return year?.key ?? page.period;
}

const clean = (text: string): string => text.normalize("NFC").trim().replace(/\s+/g, " ");

/** A target that is being typed (giao chỉ tiêu). */
export class TargetDraft {
  body = $state(0);
  period = $state("");
  value = $state("");
  lastDay = $state("");
  centralDay = $state("");
  document = $state("");
  documentDay = $state("");

  missing = $derived.by<WordKey | null>(() => {
    if (this.value.trim() === "") return "target.need_value";
    if ([this.lastDay, this.centralDay, this.documentDay].some((day) => day.trim() !== "" && readDay(day) === null)) return "target.need_day";
    return this.document.trim() === "" ? "target.need_document" : null;
  });

  constructor(body: number, period: string) {
    this.body = body;
    this.period = period;
  }

  /** Takes a version as it stands, to be corrected: its document names it. */
  take(version: TargetView): void {
    this.period = version.period;
    this.value = version.value;
    this.lastDay = showDay(version.last_day);
    this.centralDay = version.central_day === null ? "" : showDay(version.central_day);
    this.document = version.document;
    this.documentDay = version.document_day === null ? "" : showDay(version.document_day);
  }

  /** The version of the same document, which this one would correct rather than follow. */
  standing(versions: TargetView[]): TargetView | undefined {
    const words = clean(this.document);
    return versions.find(({ period, document }) => period === this.period && clean(document) === words);
  }

  request(indicator: number): Request<"set_target"> {
    return {
      body: this.body,
      indicator,
      period: this.period,
      value: this.value.trim(),
      last_day: readDay(this.lastDay),
      central_day: readDay(this.centralDay),
      document: this.document.trim(),
      document_day: readDay(this.documentDay),
    };
  }
}
