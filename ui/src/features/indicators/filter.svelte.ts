import type { IndicatorGroup, IndicatorRow } from "../../ipc/types";
import { fold } from "../../lib/text";

/** What the list of indicators shows; kept while other screens are open. */
export const indicatorFilter = $state<{
  text: string;
  own: boolean;
  /** The indicator that the side pane tells of. */
  chosen: number | null;
  /** The row that the keys stand on. */
  at: number | null;
  closed: Record<string, boolean>;
  sheet: "list" | "score";
}>({ text: "", own: false, chosen: null, at: null, closed: {}, sheet: "list" });

/** The groups with the indicators that fit; groups without any are left out. Marks and case do not count. */
export function narrowIndicators(groups: IndicatorGroup[], text: string, own: boolean): IndicatorGroup[] {
  const words = fold(text).split(/\s+/).filter((word) => word !== "");
  const fits = (row: IndicatorRow) => {
    if (own && !row.own) return false;
    const whole = fold(`${row.name} ${row.code} ${row.unit} ${row.source}`);
    return words.every((word) => whole.includes(word));
  };
  return groups
    .map((group) => ({ ...group, indicators: group.indicators.filter(fits) }))
    .filter((group) => group.indicators.length > 0);
}
