import { CallError } from "../ipc/host";
import type { ChangeKind, CommandName, Request, Response } from "../ipc/types";
import { Latest } from "./latest";
import type { Session } from "./session.svelte";

/**
 * A read that repeats itself: when what it asks for changes, and when things of the named kinds change.
 * The last value stays in place while the next is read, so that a screen never falls back to empty.
 * Made during a component's initialisation, it ends with the component.
 */
export class Reading<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<CallError | null>(null);
  /** True while a read is under way. */
  busy = $state(false);

  #latest = new Latest();
  #again = $state(0);

  /** `ask` gives how to read; null forgets what was read, undefined leaves it as it is. */
  constructor(session: Session, kinds: readonly ChangeKind[], ask: () => (() => Promise<T>) | null | undefined) {
    $effect(() => {
      const read = ask();
      for (const kind of kinds) session.mark(kind);
      void this.#again;
      if (read === undefined) return;
      if (read === null) {
        this.#latest.cancel();
        this.value = null;
        this.error = null;
        this.busy = false;
        return;
      }
      this.busy = true;
      void this.#latest.run(
        read,
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

/** A reading of one command; nothing is read while there is no request. */
export class Query<N extends CommandName> extends Reading<Response<N>> {
  constructor(session: Session, name: N, kinds: ChangeKind[], request: () => Request<N> | null) {
    super(session, kinds, () => {
      const asked = request();
      return asked === null ? null : () => session.read(name, asked);
    });
  }
}
