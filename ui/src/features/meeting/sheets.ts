import type { MeetingStanding } from "../../ipc/types";

/** The pages of the meeting, in the order that the presenter's remote goes through them. */
export const TABS = ["late", "rank", "changes", "conclusions"] as const;
export type Tab = (typeof TABS)[number];

/** Rows in pages of at most `most`; a page holds only what is read from five metres. */
export function cut<T>(rows: readonly T[], most: number): T[][] {
  const size = Math.max(most, 1);
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, page) => rows.slice(page * size, (page + 1) * size));
}

/** How many rows of a height fit beneath the title of a page. */
export function fits(room: number, row: number): number {
  return Math.max(Math.floor(room / row), 3);
}

/** Where one stands among the pages of all tabs. */
export interface Spot {
  tab: Tab;
  page: number;
}

/** The page after or before; each tab has one at least, and the first and the last are where it ends. */
export function turn(spot: Spot, step: 1 | -1, counts: Record<Tab, number>): Spot {
  const pages = Math.max(counts[spot.tab], 1);
  const page = spot.page + step;
  if (page >= 0 && page < pages) return { ...spot, page };
  const tab = TABS[TABS.indexOf(spot.tab) + step];
  if (tab === undefined) return spot;
  return { tab, page: step === 1 ? 0 : Math.max(counts[tab], 1) - 1 };
}

/** How the number of late things of a unit went since the last meeting. */
export function trend(row: MeetingStanding): "more" | "fewer" | "same" {
  if (row.overdue === row.was_overdue) return "same";
  return row.overdue > row.was_overdue ? "more" : "fewer";
}
