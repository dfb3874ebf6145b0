import type { PackageRow, PackageView, PeriodOption, SiteSuccession, TakenCounts } from "../../ipc/types";
import { showDay } from "../../lib/days";
import { fold, showCount } from "../../lib/text";
import { t } from "../../words/words.svelte";

/** What comes of a row, in the order of need: what a person must look at stands first. */
export const VERDICTS = ["refused", "conflict", "closed", "changed", "joined", "ended", "new"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Signs that need no colour; all are letters of ordinary fonts, so that no system paints them as a picture. */
export const SIGN: Record<Verdict, string> = { refused: "×", conflict: "?", closed: "‖", changed: "≠", joined: "⇄", ended: "−", new: "+" };

/** Rows that are kept apart and stop no other. */
const HELD: readonly Verdict[] = ["refused", "conflict", "closed"];

export const FATES = ["taken", "already", "quarantined", "refused"] as const;
export type Fate = (typeof FATES)[number];

/** A token of the engine that this window does not know is shown as what stops, never as what passes. */
export function verdictOf(row: Pick<PackageRow, "verdict">): Verdict {
  return VERDICTS.find((known) => known === row.verdict) ?? "refused";
}

export function fateOf(view: PackageView): Fate {
  return FATES.find((known) => known === view.fate) ?? "refused";
}

export type Tally = Record<Verdict, number>;

export function tally(views: readonly PackageView[]): Tally {
  const out: Tally = { refused: 0, conflict: 0, closed: 0, changed: 0, joined: 0, ended: 0, new: 0 };
  for (const view of views) {
    for (const row of view.rows) out[verdictOf(row)] += 1;
    for (const { verdict, count } of view.unshown) out[verdictOf({ verdict })] += count;
  }
  return out;
}

/** Rows that wait for a person once the packages are taken. */
export function held(counts: Tally): number {
  return HELD.reduce((sum, verdict) => sum + counts[verdict], 0);
}

/** Rows that go into the book. */
export function writes(counts: Tally): number {
  return counts.new + counts.changed + counts.joined + counts.ended;
}

/** Rows in the order of need, or those of one kind. */
export function ordered(rows: readonly PackageRow[], only: Verdict | null): PackageRow[] {
  const rank = (row: PackageRow) => VERDICTS.indexOf(verdictOf(row));
  const chosen = only === null ? [...rows] : rows.filter((row) => verdictOf(row) === only);
  return chosen.sort((a, b) => rank(a) - rank(b));
}

/** The counts in words, in the order of need, without those that are nothing. */
export function told(counts: Tally): string {
  return VERDICTS.filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${SIGN[verdict]} ${showCount(counts[verdict])} ${t(`exchange.verdict.${verdict}`)}`)
    .join(", ");
}

const KINDS = [
  "setting", "officer", "document", "calendar_day", "body", "body_version", "succession", "share", "source", "indicator",
  "indicator_version", "denominator", "fact", "doubt_acceptance", "form_column", "target", "plan", "task_group", "task",
  "assignment", "claim", "extension", "checklist", "checklist_item", "tick", "evidence", "contact", "reminder", "reminder_item",
  "meeting", "conclusion", "query", "commendation", "saved_view", "report_text", "superior_form", "form_spot", "period_window", "campaign",
  "adjustment",
] as const;

/** A kind of record as officers call it; one that this window does not know keeps its name. */
export function kindWords(kind: string): string {
  const known = KINDS.find((own) => own === kind);
  if (known === undefined) return kind === "" ? t("exchange.kind_unread") : kind;
  return t(`exchange.kind.${known}`);
}

const PACKAGES = ["assignment", "report", "peer", "receipt", "handover"] as const;

/** What a package is for. */
export function packageWords(kind: string): string {
  const known = PACKAGES.find((own) => own === kind);
  return known === undefined ? kind : t(`exchange.package.${known}`);
}

/** What a taking came to, in words, without what is nothing. */
export function cameTo(came: TakenCounts): string {
  const parts = (["new", "changed", "same", "conflict", "closed", "refused"] as const).filter((name) => came[name] > 0);
  if (parts.length === 0) return t("receipt.no_rows");
  return parts.map((name) => t(`receipt.count.${name}`, { count: came[name] })).join(", ");
}

/** A moment with its year: the clock of another machine may stand years back. */
export function showWhen(moment: string): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(moment)) return moment;
  const clock = moment.slice(11, 16);
  return clock === "" ? showDay(moment.slice(0, 10)) : `${showDay(moment.slice(0, 10))} ${clock}`;
}

/** A period as the book names it; of one that it does not offer, the key in the usual writing. */
export function showPeriod(key: string, periods: readonly PeriodOption[]): string {
  const known = periods.find((option) => option.key === key);
  if (known) return known.label;
  const month = /^(\d{4})-T(\d{1,2})$/.exec(key);
  return month ? t("exchange.month", { month: Number(month[2]), year: month[1] ?? "" }) : key;
}

/** The name of a file without its folders. */
export function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

/** Whether something is of whom or what was typed; marks and case do not count. */
export function fits(text: string, ...parts: string[]): boolean {
  const whole = fold(parts.join(" "));
  return fold(text).split(/\s+/).every((word) => whole.includes(word));
}

/** "Máy mới thay cho máy K7MP-2Q9X từ gói số 8 (phục hồi từ bản cũ)". */
export function successionWords(how: SiteSuccession, old: string, number: number): string {
  return how === "none" ? "" : t(`lineage.${how}`, { old, number });
}
