import type { ConclusionReading, ConclusionView } from "../../ipc/soon-meeting";
import { CallError } from "../../ipc/host";
import { Latest } from "../../lib/latest";
import type { Session } from "../../lib/session.svelte";

/** Long enough for a word to be ended, short enough to be there when the eye looks. */
const PAUSE = 180;

interface Named {
  id: number;
  name: string;
}

/** A conclusion that is being typed, and what the engine makes of it meanwhile. */
export class ConclusionDraft {
  text = $state("");
  reading = $state.raw<ConclusionReading | null>(null);
  /** The conclusion that is changed; none: a new one. */
  changed = $state.raw<ConclusionView | null>(null);
  error = $state.raw<CallError | null>(null);
  working = $state(false);
  /** Units chosen by hand instead of those that were understood. */
  #chosen = $state.raw<Named[] | null>(null);
  /** It belongs to no task, though one was found. */
  apart = $state(false);
  #latest = new Latest();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly session: Session,
    readonly meeting: number,
  ) {}

  get bodies(): Named[] {
    return this.#chosen ?? this.reading?.bodies ?? [];
  }

  get byHand(): boolean {
    return this.#chosen !== null;
  }

  get parent() {
    return this.apart ? null : (this.reading?.parent ?? null);
  }

  get empty(): boolean {
    return this.text.trim() === "";
  }

  /** Another text; it is read a moment after the last key. */
  type(text: string): void {
    this.text = text;
    this.error = null;
    clearTimeout(this.#timer);
    if (this.empty) {
      this.#latest.cancel();
      this.reading = null;
      return;
    }
    this.#timer = setTimeout(() => void this.read(), PAUSE);
  }

  read(): Promise<void> {
    const { text, meeting } = this;
    return this.#latest.run(
      () => this.session.read("read_conclusion", { text, meeting }),
      (reading) => (this.reading = reading),
      (reason) => (this.error = CallError.from(reason)),
    );
  }

  take(body: Named): void {
    if (!this.bodies.some(({ id }) => id === body.id)) this.#chosen = [...this.bodies, body];
  }

  leave(id: number): void {
    this.#chosen = this.bodies.filter((body) => body.id !== id);
  }

  /** An earlier conclusion is put right. */
  edit(conclusion: ConclusionView): void {
    this.clear();
    this.changed = conclusion;
    this.type(conclusion.text);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#latest.cancel();
    this.text = "";
    this.reading = null;
    this.changed = null;
    this.error = null;
    this.apart = false;
    this.#chosen = null;
  }

  /** Into the book: a new conclusion becomes a task, a changed one changes it. True when the book took it. */
  async keep(): Promise<boolean> {
    if (this.empty || this.working) return false;
    this.working = true;
    this.error = null;
    try {
      const words = { text: this.text.trim(), bodies: this.#chosen?.map(({ id }) => id) ?? null, deadline_text: null };
      // What stands on the screen is what becomes a task: a text typed faster than it is read is read first.
      clearTimeout(this.#timer);
      await this.read();
      const parent = this.parent?.id ?? null;
      if (this.changed) await this.session.change("change_conclusion", { id: this.changed.id, ...words, parent });
      else await this.session.change("conclude", { meeting: this.meeting, ...words, parent });
      this.clear();
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      return false;
    } finally {
      this.working = false;
    }
  }
}
