import { untrack } from "svelte";

import { CallError } from "../../ipc/host";
import type { JournalProof, Request, SafetyView } from "../../ipc/types";
import { CHANGE_KINDS } from "../../ipc/types";
import { Reading } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { alarm, machineNow } from "./told";

/** A book that was just opened is read by its screens first. */
export const FIRST_AFTER = 8_000;
export const EVERY = 15 * 60_000;
/** While something else is under way. */
const AGAIN_AFTER = 5_000;
/** "3 phút trước" grows old. */
const TICK = 30_000;

/** What the officer asked for by hand. */
export type SafetyWork = "make_copy" | "rehearse_restore" | "choose_second" | "verify_journal";

/**
 * How safe the open book is, and the window's part in it: what is due is done some seconds after the opening and every
 * quarter of an hour, quietly. One for a book, made with its frame, so that every screen can tell of it.
 */
export class SafetyBox {
  /** What runs by hand. */
  working = $state<SafetyWork | null>(null);
  /** Why that was refused. */
  error = $state.raw<CallError | null>(null);
  /** Whether the window has done what is due, or tried to. */
  tried = $state(false);
  /** Why the last try was refused; it is told on the screen of safety and nowhere else. */
  failed = $state.raw<CallError | null>(null);
  proof = $state.raw<JournalProof | null>(null);
  now = $state(machineNow());

  readonly #reading: Reading<SafetyView>;

  constructor(readonly session: Session) {
    // Read while it is looked at; elsewhere what the last keeping told is enough.
    this.#reading = new Reading(session, CHANGE_KINDS, () => (session.screen === "safety" ? () => session.read("safety", {}) : undefined));
    $effect(() => untrack(() => this.#keepOn()));
    $effect(() => {
      const timer = setInterval(() => (this.now = machineNow()), TICK);
      return () => clearInterval(timer);
    });
  }

  get view(): SafetyView | null {
    return this.#reading.value;
  }

  get readError(): CallError | null {
    return this.#reading.error;
  }

  /** What is told on every screen, or null. */
  get alarm(): string | null {
    return alarm(this.view, this.tried, this.now);
  }

  again(): void {
    this.#reading.again();
  }

  async copy(): Promise<void> {
    if (await this.#run("make_copy", {})) this.session.say(t("safety.copy.made"));
  }

  async rehearse(): Promise<void> {
    await this.#run("rehearse_restore", {});
  }

  /** Asks for a folder, which gets the newest copy at once. */
  async chooseSecond(): Promise<void> {
    try {
      const path = await this.session.host.pickFolder(this.view?.second?.path ?? "");
      if (path === null) return;
      if (await this.#run("choose_second", { path })) this.session.say(t("safety.second.chosen"));
    } catch (reason) {
      this.error = CallError.from(reason);
    }
  }

  async leaveSecond(): Promise<void> {
    if (await this.#run("choose_second", { path: "" })) this.session.say(t("safety.second.left"));
  }

  async prove(): Promise<void> {
    await this.#guarded("verify_journal", async () => {
      this.proof = await this.session.read("verify_journal", {});
    });
  }

  /** Does what is due. What comes of it is seen in the facts. */
  async keep(): Promise<void> {
    try {
      this.#take(await this.session.read("keep_safe", {}));
      this.failed = null;
    } catch (reason) {
      this.failed = CallError.from(reason);
    }
    this.tried = true;
  }

  /** Keeps on keeping; gives what ends it. */
  #keepOn(): () => void {
    let gone = false;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (milliseconds: number) => (timer = setTimeout(() => void turn(), milliseconds));
    const turn = async () => {
      const head = this.session.head;
      if (this.session.busy || this.working !== null) return void wait(AGAIN_AFTER);
      // A copy is no book, and a look at the past must not be disturbed.
      if (head !== null && !head.safety_copy && head.seen_at === null) await this.keep();
      if (!gone) wait(EVERY);
    };
    wait(FIRST_AFTER);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }

  #run<N extends "make_copy" | "rehearse_restore" | "choose_second">(name: N, request: Request<N>): Promise<boolean> {
    return this.#guarded(name, async () => {
      // What stands in its field belongs into the copy as well.
      await this.session.flush();
      this.#take((await this.session.change(name, request)).value);
    });
  }

  /** One thing at a time; true when it was done. */
  async #guarded(name: SafetyWork, act: () => Promise<void>): Promise<boolean> {
    if (this.working !== null) return false;
    this.working = name;
    this.error = null;
    try {
      await act();
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      return false;
    } finally {
      this.working = null;
    }
  }

  #take(view: SafetyView): void {
    this.#reading.value = view;
    this.now = machineNow();
  }
}
