import type { Comparison, FigureChange } from "../../ipc/types";
import { t } from "../../words/words.svelte";
import { named } from "./kept";

const line = (change: FigureChange) =>
  `- ${change.label}: ${change.before} → ${change.after} (${change.difference})${change.causes.map(({ text }) => `\n  + ${text}`).join("")}`;

/** The answer to "vì sao khác báo cáo trước" as text for a chat or a letter: what asks for an answer first. */
export function told(view: Comparison): string {
  const part = (title: string, changes: FigureChange[]) => (changes.length === 0 ? [] : [title, ...changes.map(line)]);
  return [
    `${named(view.before)} → ${named(view.after)}`,
    ...part(`${t("compare.same_time")}:`, view.changes.filter(({ same_time }) => same_time)),
    ...part(`${t("compare.moved")}:`, view.changes.filter(({ same_time }) => !same_time)),
    t("compare.same_count", { same: view.same }),
  ].join("\n");
}
