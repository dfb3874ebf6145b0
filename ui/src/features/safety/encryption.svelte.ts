import type { PassphraseSet } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import { lacking } from "../../lib/passphrase";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";

/** What came of a change for the safety copies. */
export type CopiesDone = Pick<PassphraseSet, "copies" | "left">;

/** What a dialog is about; `done` is none where the sheet is only shown once more. */
export type EncryptionQuestion = { about: "set" | "change" | "ask_sheet" | "remove" } | { about: "sheet"; code: string; done: CopiesDone | null } | { about: "removed"; done: CopiesDone };

/** The code as it stands on the sheet: four groups of five signs a line, so that the eye finds its way back. */
export function codeLines(code: string): string[] {
  return code.match(/(?:\S+\s*){1,4}/g)?.map((line) => line.trim()) ?? [];
}

/** The passphrase of the open book: set, changed, removed, and the sheet that opens the book without it. */
export class EncryptionDesk {
  question = $state.raw<EncryptionQuestion | null>(null);
  /** What opens the book now, its passphrase or the code of its sheet, as it is typed. */
  current = $state("");
  passphrase = $state("");
  again = $state("");
  readonly deed: Deed;

  constructor(readonly session: Session) {
    this.deed = new Deed(session);
  }

  /** What is still wrong with what was typed, in the order of the fields; null when the act can be tried. */
  get lacking(): "current" | "short" | "differs" | null {
    const about = this.question?.about;
    if (about !== "set" && this.current === "") return "current";
    return about === "set" || about === "change" ? lacking(this.passphrase, this.again) : null;
  }

  ask(about: "set" | "change" | "ask_sheet" | "remove"): void {
    this.#show({ about });
  }

  /** While the book is written anew nobody leaves: the code of the sheet is still to come. */
  leave(): void {
    if (!this.deed.working) this.#show(null);
  }

  /** Sets the first passphrase, or another one. */
  async set(): Promise<void> {
    if (this.lacking !== null) return;
    const done = await this.#change(this.passphrase);
    if (done !== null) this.#show({ about: "sheet", code: done.code, done });
  }

  async remove(): Promise<void> {
    if (this.lacking !== null) return;
    const done = await this.#change(null);
    if (done === null) return;
    // A copy that opens as before is no matter for a line that goes away by itself.
    if (done.left.length > 0) return this.#show({ about: "removed", done });
    this.#show(null);
    this.session.say(t("encryption.removed"));
  }

  /** The code once more, for who knows the passphrase. */
  async showSheet(): Promise<void> {
    if (this.lacking !== null) return;
    const code = await this.deed.ask("recovery_code", { passphrase: this.current });
    if (code !== null) this.#show({ about: "sheet", code, done: null });
  }

  async #change(passphrase: string | null): Promise<PassphraseSet | null> {
    // What stands in its field belongs into the book that is written anew.
    await this.session.flush();
    return this.deed.ask("set_passphrase", { current: this.current, passphrase });
  }

  /** Nothing of what was typed is kept beyond its dialog. */
  #show(question: EncryptionQuestion | null): void {
    this.deed.forget();
    this.current = this.passphrase = this.again = "";
    this.question = question;
  }
}
