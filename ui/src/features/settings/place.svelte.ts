import type { Day } from "../../ipc/types";

export type Section = "letterheads" | "calendar" | "periods" | "officers" | "book";

/** Kept while other screens are open, so that coming back finds the place. */
export const place = $state<{ section: Section; year: number | null; day: Day | null }>({
  section: "calendar",
  year: null,
  day: null,
});
