import { CallError } from "../ipc/host";
import type { CommandName, Request } from "../ipc/types";
import type { Session } from "./session.svelte";

/**
 * One change at a time from one place of a screen, with the words of its refusal. A second press
 * while the first is on its way does nothing.
 */
export class Deed {
  error = $state.raw<CallError | null>(null);
  working = $state(false);

  constructor(readonly session: Session) {}

  /** True when the book took it. */
  async run<N extends CommandName>(name: N, request: Request<N>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    this.error = null;
    try {
      await this.session.change(name, request);
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      return false;
    } finally {
      this.working = false;
    }
  }

  forget(): void {
    this.error = null;
  }
}
