import type { Also, ContactView, ReminderDraft, ReminderItem } from "../../ipc/types";
import { fold } from "../../lib/text";

/** How many days ahead are looked at; 0 is only what is late. */
export const HORIZONS = [0, 3, 7, 15] as const;

/** What a letter may tell beside what is late. */
export const ALSO: Also[] = ["coming", "returned", "figures"];

const NEVER = Number.MAX_SAFE_INTEGER;

/** The days that are left for what presses most, a task or figures. */
function pressing({ items, figures }: ReminderDraft): number {
  return [...items, ...figures].reduce((least, { days_left }) => Math.min(least, days_left ?? NEVER), NEVER);
}

export const late = (draft: ReminderDraft): ReminderItem[] => draft.items.filter(({ state }) => state === "overdue");
export const coming = (draft: ReminderDraft): ReminderItem[] => draft.items.filter(({ state }) => state !== "overdue");

/** Who owes the most pressing thing first; of two that press alike, who owes more. */
export function inNeed(drafts: readonly ReminderDraft[]): ReminderDraft[] {
  return [...drafts].sort((a, b) => pressing(a) - pressing(b) || late(b).length - late(a).length || b.items.length - a.items.length);
}

/** A phone number as it is kept: digits, blanks and a plus. */
export function phone(text: string): string {
  return text.replace(/[.()-]+/g, " ").replace(/\s+/g, " ").trim();
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
