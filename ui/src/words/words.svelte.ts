import en from "@words/en/ui.json";
import vi from "@words/vi/ui.json";

export type Language = "vi" | "en";
export type WordKey = keyof typeof vi;

// Typing the English catalogue by the Vietnamese one makes a missing twin a type error.
const catalogues: Record<Language, Record<WordKey, string>> = { vi, en };
const STORED = "so06.language";

function stored(): Language {
  return localStorage.getItem(STORED) === "en" ? "en" : "vi";
}

const state = $state<{ language: Language }>({ language: stored() });

/** The language of the window; Vietnamese until the office or the officer chooses another. */
export function language(): Language {
  return state.language;
}

/** The language that the office laid down; what the officer chose on this machine stands above it. */
export function offerLanguage(next: Language): void {
  if (localStorage.getItem(STORED) !== null) return;
  state.language = next;
  document.documentElement.lang = next;
}

export function setLanguage(next: Language): void {
  state.language = next;
  localStorage.setItem(STORED, next);
  document.documentElement.lang = next;
}

/** The words of `key`, with `{name}` replaced from `params`. */
export function t(key: WordKey, params: Record<string, string | number> = {}): string {
  return fill(catalogues[state.language][key], params);
}

/** Replaces `{name}`; a name without a value stays as it is, so that the gap is seen. */
export function fill(text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}
