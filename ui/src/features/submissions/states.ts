import type { MatrixCell, MatrixState } from "../../ipc/types";
import { showDay } from "../../lib/days";
import { t } from "../../words/words.svelte";

/** In the order of the legend: what is in order first, what needs something after it. */
export const MATRIX_STATES: MatrixState[] = ["on_time", "late", "partial", "missing", "adjusted", "not_due", "absent"];

/** The sign of a cell; it says the state without its colour. */
export function sign(cell: Pick<MatrixCell, "state" | "days_late" | "done" | "of">): string {
  switch (cell.state) {
    case "on_time":
      return "✓";
    case "late":
      return t("matrix.late", { days: cell.days_late ?? "" });
    case "partial":
      return `${cell.done}/${cell.of}`;
    case "missing":
      return "×";
    case "adjusted":
      return "±";
    case "not_due":
      return "·";
    case "absent":
      return "";
  }
}

/** The cell in words, for the line above the grid and for who listens. */
export function tell(cell: MatrixCell): string {
  const late = cell.state === "late" && cell.days_late !== null;
  const words = [late ? t("matrix.days_late", { days: cell.days_late ?? "" }) : t(`matrix.state.${cell.state}`)];
  if (cell.state !== "absent" && cell.state !== "not_due") words.push(t("matrix.done", { done: cell.done, of: cell.of }));
  if (cell.on !== null) words.push(t("matrix.on", { day: showDay(cell.on) }));
  return words.join(" · ");
}
