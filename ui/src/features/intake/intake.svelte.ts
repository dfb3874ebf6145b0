import { CallError } from "../../ipc/host";
import type { Choices, IntakeView } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { base64, title, type Brought } from "./clipboard";
import { doubted, NO_CHOICES, writes } from "./read";

/** Nobody's table of counts is larger; the page would stop while it is read. */
export const LARGEST = 64 * 1024 * 1024;

/** `same`: the book has everything of it already, or nothing of it can be written as it is. */
export type ItemState = "waiting" | "seen" | "doubtful" | "same" | "done" | "refused";

/** One file or pasted text, from the door to the book. */
export interface Item {
  readonly id: number;
  readonly name: string;
  /** Base64 of a file. */
  readonly data: string | null;
  readonly text: string | null;
  readonly state: ItemState;
  readonly choices: Choices;
  readonly view: IntakeView | null;
  readonly error: CallError | null;
}

/**
 * Files and texts on their way into the book, one after the other. The engine holds the one that is looked
 * at; the others wait here. It outlives its screen, so that the grid may be looked at between two files.
 */
export class Intake {
  items = $state.raw<readonly Item[]>([]);
  current = $state<number | null>(null);
  /** The field for pasted text is open. */
  writing = $state(false);
  draft = $state("");
  busy = $state(false);
  working = $state(false);
  /** Why bringing in failed. */
  error = $state.raw<CallError | null>(null);
  /** The book changed since the view was made; it has been made anew. */
  renewed = $state(false);
  /** Why nothing could be taken from the clipboard or the drop. */
  nothing = $state<"picture" | "empty" | null>(null);
  /** Asks for files; whoever holds the field for them sets it. */
  pick: () => void = () => undefined;
  #ids = 0;
  /** The item that the engine holds. */
  #held: number | null = null;
  /** Reads reach the engine in order: it holds one file at a time. */
  #line: Promise<unknown> = Promise.resolve();
  #turn = 0;
  /** The state of the book's figures that the last view or deed knew. */
  #known = -1;

  constructor(readonly session: Session) {}

  get item(): Item | null {
    return this.items.find((item) => item.id === this.current) ?? null;
  }

  /** The next one after the current that has something for the book, round the list. */
  get waiting(): Item | null {
    const at = this.items.findIndex((item) => item.id === this.current);
    const round = [...this.items.slice(at + 1), ...this.items.slice(0, Math.max(at, 0))];
    return round.find(({ state }) => state === "waiting" || state === "seen" || state === "doubtful") ?? null;
  }

  /** Whatever a drop or the clipboard brought. */
  async take(brought: Brought): Promise<void> {
    this.nothing = null;
    if ("files" in brought) await this.takeFiles(brought.files);
    else if ("text" in brought) await this.takeText(brought.text);
    else this.nothing = brought.nothing;
  }

  /** Files stand in line, and the first of them is looked at. */
  async takeFiles(files: readonly File[]): Promise<void> {
    const taken = await Promise.all(files.map((file) => this.#read(file)));
    this.items = [...this.items, ...taken];
    this.writing = false;
    const first = taken.find((item) => item.state === "waiting") ?? taken[0];
    if (first) await this.open(first.id);
  }

  /** Pasted text is looked at at once. */
  async takeText(text: string): Promise<void> {
    if (text.trim() === "") return;
    const item = this.#make(t("intake.pasted", { words: title(text) }), null, text);
    this.items = [...this.items, item];
    this.writing = false;
    this.draft = "";
    await this.open(item.id);
  }

  /** The pasted text of the current item, corrected by hand. */
  async correct(text: string): Promise<void> {
    const item = this.item;
    if (!item || item.text === null) return;
    this.#put(item.id, { text, name: t("intake.pasted", { words: title(text) }), choices: { ...item.choices, columns: [] } });
    this.#held = null;
    this.writing = false;
    await this.#look(item.id);
  }

  /** Opens the field for text; for a pasted item it holds what was pasted. */
  write(correcting = false): void {
    if (!correcting) this.current = null;
    this.draft = correcting ? (this.item?.text ?? "") : "";
    this.writing = true;
  }

  async open(id: number): Promise<void> {
    this.current = id;
    this.writing = false;
    this.error = null;
    this.renewed = false;
    await this.#look(id, this.item?.state === "done");
  }

  /** Another reading. One that the engine refuses is told, and the last one stays. */
  async choose(choices: Choices): Promise<void> {
    const item = this.item;
    if (!item) return;
    this.error = null;
    this.#put(item.id, { choices });
    await this.#look(item.id);
    const { error } = this.items.find((other) => other.id === item.id) ?? item;
    if (error === null || item.view === null) return;
    this.error = error;
    this.#put(item.id, { choices: item.choices, view: item.view, state: item.state, error: null });
  }

  /** Writes what is seen, and nothing else: when the book changed meanwhile, it is shown again first. */
  async bring(): Promise<void> {
    const item = this.item;
    if (!item?.view || item.view.done || writes(item.view) === 0 || this.working || this.busy) return;
    this.working = true;
    this.error = null;
    this.renewed = false;
    try {
      const { value } = await this.session.change("bring_in", { choices: item.choices });
      this.#known = this.session.mark("facts");
      this.#put(item.id, { view: value, state: "done" });
    } catch (reason) {
      const error = CallError.from(reason);
      if (error.code === "intake_changed") {
        this.renewed = true;
        await this.#look(item.id);
      } else this.error = error;
    } finally {
      this.working = false;
    }
  }

  /** The next one that waits, or the field for more. */
  async next(): Promise<void> {
    const next = this.waiting;
    if (next) await this.open(next.id);
    else this.current = null;
  }

  async drop(id: number): Promise<void> {
    const at = this.items.findIndex((item) => item.id === id);
    this.items = this.items.filter((item) => item.id !== id);
    if (this.#held === id) this.#held = null;
    if (this.current !== id) return;
    this.current = null;
    const neighbour = this.waiting ?? this.items[Math.min(at, this.items.length - 1)];
    if (neighbour) await this.open(neighbour.id);
  }

  /** The book changed from elsewhere (undo, the grid): what stands here must not speak of before. */
  async refresh(mark: number): Promise<void> {
    if (mark === this.#known || this.working) return;
    const first = this.#known === -1;
    this.#known = mark;
    if (!first && this.item?.view) await this.#look(this.item.id, true);
  }

  async #read(file: File): Promise<Item> {
    const item = this.#make(file.name, "", null);
    const refuse = (message: string, code: string): Item => ({ ...item, state: "refused", error: new CallError({ code, params: {}, detail: file.name, message }) });
    if (file.size > LARGEST) return refuse(t("intake.too_large", { name: file.name }), "file_too_large");
    try {
      return { ...item, data: await base64(file) };
    } catch {
      return refuse(t("intake.unreadable", { name: file.name }), "file_unreadable");
    }
  }

  #make(name: string, data: string | null, text: string | null): Item {
    this.#ids += 1;
    return { id: this.#ids, name, data, text, state: "waiting", choices: NO_CHOICES, view: null, error: null };
  }

  #put(id: number, change: Partial<Item>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
  }

  /** Asks the engine what it makes of an item; only the answer to the last question is shown. */
  #look(id: number, kept = false): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    const looking = this.#line.then(async () => {
      const item = this.items.find((other) => other.id === id);
      if (item && turn === this.#turn && !(item.error && item.data === "")) await this.#ask(item, turn, kept);
      if (turn === this.#turn) this.busy = false;
    });
    this.#line = looking;
    return looking;
  }

  async #ask(item: Item, turn: number, kept: boolean): Promise<void> {
    try {
      let view = await this.#answer(item, item.choices);
      // A file that names no period is of the one at hand in the window.
      const { period } = this.session;
      const told = view.time.found !== null || item.choices.period !== null || item.choices.as_of !== null;
      if (!told && period !== "" && view.time.period?.key !== period) {
        const choices = { ...item.choices, period };
        view = await this.#answer(item, choices);
        this.#put(item.id, { choices });
      }
      if (turn !== this.#turn) return;
      this.#known = this.session.mark("facts");
      // Looked at again after it was brought in: it stays done as long as the book still has it.
      if (kept && item.state === "done" && writes(view) === 0) return;
      this.#put(item.id, { view, error: null, state: writes(view) === 0 ? "same" : doubted(view) + view.refused > 0 ? "doubtful" : "seen" });
    } catch (reason) {
      this.#held = null;
      if (turn === this.#turn) this.#put(item.id, { error: CallError.from(reason), view: null, state: "refused" });
    }
  }

  async #answer(item: Item, choices: Choices): Promise<IntakeView> {
    const { name, data, text } = item;
    if (this.#held === item.id) {
      try {
        return await this.session.read("read_again", { choices });
      } catch (reason) {
        if (CallError.from(reason).code !== "no_intake") throw reason;
        // The engine let the file go: it is handed over again.
      }
    }
    const view = await this.session.read("look_over", { name, data, text, choices });
    this.#held = item.id;
    return view;
  }
}

const desks = new WeakMap<Session, { path: string; intake: Intake }>();

/** The one of the open book. */
export function intakeOf(session: Session): Intake {
  const path = session.head?.path ?? "";
  const known = desks.get(session);
  if (known?.path === path) return known.intake;
  const intake = new Intake(session);
  desks.set(session, { path, intake });
  return intake;
}

