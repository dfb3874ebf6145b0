import { tick } from "svelte";

/**
 * Gives the focus to the first element that fits, when nothing else holds it: what had it went away
 * with its screen, and the keys would speak to nobody.
 */
export async function claimFocus(selector: string): Promise<void> {
  await tick();
  const active = document.activeElement;
  if (active !== null && active !== document.body) return;
  document.querySelector<HTMLElement>(selector)?.focus();
}
