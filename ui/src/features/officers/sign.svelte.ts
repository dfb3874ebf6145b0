import { CallError } from "../../ipc/host";
import type { BookHead } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { lastOfficer, rememberOfficer } from "./local.svelte";

/** The locked book at hand: whose PIN is typed, and the pause after several wrong ones. */
export class SignDesk {
  name = $state("");
  pin = $state("");
  error = $state.raw<CallError | null>(null);
  working = $state(false);
  /** Names, the one who signed in here last at the top. */
  readonly names: string[];
  #until = $state(0);
  #now = $state(Date.now());

  constructor(
    readonly session: Session,
    readonly head: BookHead,
  ) {
    const last = lastOfficer(head.path);
    const known = last !== null && head.locked.includes(last);
    this.names = known ? [last, ...head.locked.filter((name) => name !== last)] : head.locked;
    // Nobody is proposed whom this machine does not know: a PIN typed under another's name counts as a wrong one.
    if (known || this.names.length === 1) this.name = this.names[0] ?? "";
    $effect(() => {
      if (this.#until === 0) return;
      const timer = setInterval(() => {
        this.#now = Date.now();
        if (this.left > 0) return;
        this.#until = 0;
        this.error = null;
      }, 250);
      return () => clearInterval(timer);
    });
  }

  /** Seconds until a PIN is looked at again. */
  get left(): number {
    return Math.max(0, Math.ceil((this.#until - this.#now) / 1000));
  }

  /** The next or the one before, from within the field of the PIN. */
  turn(step: 1 | -1): void {
    const at = this.names.indexOf(this.name);
    this.name = this.names[at < 0 ? (step === 1 ? 0 : this.names.length - 1) : (at + step + this.names.length) % this.names.length] ?? "";
  }

  /** True when the book is open. */
  async open(): Promise<boolean> {
    if (this.working || this.left > 0 || this.name === "" || this.pin === "") return false;
    this.working = true;
    this.error = null;
    try {
      await this.session.unlock(this.name, this.pin);
      rememberOfficer(this.head.path, this.name);
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      if (this.error.code === "pin_pause") this.#pause(Number(this.error.params.seconds));
      return false;
    } finally {
      this.pin = "";
      this.working = false;
    }
  }

  async close(): Promise<void> {
    try {
      await this.session.leave();
    } catch (reason) {
      this.error = CallError.from(reason);
    }
  }

  #pause(seconds: number): void {
    if (!(seconds > 0)) return;
    this.#now = Date.now();
    this.#until = this.#now + seconds * 1000;
  }
}
