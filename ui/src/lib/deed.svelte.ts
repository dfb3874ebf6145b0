import { CallError } from "../ipc/host";
import type { CommandName, Reply, Request, Response } from "../ipc/types";
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
    return (await this.#send(name, request)) !== null;
  }

  /** What the book answered, or null when it did not take it. */
  async ask<N extends CommandName>(name: N, request: Request<N>): Promise<Response<N> | null> {
    return (await this.#send(name, request))?.value ?? null;
  }

  async #send<N extends CommandName>(name: N, request: Request<N>): Promise<Reply<Response<N>> | null> {
    if (this.working) return null;
    this.working = true;
    this.error = null;
    try {
      return await this.session.change(name, request);
    } catch (reason) {
      this.error = CallError.from(reason);
      return null;
    } finally {
      this.working = false;
    }
  }

  forget(): void {
    this.error = null;
  }
}
