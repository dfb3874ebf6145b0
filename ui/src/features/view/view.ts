import type { BookHead, Boundary } from "../../ipc/types";
import { readInstant } from "../../lib/days";
import { t } from "../../words/words.svelte";

export const BOUNDARIES: Boundary[] = ["then", "now"];
/** How a book opens: each figure within the boundaries of its own time. */
export const NORMAL: Boundary = "then";

/** "17h00 ngày 05/11/2024", the moment that the book is looked at as it stood. */
export function seenWords(head: BookHead): string | null {
  if (!head.seen_at) return null;
  const { day, time } = readInstant(head.seen_at);
  return time === null ? t("view.end_of", { day }) : t("view.instant", { time, day });
}
