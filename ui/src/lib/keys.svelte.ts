import { CallError, GivenUp, type Host } from "../ipc/host";

/** Asks for what opens an encrypted file, whoever of the screens wanted it open. */
export class KeyDesk {
  /** The file that waits for its passphrase. */
  path = $state<string | null>(null);
  /** Its passphrase or the code of its recovery sheet, as it is typed. */
  secret = $state("");
  error = $state.raw<CallError | null>(null);
  working = $state(false);
  #answer: (known: boolean) => void = () => undefined;

  constructor(readonly host: Host) {}

  /** Calls, and calls again once the file that was refused as encrypted is opened. Rejects with `GivenUp` where it is not. */
  async opened<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (reason) {
        const error = CallError.from(reason);
        const path = error.params.path;
        if (error.code !== "book_encrypted" || path === undefined) throw error;
        if (!(await this.#ask(path))) throw new GivenUp(error);
      }
    }
  }

  /** Tries what was typed; true when it opens the file. */
  async unlock(): Promise<boolean> {
    const { path, secret } = this;
    if (path === null || this.working || secret === "") return false;
    this.working = true;
    this.error = null;
    try {
      await this.host.call("unlock_file", { path, secret });
      this.#end(true);
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      return false;
    } finally {
      this.working = false;
    }
  }

  /** What was typed is being tried for a moment: its answer is waited for. */
  giveUp(): void {
    if (!this.working) this.#end(false);
  }

  #ask(path: string): Promise<boolean> {
    this.#end(false);
    this.path = path;
    return new Promise((resolve) => (this.#answer = resolve));
  }

  /** Nothing of what was typed stays in memory. */
  #end(known: boolean): void {
    this.path = null;
    this.secret = "";
    this.error = null;
    this.#answer(known);
    this.#answer = () => undefined;
  }
}
