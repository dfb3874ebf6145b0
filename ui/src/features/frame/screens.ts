import type { Screen } from "../../lib/session.svelte";

interface Entry {
  screen: Screen;
  /** Alt with this digit; fixed, so that the screens still to come find their places free. */
  digit?: number;
  /** Another key, as it is shown. */
  key?: string;
}

export const SCREENS: Entry[] = [
  { screen: "overview", digit: 1 },
  { screen: "tasks", digit: 2 },
  { screen: "counts", digit: 3 },
  { screen: "report", digit: 4 },
  { screen: "units", digit: 6 },
];

/** Below the gap: what is not daily work. */
export const LOWER: Entry[] = [
  { screen: "journal", digit: 8 },
  { screen: "settings", key: "Ctrl+," },
];

export function keyOf(entry: Entry): string {
  return entry.key ?? `Alt+${entry.digit}`;
}
