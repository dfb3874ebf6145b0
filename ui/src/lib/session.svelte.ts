import { CallError, told, type Host } from "../ipc/host";
import {
  CHANGE_KINDS,
  type AskedFile,
  type BookHead,
  type ChangeKind,
  type CommandName,
  type PeriodOption,
  type Reply,
  type Request,
  type Response,
} from "../ipc/types";
import { KeyDesk } from "./keys.svelte";
import { Latest } from "./latest";

export type Screen =
  | "overview"
  | "tasks"
  | "counts"
  | "report"
  | "units"
  | "exchange"
  | "meeting"
  | "plan_intake"
  | "superior_forms"
  | "outreach"
  | "documents"
  | "commendations"
  | "journal"
  | "safety"
  | "settings";

/** What an officer asks for that opens a file, which may be encrypted. What the window does by itself asks nobody for a passphrase. */
const OPENS: ReadonlySet<CommandName> = new Set(["open_book", "preview_restore", "restore_copy", "examine_book", "repair_book"]);

/** What the toast says; `action` is offered as a button. */
export interface Notice {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

/**
 * The open book as the window knows it: the head, the chosen period and screen, and a counter per
 * kind of thing. Screens read the counters of the kinds they show; a change raises them, and the
 * screens read again. Nothing here computes a figure.
 */
export class Session {
  head = $state.raw<BookHead | null>(null);
  /** False until the first answer about the open book came. */
  ready = $state(false);
  screen = $state<Screen>("overview");
  period = $state("");
  /** The task that the task screen shows beside its list. */
  task = $state<number | null>(null);
  notice = $state.raw<Notice | null>(null);
  /** A failure outside of any screen (undo refused, book not closed). */
  failure = $state.raw<CallError | null>(null);
  /** How often a book was entered: one that is restored in its own place is another one under the same path. */
  entered = $state(0);
  /** The last moment of the copy that the open book was made of, until it is read. */
  endsAt = $state<string | null>(null);
  /** A book that the system asked to open while none is open, until the start page has tried it. */
  wanted = $state<string | null>(null);
  /** A package that the system asked to open, until a book takes it. */
  parcel = $state<string | null>(null);

  /** Periods that were opened from a list of their own and that the head does not offer. */
  #visited = $state.raw<PeriodOption[]>([]);
  #marks = $state<Record<ChangeKind, number>>(
    Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, 0])) as Record<ChangeKind, number>,
  );
  #head = new Latest();
  #notices = 0;
  /** Work that must reach the book before it is closed or undone: texts still in their fields. */
  #pending = new Set<() => Promise<void>>();
  /** Commands on their way. */
  #calls = 0;

  /** Asks for the passphrases of encrypted files. */
  readonly keys: KeyDesk;

  constructor(readonly host: Host) {
    this.keys = new KeyDesk(host);
  }

  /** The periods to choose from: those of the book's head, and those opened from elsewhere. */
  get periods(): PeriodOption[] {
    const offered = this.head?.periods ?? [];
    return [...offered, ...this.#visited.filter((visited) => !offered.some(({ key }) => key === visited.key))];
  }

  /** Takes a period that some list showed; it stays among those to choose from. */
  choosePeriod(option: PeriodOption): void {
    if (!this.periods.some(({ key }) => key === option.key)) this.#visited = [...this.#visited, option];
    this.period = option.key;
  }

  /** Begins to listen and reads which book is open. Returns what ends the listening. */
  start(): () => void {
    void this.#readHead();
    const ends = [this.host.onChanged((changes) => this.#changed(changes)), this.host.onAsked((file) => void this.openAsked(file))];
    return () => ends.forEach((end) => end());
  }

  /** How often things of this kind have changed; reading it in an effect subscribes to the next. */
  mark(kind: ChangeKind): number {
    return this.#marks[kind];
  }

  /** Whether the engine has something to do for the officer: what has time waits for it. Not tracked by effects. */
  get busy(): boolean {
    return this.#calls > 0;
  }

  /** Reads; rejects with `CallError`. */
  async read<N extends CommandName>(name: N, request: Request<N>): Promise<Response<N>> {
    return (await this.#call(name, request)).value;
  }

  /** Changes the book; what changed is read again by whoever shows it. Rejects with `CallError`. */
  async change<N extends CommandName>(name: N, request: Request<N>): Promise<Reply<Response<N>>> {
    const reply = await this.#call(name, request);
    this.#changed(reply.changes);
    return reply;
  }

  /** Opens, makes, restores a book; it begins on the overview unless said otherwise, after what is to be done `before` it shows. */
  async enter<N extends "open_book" | "new_book" | "new_example" | "import_book" | "new_from_package" | "open_handover" | "restore_copy">(
    name: N,
    request: Request<N>,
    screen: Screen = "overview",
    before: () => void = () => {},
  ): Promise<void> {
    const reply = await this.#call(name, request);
    before();
    this.#visited = [];
    this.#take(reply.value as BookHead);
    this.screen = screen;
    this.task = null;
    this.failure = null;
    this.endsAt = null;
    this.entered += 1;
    this.#changed([...CHANGE_KINDS]);
  }

  /** A file that the system asked to open, by a double click: a package goes to the inbox of the open or the next book. */
  async openAsked(file: AskedFile): Promise<void> {
    if (file.kind === "package") this.parcel = file.path;
    else if (this.head === null) this.wanted = file.path;
    else if (this.head.path !== file.path) {
      try {
        await this.flush();
        await this.enter("open_book", { path: file.path });
      } catch (reason) {
        this.failure = told(reason);
      }
    }
  }

  /** Reads everything again: a refusal left it open what the engine has. */
  reread(): void {
    this.#changed([...CHANGE_KINDS]);
  }

  /** Looks at the book as it stood at a moment, or within other boundaries: everything is read again. */
  async look(view: Request<"set_view">): Promise<void> {
    await this.flush();
    await this.#call("set_view", view);
    this.#changed([...CHANGE_KINDS]);
  }

  async leave(): Promise<void> {
    await this.flush();
    await this.#call("close_book", {});
    this.#head.cancel();
    this.head = null;
    this.period = "";
    this.#visited = [];
    this.task = null;
    this.failure = null;
    this.notice = null;
    this.endsAt = null;
  }

  /** Locks the book: what is still in its fields reaches it first, and nothing of it stays in sight. */
  async lock(): Promise<void> {
    await this.flush();
    const { value } = await this.#call("sign_out", {});
    this.notice = null;
    this.failure = null;
    this.#takeNow(value);
  }

  /** Opens a locked book by a name and its PIN; screen and period are where they were. Rejects with `CallError`. */
  async unlock(name: string, pin: string): Promise<void> {
    const { value } = await this.#call("sign_in", { name, pin });
    this.#takeNow(value);
  }

  async step(name: "undo" | "redo", done: (label: string) => string): Promise<void> {
    await this.flush();
    const open = name === "undo" ? this.head?.undo : this.head?.redo;
    if (open === null || open === undefined) return;
    try {
      const reply = await this.change(name, {});
      this.failure = null;
      this.say(done(reply.value.label));
    } catch (reason) {
      this.failure = CallError.from(reason);
    }
  }

  say(text: string, action?: Notice["action"]): void {
    this.#notices += 1;
    this.notice = { id: this.#notices, text, ...(action ? { action } : {}) };
  }

  /** Registers work to be finished before undo, leaving and printing. Returns what takes it back. */
  onFlush(work: () => Promise<void>): () => void {
    this.#pending.add(work);
    return () => this.#pending.delete(work);
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#pending].map((work) => work()));
  }

  #call<N extends CommandName>(name: N, request: Request<N>): Promise<Reply<Response<N>>> {
    this.#calls += 1;
    const done = () => void (this.#calls -= 1);
    const call = () => this.host.call(name, request);
    const answer = OPENS.has(name) ? this.keys.opened(call) : call();
    // Beside the answer, not around it: counting makes nobody wait.
    answer.then(done, (reason: unknown) => {
      done();
      // The book was locked from elsewhere: the head says who may sign in.
      if (CallError.from(reason).code === "not_signed_in") void this.#readHead();
    });
    return answer;
  }

  #changed(changes: ChangeKind[]): void {
    if (changes.length === 0) return;
    for (const kind of new Set(changes)) this.#marks[kind] += 1;
    void this.#readHead();
  }

  #readHead(): Promise<void> {
    return this.#head.run(
      () => this.host.call("book", {}),
      (reply) => {
        this.#take(reply.value);
        this.ready = true;
      },
      (reason) => {
        this.failure = CallError.from(reason);
        this.ready = true;
      },
    );
  }

  /** A head that an act gave; one that is still on its way is older. */
  #takeNow(head: BookHead): void {
    this.#head.cancel();
    this.#take(head);
  }

  #take(head: BookHead | null): void {
    this.head = head;
    // A locked book tells no periods: the chosen one waits.
    if (head === null || head.locked.length > 0) return;
    const known = this.periods.some((option) => option.key === this.period);
    if (!known) this.period = head.period;
  }
}
