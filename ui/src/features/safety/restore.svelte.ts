import { type CallError, told } from "../../ipc/host";
import type { RestoreView } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { fold, folderOf, joinPath } from "../../lib/text";
import { t } from "../../words/words.svelte";
import { when } from "./told";

/** The name without its folder and ending; of a copy, without its moment and reason. */
export function stemOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).replace(/\.so06$/i, "");
  return name.replace(/ \d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2} [a-z-]+(?: \(\d+\))?$/, "");
}

/** A book of its own is proposed beside the one at hand. */
export function besides(path: string, what: "phuc-hoi" | "cuu"): string {
  return joinPath(folderOf(path), `${stemOf(path)}-${what}.so06`);
}

/** The moment of the last thing that was done in a copy, in words. */
export function endOf(view: RestoreView | null): string {
  return view?.last ? when(view.last.moment) : t("restore.empty");
}

/**
 * Restores a copy as a book of its own and opens it; what it lacks is told in the new book. Without a book at hand it is
 * proposed among the books of this machine: a stick with copies is no place to work. False when the officer changes their
 * mind.
 */
export async function restoreAsOther(session: Session, copy: string, beside: string | null): Promise<boolean> {
  const proposed = besides(beside ?? joinPath((await session.read("start", {})).books_dir, `${stemOf(copy)}.so06`), "phuc-hoi");
  const to = await session.host.pickSave(proposed, "so06");
  if (to === null) return false;
  const view = await session.read("preview_restore", { path: copy });
  await session.enter("restore_copy", { path: copy, to });
  session.endsAt = endOf(view);
  return true;
}

/** One copy that may be restored: what would be lost, and the two ways. */
export class RestoreDesk {
  view = $state.raw<RestoreView | null>(null);
  error = $state.raw<CallError | null>(null);
  working = $state(false);
  /** The word by which the officer says that the book of now gives way. */
  typed = $state("");

  constructor(
    readonly session: Session,
    readonly copy: string,
  ) {}

  get confirmed(): boolean {
    return fold(this.typed) === fold(t("restore.word"));
  }

  /** True when it was read; false without an error when the officer changed their mind. */
  async look(): Promise<boolean> {
    return this.#guarded(async () => {
      await this.session.flush();
      this.view = await this.session.read("preview_restore", { path: this.copy });
    });
  }

  /** Puts the copy in the place of the open book; true when it is the open book now. */
  async inPlace(): Promise<boolean> {
    if (!this.confirmed || this.view === null) return false;
    const moment = endOf(this.view);
    return this.#guarded(async () => {
      try {
        await this.session.enter("restore_copy", { path: this.copy, to: null }, "safety");
      } catch (reason) {
        // Whether the book of before is still open is the engine's to say.
        this.session.reread();
        throw reason;
      }
      this.session.say(t("restore.done", { moment }));
      return true;
    });
  }

  async asOther(): Promise<boolean> {
    return this.#guarded(async () => {
      await this.session.flush();
      return restoreAsOther(this.session, this.copy, this.session.head?.path ?? null);
    });
  }

  async #guarded(act: () => Promise<boolean | void>): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    this.error = null;
    try {
      return (await act()) ?? true;
    } catch (reason) {
      this.error = told(reason);
      return false;
    } finally {
      this.working = false;
    }
  }
}
