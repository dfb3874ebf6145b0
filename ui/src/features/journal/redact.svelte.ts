import type { Redacted } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import type { Session } from "../../lib/session.svelte";

/** What still stands in the way; null when the words can be blanked. */
export type RedactLack = "words" | "reason" | "reason_holds" | null;

/** Fewest letters: the engine refuses less, since they stand in words that nobody meant. */
const SHORTEST = 6;

/**
 * Words that are to leave the book for good. They are counted first, and what was counted holds only as long as the words
 * are the same.
 */
export class RedactDesk {
  reason = $state("");
  counted = $state.raw<Redacted | null>(null);
  /** What was blanked; then nothing more can be done here. */
  done = $state.raw<Redacted | null>(null);
  readonly deed: Deed;
  #words = $state("");

  constructor(session: Session) {
    this.deed = new Deed(session);
  }

  get words(): string {
    return this.#words;
  }

  set words(words: string) {
    this.#words = words;
    this.counted = null;
    this.deed.forget();
  }

  get lack(): RedactLack {
    const words = this.#words.trim();
    if ([...words].length < SHORTEST) return "words";
    if (this.counted === null) return null;
    if (this.reason.trim() === "") return "reason";
    return this.reason.includes(words) ? "reason_holds" : null;
  }

  /** Counts first; the second time, with what was counted before one's eyes, it is done. */
  async go(): Promise<void> {
    if (this.lack !== null || this.done !== null) return;
    const words = this.#words.trim();
    if (this.counted === null) this.counted = await this.deed.ask("redact_words", { words, reason: "", rehearse: true });
    else this.done = await this.deed.ask("redact_words", { words, reason: this.reason.trim(), rehearse: false });
  }
}
