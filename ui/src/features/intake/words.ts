import type { IntakeView } from "../../ipc/types";
import { showCount } from "../../lib/text";
import { t } from "../../words/words.svelte";
import { doubted, extent, writes } from "./read";

/** In one sentence: what was understood, and what of it wants a look. */
export function sentence(view: IntakeView): { read: string; open: string } {
  const { units, indicators } = extent(view);
  const sheet = view.sheets.length > 1 ? view.sheets.find((candidate) => candidate.chosen) : undefined;
  const read = [
    view.form !== null ? t("intake.read_form", { count: showCount(writes(view) + view.unchanged) }) : units === 0 || indicators === 0 ? t("intake.read_nothing") : t("intake.read", { units: showCount(units), indicators }),
    sheet ? t("intake.from_sheet", { sheet: sheet.name }) : "",
    t("intake.of_time", { time: view.time.label }),
  ].join("");
  const doubts = doubted(view);
  const unknown = view.rows.filter((row) => row.role === "unknown").length;
  const columns = view.form === null ? view.columns.filter((column) => column.meaning === "unknown").length : 0;
  const open = [
    doubts > 0 ? t("intake.state.doubts", { count: doubts }) : "",
    view.refused > 0 ? t("intake.refused_count", { count: view.refused }) : "",
    unknown > 0 ? t("intake.unknown_rows", { count: unknown }) : "",
    columns > 0 ? t("intake.unknown_columns", { count: columns }) : "",
  ].filter((part) => part !== "");
  const none = writes(view) + view.unchanged === 0 ? t("intake.no_figure") : t("intake.nothing_open");
  return { read, open: open.length === 0 ? none : open.join(", ") };
}

/** What was written, when it is done. */
export function outcome(view: IntakeView): string {
  const parts = [t("intake.wrote", { count: showCount(writes(view)), time: view.time.label })];
  const doubts = doubted(view);
  if (view.unchanged > 0) parts.push(t("intake.unchanged_count", { count: showCount(view.unchanged) }));
  if (doubts > 0) parts.push(t("intake.warned_kept", { count: showCount(doubts) }));
  if (view.refused > 0) parts.push(t("intake.refused_count", { count: showCount(view.refused) }));
  if (view.left_out > 0) parts.push(t("intake.left_out_count", { count: showCount(view.left_out) }));
  return parts.join("; ");
}
