import { CallError } from "../../ipc/host";
import type { Session } from "../../lib/session.svelte";
import { lockAfter } from "./local.svelte";

/** How often it is looked whether the time has come. */
export const EVERY = 5_000;
/** What an officer does; what the window does by itself is none of it. */
const DOES = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/**
 * Locks a book that has officers when nobody has typed or pointed for a while. By the clock, so that a laptop that slept
 * through the time locks as it wakes. What is half typed is waited for and neither written nor thrown away: a cell or a
 * field with the focus, a field of an open dialog, and what bears `data-hold` (a form that was changed and not kept, the
 * sheet with the recovery code, a meeting on the projector). So is a command on its way.
 */
export class Idle {
  #last = Date.now();
  #typed = new Set<HTMLInputElement | HTMLTextAreaElement>();

  /** Made with the frame; a locked book has none. */
  constructor(readonly session: Session) {
    $effect(() => {
      const did = () => (this.#last = Date.now());
      for (const name of DOES) window.addEventListener(name, did, { capture: true, passive: true });
      window.addEventListener("input", this.#input, true);
      const timer = setInterval(() => this.check(), EVERY);
      return () => {
        for (const name of DOES) window.removeEventListener(name, did, { capture: true });
        window.removeEventListener("input", this.#input, true);
        clearInterval(timer);
      };
    });
  }

  check(): void {
    const after = lockAfter();
    const now = Date.now();
    // A clock that was put back begins anew.
    if (now < this.#last) this.#last = now;
    if (after === "never" || !this.session.head?.signed || now - this.#last < Number(after) * 60_000) return;
    if (this.session.busy || this.holds()) return;
    void this.session.lock().catch((reason: unknown) => (this.session.failure = CallError.from(reason)));
  }

  /** Whether something is half typed, or must stay in sight. */
  holds(): boolean {
    for (const field of this.#typed) if (!field.isConnected) this.#typed.delete(field);
    if (document.querySelector("[data-hold]")) return true;
    return [...this.#typed].some((field) => field.value !== "" && field.dataset.resting === undefined && (field === document.activeElement || field.closest("dialog[open]") !== null));
  }

  readonly #input = ({ target }: Event) => {
    if (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && TEXT.has(target.type))) this.#typed.add(target);
  };
}

/** Fields that keep what one types; what one searches by is typed again soon. */
const TEXT = new Set(["text", "number", "password", "date"]);
