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

/**
 * The field that a dialog begins in, with what it proposes chosen, so that typing replaces it. A dialog takes the
 * focus to its first field when it is shown: `autofocus` is what it asks before that.
 */
export function begin(field: HTMLInputElement): void {
  field.autofocus = true;
  field.addEventListener("focus", () => field.select(), { once: true });
  field.focus();
}
