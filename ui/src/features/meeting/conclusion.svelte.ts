import type { ConclusionReading, ConclusionView, NamedBody, NamedTask } from "../../ipc/types";
import { CallError } from "../../ipc/host";
import { Latest } from "../../lib/latest";
import type { Session } from "../../lib/session.svelte";

/** Long enough for a word to be ended, short enough to be there when the eye looks. */
const PAUSE = 180;

/** A conclusion that is being typed, and what the engine makes of it meanwhile. */
export class ConclusionDraft {
  text = $state("");
  reading = $state.raw<ConclusionReading | null>(null);
  /** The conclusion that is changed; none: a new one. */
  changed = $state.raw<ConclusionView | null>(null);
  error = $state.raw<CallError | null>(null);
  working = $state(false);
  /** Units chosen by hand instead of those that were understood. */
  #chosen = $state.raw<NamedBody[] | null>(null);
  /** Words of the deadline typed by hand; `null`: as the sentence says it. */
  #wording = $state.raw<string | null>(null);
  /** The deadline of the conclusion that is changed, until it is known whether its sentence says the same. */
  #standing: string | null = null;
  /** The task above that was chosen by hand; `null` is none. */
  #above = $state.raw<NamedTask | null | undefined>(undefined);
  #latest = new Latest();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly session: Session,
    readonly meeting: number,
  ) {}

  get bodies(): NamedBody[] {
    return this.#chosen ?? this.reading?.bodies ?? [];
  }

  get byHand(): boolean {
    return this.#chosen !== null;
  }

  /** Words of the deadline: typed, else those of the sentence. */
  get wording(): string {
    return this.#wording ?? this.reading?.deadline.text ?? "";
  }

  get wordingByHand(): boolean {
    return this.#wording !== null;
  }

  /** Other words for the deadline, or `null` for those of the sentence; what they say is read a moment later. */
  until(words: string | null): void {
    this.#wording = words;
    this.error = null;
    this.#soon();
  }

  get parent(): NamedTask | null {
    return this.#above === undefined ? (this.reading?.parent ?? null) : this.#above;
  }

  /** Other tasks that it may belong to. */
  get parents(): NamedTask[] {
    return (this.reading?.parents ?? []).filter(({ id }) => id !== this.parent?.id);
  }

  /** Puts it below another task, or below none. */
  below(task: NamedTask | null): void {
    this.#above = task;
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
    this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    if (!this.empty) this.#timer = setTimeout(() => void this.read(), PAUSE);
  }

  read(): Promise<void> {
    const { text, meeting } = this;
    const typed = this.#wording === null ? {} : { deadline_text: this.#wording };
    return this.#latest.run(
      () => this.session.read("read_conclusion", { text, meeting, ...typed }),
      (reading) => {
        this.reading = reading;
        const standing = this.#standing;
        this.#standing = null;
        // A deadline that was typed beside the sentence stays with it.
        if (standing !== null && standing !== reading.deadline.text) this.until(standing);
      },
      (reason) => (this.error = CallError.from(reason)),
    );
  }

  take(body: NamedBody): void {
    if (!this.bodies.some(({ id }) => id === body.id)) this.#chosen = [...this.bodies, body];
  }

  leave(id: number): void {
    this.#chosen = this.bodies.filter((body) => body.id !== id);
  }

  /** An earlier conclusion is put right. */
  edit(conclusion: ConclusionView): void {
    this.clear();
    this.changed = conclusion;
    // A task whose day was set without words has nothing to be compared.
    const standing = conclusion.task?.deadline;
    this.#standing = standing && (standing.text !== "" || standing.last_day === null) ? standing.text : null;
    this.type(conclusion.text);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#latest.cancel();
    this.text = "";
    this.reading = null;
    this.changed = null;
    this.error = null;
    this.#above = undefined;
    this.#chosen = null;
    this.#wording = null;
    this.#standing = null;
  }

  /** Into the book: a new conclusion becomes a task, a changed one changes it. True when the book took it. */
  async keep(): Promise<boolean> {
    if (this.empty || this.working) return false;
    this.working = true;
    this.error = null;
    try {
      const words = { text: this.text.trim(), bodies: this.#chosen?.map(({ id }) => id) ?? null, deadline_text: this.#wording?.trim() ?? null };
      clearTimeout(this.#timer);
      // Nothing chosen: as the engine understands it. 0 is no task above.
      const parent = this.#above === undefined ? null : (this.#above?.id ?? 0);
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
