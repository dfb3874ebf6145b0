export type Theme = "light" | "dark" | "system";

const STORED = "so06.theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function stored(): Theme {
  const value = localStorage.getItem(STORED);
  return value === "light" || value === "dark" ? value : "system";
}

const state = $state<{ theme: Theme }>({ theme: stored() });

/** The chosen theme; `system` follows the desktop. */
export function theme(): Theme {
  return state.theme;
}

export function setTheme(next: Theme): void {
  state.theme = next;
  localStorage.setItem(STORED, next);
  apply();
}

function apply(): void {
  const isDark = state.theme === "dark" || (state.theme === "system" && dark.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

/** Puts the theme on the page and follows the desktop from now on. */
export function startTheme(): void {
  apply();
  dark.addEventListener("change", apply);
}
