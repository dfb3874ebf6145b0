import type { BookHead, Role } from "../ipc/types";
import { t } from "../words/words.svelte";

/** What the window asks for before it offers something; the engine asks for each command again. */
export type Need = "enter" | "check" | "sign" | "administer";

const ENOUGH: Record<Need, readonly Role[]> = {
  enter: ["enter", "check", "administer"],
  check: ["check", "administer"],
  sign: ["lead", "administer"],
  administer: ["administer"],
};

/** Whether the role is enough; in a book without officers nobody has one, and everybody may do everything. */
export function may(role: Role | null, need: Need): boolean {
  return role === null || ENOUGH[need].includes(role);
}

/** Why the one who is signed in may not do what needs that, in words; null where they may. */
export function whyNot(head: BookHead | null, need: Need): string | null {
  const own = head?.signed ?? null;
  if (own === null || may(own.role, need)) return null;
  return t("access.why", { officer: own.name, role: t(`role.${own.role}`), whom: t(`access.who.${need}`) });
}

/** The head as a screen takes it whose changes all need that: who may not make them sees a book that is only looked at. */
export function headFor(head: BookHead, need: Need): BookHead {
  return whyNot(head, need) === null ? head : { ...head, read_only: true };
}
