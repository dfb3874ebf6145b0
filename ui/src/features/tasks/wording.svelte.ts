import type { Day, Reading } from "../../ipc/types";
import { CallError } from "../../ipc/host";
import { Latest } from "../../lib/latest";
import type { Session } from "../../lib/session.svelte";

const REST = 180;

/** A wording of a deadline that is being typed, and how the book understands it while it rests. */
export class Wording {
  text = $state("");
  reading = $state.raw<Reading | null>(null);
  error = $state.raw<CallError | null>(null);
  #latest = new Latest();

  constructor(session: Session, text: string, issued: () => Day | null) {
    this.text = text;
    $effect(() => {
      const asked = { text: this.text.trim(), issued: issued() };
      if (asked.text === "") {
        this.#latest.cancel();
        this.reading = null;
        return;
      }
      const timer = setTimeout(() => {
        void this.#latest.run(
          () => session.read("read_wording", asked),
          (reading) => {
            this.reading = reading;
            this.error = null;
          },
          (reason) => (this.error = CallError.from(reason)),
        );
      }, REST);
      return () => clearTimeout(timer);
    });
    $effect(() => () => this.#latest.cancel());
  }
}
