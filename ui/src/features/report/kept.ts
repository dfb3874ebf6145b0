import type { IssuedReport, Request } from "../../ipc/types";
import { fold } from "../../lib/text";
import { showDay } from "../../lib/days";
import { t, type WordKey } from "../../words/words.svelte";

type Wanted = Request<"report">;

/** Written once about one thing: where one was issued, it is what stands. Letters of the same kind follow each other. */
const ONCE = ["progress", "ranking", "tasks", "conclusion", "invitation", "delivery-record"];
/** About a meeting, whatever period is looked at. */
const OF_MEETING = ["conclusion", "invitation"];
/** Sheets to work on have no number. */
const SHEETS = ["handout", "checklist"];
const KINDS = ["progress", "ranking", "tasks", "reminder", "conclusion", "invitation", "handout", "checklist", "delivery-record", "handover"];

/** Whether papers of a kind are signed and issued at all. */
export const isSigned = (kind: string): boolean => !SHEETS.includes(kind);

/** The name of a kind of paper. */
export const kindWords = (kind: string): string => (KINDS.includes(kind) ? t(`paper.kind.${kind}` as WordKey) : kind);

const list = (bodies: readonly number[] | undefined) => [...(bodies ?? [])].sort((a, b) => a - b).join();

/** Whether a paper that was kept is about what is asked for. */
export function isAbout(kept: IssuedReport, wanted: Wanted): boolean {
  return (
    kept.kind === wanted.kind &&
    kept.subject === wanted.subject &&
    kept.body === wanted.body &&
    list(kept.bodies) === list(wanted.bodies) &&
    (kept.period === wanted.period || (OF_MEETING.includes(kept.kind) && kept.subject !== null))
  );
}

/** What stands of a paper: the one that waits for signature, else the one that was issued and not replaced. */
export function standing(all: readonly IssuedReport[], wanted: Wanted): { submitted: IssuedReport | null; issued: IssuedReport | null; shown: IssuedReport | null } {
  const own = all.filter((kept) => isAbout(kept, wanted));
  const submitted = own.find(({ state }) => state === "submitted") ?? null;
  const issued = own.find(({ state, replaced_by }) => state === "issued" && replaced_by === null) ?? null;
  const shown = submitted ?? (issued && ONCE.includes(issued.kind) ? issued : null);
  return { submitted, issued, shown };
}

/** The draft that would take the place of an issued paper. */
export function replacing(kept: IssuedReport): Wanted {
  const { kind, period, subject, body, bodies, also, profile, id } = kept;
  return { kind, period, as_of: null, subject, body, filled: null, template: null, bodies, also, replaces: id, ...(profile !== null && { profile }) };
}

/** `05/BC-UBND ngày 20/3/2024`; a paper without number by its title. */
export function named(kept: IssuedReport): string {
  if (kept.state !== "issued" || kept.day === null) return kept.title;
  return t("paper.numbered", { number: kept.number, day: showDay(kept.day) });
}

/** Those that hold every typed word, whatever its marks and case. */
export function findKept(rows: readonly IssuedReport[], text: string): IssuedReport[] {
  const words = fold(text).split(/\s+/).filter((word) => word !== "");
  return rows.filter((row) => {
    const whole = fold(`${row.number} ${row.title} ${kindWords(row.kind)} ${row.code} ${row.day ? showDay(row.day) : ""} ${t(`paper.state.${row.state}`)}`);
    return words.every((word) => whole.includes(word));
  });
}

/** Number and day as Decree 30 prints them: a leading 0 below ten, of months for the first two only. */
export function printedHead(number: number, symbol: string, day: string): { number: string; day: string; month: string; year: string } {
  const [year = "", month = "", date = ""] = day.split("-");
  return { number: `${String(number).padStart(2, "0")}/${symbol}`, day: date, month: Number(month) > 2 ? String(Number(month)) : month, year };
}
