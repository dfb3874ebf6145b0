import type { OfficerRow, Role, SaveOfficer } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { rememberOfficer } from "./local.svelte";

export const ROLES: readonly Role[] = ["enter", "check", "lead", "administer"];

/** What is asked in a dialog. */
export type OfficerQuestion = { about: "save"; own: OfficerRow | null } | { about: "remove"; own: OfficerRow } | { about: "pin" } | { about: "recovery"; name: string; code: string };

/** The deeds on the list of officers. */
export class OfficerDesk {
  question = $state.raw<OfficerQuestion | null>(null);
  readonly deed: Deed;

  constructor(readonly session: Session) {
    this.deed = new Deed(session);
  }

  ask(question: OfficerQuestion): void {
    this.deed.forget();
    this.question = question;
  }

  leave(): void {
    this.deed.forget();
    this.question = null;
  }

  async save(request: SaveOfficer): Promise<void> {
    const { session } = this;
    const saved = await this.deed.ask("save_officer", request);
    if (saved === null) return;
    // The code is told once and never again: nothing else may stand before it.
    if (saved.recovery !== null) {
      if (session.head) rememberOfficer(session.head.path, request.name);
      this.question = { about: "recovery", name: request.name, code: saved.recovery };
    } else {
      this.leave();
      session.say(t("officers.saved", { name: request.name }));
    }
  }

  async remove(own: OfficerRow): Promise<void> {
    if (!(await this.deed.run("remove_officer", { id: own.id }))) return;
    this.leave();
    this.session.say(t("officers.removed", { name: own.name }));
  }

  async changePin(old: string, next: string): Promise<void> {
    if (!(await this.deed.run("change_pin", { old, new: next }))) return;
    this.leave();
    this.session.say(t("officers.own_done"));
  }
}
