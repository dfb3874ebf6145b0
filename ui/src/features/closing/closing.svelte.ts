import type { Adjustment, ClosingView } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import type { Session } from "../../lib/session.svelte";
import { t, type WordKey } from "../../words/words.svelte";

/** What is being asked before it is done. */
export type Question =
  | { about: "close" }
  | { about: "reopen" }
  | { about: "due_day" }
  | { about: "propose" }
  | { about: "reject"; adjustment: Adjustment };

/** The deeds of closing a period; each asks first where it takes something away. */
export class Closer {
  question = $state.raw<Question | null>(null);
  readonly deed: Deed;

  constructor(
    readonly session: Session,
    readonly view: () => ClosingView | null,
    readonly readonly: () => boolean,
    /** Whether closing and reopening are not for whoever is signed in. */
    readonly unchecked: () => boolean = () => false,
  ) {
    this.deed = new Deed(session);
  }

  /** The act that the state of the period calls for; its key is F4. */
  main(): void {
    if (this.readonly()) return;
    // Opening a period is for everybody who enters.
    if (this.unchecked() && this.view()?.state !== "not_open") return;
    switch (this.view()?.state) {
      case "not_open":
        return void this.open();
      case "open":
        return this.ask({ about: "close" });
      case "closed":
        return this.ask({ about: "reopen" });
    }
  }

  ask(question: Question): void {
    this.deed.forget();
    this.question = question;
  }

  leave(): void {
    this.deed.forget();
    this.question = null;
  }

  open(): Promise<void> {
    return this.#do(() => this.deed.run("open_period", { period: this.#period }), "closing.done_open");
  }

  close(): Promise<void> {
    return this.#do(() => this.deed.run("close_period", { period: this.#period, report_set: null }), "closing.done_close");
  }

  reopen(reason: string): Promise<void> {
    return this.#do(() => this.deed.run("reopen_period", { period: this.#period, reason }), "closing.done_reopen");
  }

  refix(reason: string): Promise<void> {
    return this.#do(() => this.deed.run("refix_due_day", { period: this.#period, reason }));
  }

  propose(body: number, indicator: number, by: string, reason: string): Promise<void> {
    return this.#do(() => this.deed.run("propose_adjustment", { body, indicator, period: this.#period, by, reason }));
  }

  accept(adjustment: Adjustment): Promise<void> {
    return this.#do(() => this.deed.run("accept_adjustment", { adjustment: adjustment.adjustment }));
  }

  reject(adjustment: Adjustment, reason: string): Promise<void> {
    return this.#do(() => this.deed.run("reject_adjustment", { adjustment: adjustment.adjustment, reason }));
  }

  get #period(): string {
    return this.view()?.period.key ?? this.session.period;
  }

  /** A refusal leaves the question open, with its words in it. */
  async #do(act: () => Promise<boolean>, said?: WordKey): Promise<void> {
    const label = this.view()?.period.label ?? "";
    if (!(await act())) return;
    this.question = null;
    if (said) this.session.say(t(said, { period: label }));
  }
}
