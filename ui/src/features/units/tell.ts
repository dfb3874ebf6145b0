import type { UnitRow } from "../../ipc/types";
import { showDay } from "../../lib/days";
import { t } from "../../words/words.svelte";

type Lasting = Pick<UnitRow, "from_day" | "to_day" | "from_sure" | "to_sure">;

/** From when to when, in words; a day that is not told by any document says so. */
export function lasts(unit: Lasting): string {
  const parts: string[] = [];
  if (unit.from_day !== null) {
    parts.push(unit.from_sure ? t("unit.from", { day: showDay(unit.from_day) }) : t("units.from_unsure", { day: showDay(unit.from_day) }));
  }
  if (unit.to_day !== null) {
    parts.push(unit.to_sure ? t("unit.to", { day: showDay(unit.to_day) }) : t("units.to_unsure", { day: showDay(unit.to_day) }));
  }
  return parts.join(" ");
}

/** Whether a day that is shown is told by no document; that nothing is known of a beginning is no trouble. */
export function doubtful(unit: Lasting): boolean {
  return (unit.from_day !== null && !unit.from_sure) || (unit.to_day !== null && !unit.to_sure);
}

/** How many units it came from and became. */
export function links(unit: Pick<UnitRow, "predecessors" | "successors">): string {
  const parts: string[] = [];
  if (unit.predecessors > 0) parts.push(t("units.came_of", { count: unit.predecessors }));
  if (unit.successors > 0) parts.push(t("units.became", { count: unit.successors }));
  return parts.join(", ");
}
