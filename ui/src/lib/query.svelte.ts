import { CallError } from "../ipc/host";
import type { ChangeKind, CommandName, Request, Response } from "../ipc/types";
import { Latest } from "./latest";
import type { Session } from "./session.svelte";

/**
 * A read that repeats itself: when its request changes, and when things of the named kinds change.
 * The last value stays in place while the next is read, so that a screen never falls back to empty.
 * Made during a component's initialisation, it ends with the component.
 */
export class Query<N extends CommandName> {
  value = $state.raw<Response<N> | null>(null);
  error = $state.raw<CallError | null>(null);
  /** True while a read is under way. */
  busy = $state(false);

  #latest = new Latest();
  #again = $state(0);

  constructor(session: Session, name: N, kinds: ChangeKind[], request: () => Request<N> | null) {
    $effect(() => {
      const asked = request();
      for (const kind of kinds) session.mark(kind);
      void this.#again;
      if (asked === null) {
        this.#latest.cancel();
        this.value = null;
        this.error = null;
        this.busy = false;
        return;
      }
      this.busy = true;
      void this.#latest.run(
        () => session.read(name, asked),
        (value) => {
          this.value = value;
          this.error = null;
          this.busy = false;
        },
        (reason) => {
          this.error = CallError.from(reason);
          this.busy = false;
        },
      );
    });
    $effect(() => () => this.#latest.cancel());
  }

  /** Reads once more, after an error. */
  again(): void {
    this.#again += 1;
  }
}
