import type { Screen } from "../../lib/session.svelte";

interface Entry {
  screen: Screen;
  /** Alt with this digit; fixed, so that the screens still to come find their places free. */
  digit?: number;
  /** Alt with this letter; within the navigation the letter alone. */
  letter?: string;
  /** Another key, as it is shown. */
  key?: string;
}

export const SCREENS: Entry[] = [
  { screen: "overview", digit: 1 },
  { screen: "tasks", digit: 2 },
  { screen: "counts", digit: 3 },
  { screen: "report", digit: 4 },
  { screen: "exchange", digit: 5 },
  { screen: "units", digit: 6 },
  { screen: "meeting", digit: 7, letter: "g" },
];

/** The work round the tasks: whom to remind, what was issued, what comes in. */
export const MORE: Entry[] = [
  { screen: "outreach", digit: 9, letter: "c" },
  { screen: "documents", letter: "v" },
  { screen: "commendations", letter: "k" },
  { screen: "plan_intake", letter: "p" },
  { screen: "superior_forms", letter: "b" },
];

/** Below the gap: what is not daily work. */
export const LOWER: Entry[] = [
  { screen: "journal", digit: 8 },
  { screen: "safety", letter: "a" },
  { screen: "settings", key: "Ctrl+," },
];

export const ALL: Entry[] = [...SCREENS, ...MORE, ...LOWER];

/** The key of a screen as it is shown: the letter, where it has one, is what is remembered. */
export function keyOf(entry: Entry): string {
  return entry.key ?? (entry.letter === undefined ? `Alt+${entry.digit}` : `Alt+${entry.letter.toUpperCase()}`);
}

/** The screen that a key pressed with Alt asks for. */
export function asked(key: string): Entry | undefined {
  const low = key.toLowerCase();
  return ALL.find((entry) => entry.letter === low || (entry.digit !== undefined && String(entry.digit) === key));
}
