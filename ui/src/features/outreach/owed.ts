import type { ContactView, OwedItem, ReminderDraft } from "../../ipc/soon-meeting";
import { fold } from "../../lib/text";

/** How many days ahead are looked at; 0 is only what is late. */
export const HORIZONS = [0, 3, 7, 15] as const;

const NEVER = Number.MAX_SAFE_INTEGER;

/** The days that are left for what presses most. */
function pressing(items: readonly OwedItem[]): number {
  return items.reduce((least, { days_left }) => Math.min(least, days_left ?? NEVER), NEVER);
}

export const late = (draft: ReminderDraft): OwedItem[] => draft.items.filter(({ state }) => state === "overdue");
export const coming = (draft: ReminderDraft): OwedItem[] => draft.items.filter(({ state }) => state !== "overdue");

/** Who owes the most pressing thing first; of two that press alike, who owes more. */
export function inNeed(drafts: readonly ReminderDraft[]): ReminderDraft[] {
  return [...drafts].sort((a, b) => pressing(a.items) - pressing(b.items) || late(b).length - late(a).length || b.items.length - a.items.length);
}

/** One row of a table of contacts as it came from Excel. */
export interface PastedContact {
  unit: string;
  name: string;
  post: string;
  phone: string;
  duty: string;
}

const PHONE = /^[\d\s.+()-]{8,}$/;

/** A phone number as it is kept: digits, blanks and a plus. */
export function phone(text: string): string {
  return text.replace(/[.()-]+/g, " ").replace(/\s+/g, " ").trim();
}

/**
 * Rows of a table pasted from Excel: unit, name, post, phone, duty. The phone is known by its look, so a table
 * with a number in front or another order of the last columns is read too; heads and empty rows are passed over.
 */
export function readPasted(text: string): PastedContact[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.split("\t").map((cell) => cell.trim()))
    .filter((cells) => cells.filter((cell) => cell !== "").length >= 2)
    .filter((cells) => !/don vi|dau moi|ho va ten|ho ten/.test(fold(cells.join(" "))) || cells.some((cell) => PHONE.test(cell)))
    .map((cells) => {
      const rest = /^\d{1,4}$/.test(cells[0] ?? "") ? cells.slice(1) : [...cells];
      const at = rest.findIndex((cell) => PHONE.test(cell));
      const number = at < 0 ? "" : phone(rest.splice(at, 1)[0] ?? "");
      const [unit = "", name = "", post = "", duty = ""] = rest;
      return { unit, name, post, phone: number, duty };
    })
    .filter(({ unit, name }) => unit !== "" && name !== "");
}

/** A name without its kind: "UBND phường An Thới", "P. An Thới" and "An Thới" are one. */
export function bare(name: string): string {
  return fold(name).replace(/^(ubnd|uy ban nhan dan)\s+/, "").replace(/^(phuong|xa|thi tran|quan|huyen|thanh pho|p\.?|x\.?|tt\.?|q\.?|h\.?|tp\.?)\s+/, "").trim();
}

/** The one unit of a written name; `null` where none or several have it. */
export function unitOf<U extends { name: string }>(written: string, units: readonly U[]): U | null {
  const wanted = bare(written);
  const found = units.filter((unit) => bare(unit.name) === wanted);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Contacts of a unit or about a person; marks and case do not count, a number is found by its digits. */
export function narrow(contacts: readonly ContactView[], text: string): ContactView[] {
  const wanted = fold(text);
  const digits = wanted.replace(/\D/g, "");
  return contacts.filter((contact) => {
    if (wanted === "") return true;
    if (digits.length >= 3 && contact.phone.replace(/\D/g, "").includes(digits)) return true;
    return fold(`${contact.body_name} ${contact.name} ${contact.post} ${contact.duty}`).includes(wanted);
  });
}
