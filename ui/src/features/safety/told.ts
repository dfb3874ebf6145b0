import type { CallError } from "../../ipc/host";
import type { CopyRow, HealthView, JournalProof, KnownHead, SafetyView } from "../../ipc/types";
import { showDay } from "../../lib/days";
import { showCount } from "../../lib/text";
import { t } from "../../words/words.svelte";

/** How a fact about safety stands; each has a sign and words beside its colour. */
export type Standing = "good" | "wait" | "warn" | "bad";

/** One of the plain facts at the head of the screen. */
export interface Fact {
  standing: Standing;
  /** The fact itself. */
  text: string;
  /** What stands behind it, a line each. */
  more: string[];
}

/** After so many days without a copy, or without the second place, one is told outside of the screen. */
export const ALARM_DAYS = 7;

/** The machine's moment as copies bear it, `2024-03-18T09:12:40` at +07:00 whatever the zone of the laptop. */
export function machineNow(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19);
}

function minutesBetween(moment: string, now: string): number {
  return Math.floor((Date.parse(`${now.slice(0, 19)}Z`) - Date.parse(`${moment.slice(0, 19)}Z`)) / 60_000);
}

/** Whole days from a moment to another; a clock that was put back gives 0. */
export function daysBetween(moment: string, now: string): number {
  return Math.max(Math.floor(minutesBetween(moment, now) / 1_440), 0);
}

/** "3 giờ trước"; a moment that is still to come, as a wrong clock makes it, is told as it is written. */
export function ago(moment: string, now: string): string {
  const minutes = minutesBetween(moment, now);
  if (minutes < -1) return when(moment);
  if (minutes < 1) return t("ago.now");
  if (minutes < 60) return t("ago.minutes", { count: minutes });
  if (minutes < 1_440) return t("ago.hours", { count: Math.floor(minutes / 60) });
  return t("ago.days", { count: showCount(Math.floor(minutes / 1_440)) });
}

/** "09:12 ngày 18/03/2024". */
export function when(moment: string): string {
  return t("ago.when", { time: moment.slice(11, 16), day: showDay(moment.slice(0, 10)) });
}

/** `1646592` as `1,6 MB`: as disks are labelled, a thousand to the next unit. */
export function showBytes(bytes: number): string {
  const unit = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3;
  const value = Math.round((bytes / 1_000 ** unit) * 10) / 10;
  return `${String(value).replace(".", ",")} ${["byte", "kB", "MB", "GB"][unit]}`;
}

/** The newest first; of copies of one second the one that holds more. */
export function newestFirst(copies: readonly CopyRow[]): CopyRow[] {
  return [...copies].sort((a, b) => b.moment.localeCompare(a.moment) || b.operation - a.operation);
}

export function copyFact(view: SafetyView, now: string): Fact {
  if (view.archive) return { standing: "wait", text: t("safety.copy.archive"), more: [t("safety.copy.archive_why")] };
  const [newest] = newestFirst(view.copies);
  const unsaved = view.unsaved === 0 ? t("safety.copy.all") : t("safety.copy.unsaved", { count: showCount(view.unsaved) });
  if (newest === undefined) return { standing: "warn", text: t("safety.copy.none"), more: [unsaved] };
  const days = daysBetween(newest.moment, now);
  const standing = view.unsaved === 0 || days < 1 ? "good" : days > ALARM_DAYS ? "bad" : "warn";
  return { standing, text: t("safety.copy.ago", { ago: ago(newest.moment, now) }), more: [t("safety.copy.at", { when: when(newest.moment) }), unsaved] };
}

export function rehearsalFact(view: SafetyView, now: string): Fact {
  const rule = t("safety.rehearsal.rule", { days: view.rehearsal_days });
  const last = view.rehearsed;
  if (last === null) return { standing: "wait", text: t("safety.rehearsal.none"), more: [rule] };
  if (!last.whole) {
    const whole = view.whole_at === "" ? t("safety.rehearsal.never_whole") : t("safety.rehearsal.whole_at", { when: when(view.whole_at) });
    return { standing: "bad", text: t("safety.rehearsal.failed", { ago: ago(last.at, now) }), more: [t("safety.rehearsal.detail", { what: t(`safety.fault.${last.fault ?? "restore"}`) }), whole] };
  }
  const place = t(last.second ? "safety.rehearsal.of_second" : "safety.rehearsal.of_first", { when: when(last.copy) });
  const things = t("safety.rehearsal.things", { count: showCount(last.things) });
  if (daysBetween(last.at, now) > view.rehearsal_days) return { standing: "warn", text: t("safety.rehearsal.overdue", { ago: ago(last.at, now) }), more: [things, rule] };
  return { standing: "good", text: t("safety.rehearsal.whole", { ago: ago(last.at, now) }), more: [place, things] };
}

/** Whether the machine has a copy that the second place lacks. */
function behind(view: SafetyView): boolean {
  const newest = newestFirst(view.copies.filter(({ first }) => first))[0];
  return view.second !== null && newest !== undefined && newest.moment > view.second.carried;
}

export function secondFact(view: SafetyView, now: string): Fact {
  const second = view.second;
  if (second === null) return { standing: "warn", text: t("safety.second.none"), more: [t("safety.second.none_why")] };
  const place = second.label === "" ? second.path : t("safety.second.stick", { label: second.label, path: second.path });
  const carried = second.carried === "" ? t("safety.second.empty") : t("safety.second.carried", { when: when(second.carried) });
  if (!second.reachable) {
    const late = behind(view) && daysBetween(second.carried, now) > ALARM_DAYS;
    return { standing: late ? "bad" : "wait", text: t("safety.second.away"), more: [t("safety.second.away_why"), carried, place] };
  }
  if (behind(view)) return { standing: "warn", text: t("safety.second.behind"), more: [carried, place] };
  return { standing: "good", text: t("safety.second.holds"), more: [carried, place] };
}

/** Heads outside the book that the journal does not go through. */
export function strangers(proof: JournalProof): KnownHead[] {
  return proof.heads.filter(({ fits }) => !fits);
}

export function journalFact(proof: JournalProof | null): Fact {
  if (proof === null) return { standing: "wait", text: t("safety.journal.none"), more: [t("safety.journal.none_why")] };
  const reach = proof.proved === 0 ? t("safety.journal.unproved_all")
    : proof.unproved === 0 ? t("safety.journal.proved_all")
      : t("safety.journal.proved", { proved: showCount(proof.proved), unproved: showCount(proof.unproved) });
  if (proof.misfits.length > 0) return { standing: "bad", text: t("safety.journal.misfits", { count: proof.misfits.length }), more: [reach] };
  if (!proof.whole) return { standing: "warn", text: t("safety.journal.strangers", { count: strangers(proof).length }), more: [reach] };
  return { standing: "good", text: t("safety.journal.whole", { count: showCount(proof.operations) }), more: [reach] };
}

/**
 * The one line that is told on every screen while something about safety is wrong, or null. Only said once the window
 * has tried to set it right by itself (`tried`): what is due the moment a book is opened is no trouble yet.
 */
export function alarm(view: SafetyView | null, tried: boolean, now: string): string | null {
  if (view === null || !tried || view.archive) return null;
  const [newest] = newestFirst(view.copies);
  if (view.rehearsed !== null && !view.rehearsed.whole) return t("safety.alarm.failed");
  if (newest === undefined) return view.unsaved > 0 ? t("safety.alarm.never") : null;
  const days = daysBetween(newest.moment, now);
  if (view.unsaved > 0 && days > ALARM_DAYS) return t("safety.alarm.copy", { days });
  if (view.second !== null && behind(view) && daysBetween(view.second.carried, now) > ALARM_DAYS) return t("safety.alarm.second", { days: daysBetween(view.second.carried, now) });
  const whole = view.whole_at;
  if (whole !== "" && daysBetween(whole, now) > view.rehearsal_days) return t("safety.alarm.overdue", { days: daysBetween(whole, now) });
  return null;
}

/** Whether there is something to be saved into a new book. */
export function canRepair(health: HealthView, copies: readonly string[]): boolean {
  if (health.state === "damaged" || health.state === "truncated") return true;
  return (health.state === "empty" || health.state === "not_a_book") && copies.length > 0;
}

/** How the verdict on a file stands. */
export function verdictOf(health: HealthView): Standing {
  if (health.state === "whole") return "good";
  return health.state === "newer" ? "warn" : "bad";
}

/** The moment in the name of a copy, `sổ 2024-03-18 09.12.40 hang-ngay.so06`; null where it bears none. */
export function momentOfName(path: string): string | null {
  const found = /(\d{4}-\d{2}-\d{2}) (\d{2})\.(\d{2})\.(\d{2}) [a-z-]+(?: \(\d+\))?\.so06$/.exec(path);
  return found ? `${found[1]}T${found[2]}:${found[3]}:${found[4]}` : null;
}

/** Whether a refusal is about a file that may be damaged: then it can be examined. */
export function examinable(error: Pick<CallError, "code">): boolean {
  return error.code === "damaged_book" || error.code === "not_a_book";
}
