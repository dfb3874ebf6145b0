import { CallError } from "../../ipc/host";
import type { PlanChoices, PlanReading } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { base64, title, type Brought } from "../intake/clipboard";
import { aimed, isTask, NO_CHOICES, wants, withTarget, writes } from "./choices";

/** Nobody's plan is larger; the page would stop while it is read. */
export const LARGEST = 64 * 1024 * 1024;

interface Source {
  name: string;
  bytes: string | null;
  text: string | null;
}

/**
 * One plan on its way into the book. The engine holds what is looked at; a changed choice does not send the file
 * again. It outlives its screen, so that another one may be looked at in between.
 */
export class PlanDesk {
  source = $state.raw<Source | null>(null);
  reading = $state.raw<PlanReading | null>(null);
  choices = $state.raw<PlanChoices>(NO_CHOICES);
  error = $state.raw<CallError | null>(null);
  busy = $state(false);
  working = $state(false);
  /** The book changed since it was shown; it has been read anew. */
  renewed = $state(false);
  /** Why nothing could be taken from the clipboard or the drop. */
  nothing = $state<"picture" | "empty" | "many" | null>(null);
  draft = $state("");
  /** The row of the file that the keys stand on, by its place among the rows. */
  at = $state(0);
  /** The plan that the next file is for; none for whatever the file says. */
  into = $state.raw<{ id: number; title: string } | null>(null);
  #turn = 0;
  #known = -1;

  constructor(readonly session: Session) {}

  async take(brought: Brought): Promise<void> {
    this.nothing = null;
    if ("files" in brought) {
      const [file, ...more] = brought.files;
      if (more.length > 0) this.nothing = "many";
      if (file) await this.takeFile(file);
    } else if ("text" in brought) await this.takeText(brought.text);
    else this.nothing = brought.nothing;
  }

  async takeFile(file: File): Promise<void> {
    this.#begin();
    const refuse = (code: string, message: string) => {
      this.error = new CallError({ code, params: {}, detail: file.name, message });
    };
    if (file.size > LARGEST) return refuse("file_too_large", t("intake.too_large", { name: file.name }));
    this.busy = true;
    try {
      this.source = { name: file.name, bytes: await base64(file), text: null };
    } catch {
      this.busy = false;
      return refuse("file_unreadable", t("intake.unreadable", { name: file.name }));
    }
    await this.#look(true);
  }

  async takeText(text: string): Promise<void> {
    if (text.trim() === "") return;
    this.#begin();
    this.source = { name: t("intake.pasted", { words: title(text) }), bytes: null, text };
    this.draft = "";
    await this.#look(true);
  }

  /** Another reading. One that the engine refuses is told, and the last one stays. */
  async choose(choices: PlanChoices): Promise<void> {
    if (!this.reading || this.reading.written) return;
    const before = this.choices;
    this.choices = choices;
    await this.#look(false);
    if (this.error) this.choices = before;
  }

  /** Writes what is seen, and nothing else: when the book changed meanwhile, it is shown again first. */
  async bring(): Promise<void> {
    if (!this.reading || this.reading.written || writes(this.reading) === 0 || this.working || this.busy) return;
    this.working = true;
    this.error = null;
    this.renewed = false;
    try {
      const { value } = await this.session.change("bring_in_plan", { choices: this.choices });
      this.reading = value;
      this.#known = this.session.mark("tasks");
    } catch (reason) {
      const error = CallError.from(reason);
      if (error.code === "intake_changed") {
        this.renewed = true;
        await this.#look(false);
      } else this.error = error;
    } finally {
      this.working = false;
    }
  }

  /** Back to the door. */
  drop(): void {
    this.#begin();
    this.into = null;
  }

  /** What comes next goes into a plan of the book; so does what is looked at already. */
  async aim(into: { id: number; title: string }): Promise<void> {
    const { reading } = this;
    if (reading && !reading.written) await this.choose(withTarget(this.choices, { existing: into.id, title: null, prefix: null }));
    else this.#begin();
    this.into = into;
  }

  /** The book changed from elsewhere (undo, another screen): what stands here must not speak of before. */
  async refresh(mark: number): Promise<void> {
    if (mark === this.#known || this.working) return;
    const first = this.#known === -1;
    this.#known = mark;
    if (!first && this.reading) await this.#look(false);
  }

  #begin(): void {
    this.#turn += 1;
    this.source = null;
    this.reading = null;
    this.choices = NO_CHOICES;
    this.error = null;
    this.renewed = false;
    this.busy = false;
    this.at = 0;
  }

  /** Asks the engine what it makes of it; only the answer to the last question is shown. */
  async #look(first: boolean): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    this.error = null;
    try {
      const reading = await this.#answer(first);
      if (turn !== this.#turn) return;
      // The plan that was asked for stays chosen when something else is decided.
      if (first && this.into) this.choices = aimed(this.into.id);
      this.reading = reading;
      this.#known = this.session.mark("tasks");
      // What wants a look comes first, else the first task.
      if (first) this.at = Math.max(reading.rows.findIndex((row) => wants(row) && isTask(row)), 0) || Math.max(reading.rows.findIndex(isTask), 0);
      this.at = Math.min(this.at, Math.max(reading.rows.length - 1, 0));
    } catch (reason) {
      if (turn === this.#turn) this.error = CallError.from(reason);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  async #answer(first: boolean): Promise<PlanReading> {
    const { source, choices } = this;
    if (!source) throw new CallError({ code: "no_intake", params: {}, detail: "", message: "" });
    const send = () => this.session.read("look_over_plan", { ...source, plan: this.into?.id ?? null });
    if (first) return send();
    try {
      return await this.session.read("read_plan_again", { choices });
    } catch (reason) {
      if (CallError.from(reason).code !== "no_intake") throw reason;
      // The engine let the file go: it is handed over again.
      await send();
      return this.session.read("read_plan_again", { choices });
    }
  }
}

const desks = new WeakMap<Session, { path: string; desk: PlanDesk }>();

/** The one of the open book. */
export function planDesk(session: Session): PlanDesk {
  const path = session.head?.path ?? "";
  const known = desks.get(session);
  if (known?.path === path) return known.desk;
  const desk = new PlanDesk(session);
  desks.set(session, { path, desk });
  return desk;
}
