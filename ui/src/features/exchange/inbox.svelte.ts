import { CallError } from "../../ipc/host";
import { CHANGE_KINDS, type PackageView, type Request } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { base64 } from "../intake/clipboard";
import { fateOf, nameOf } from "./read";

/** No package is larger; the page would stop while it is read. */
export const LARGEST = 256 * 1024 * 1024;

/** One file that came. */
export interface Parcel {
  readonly id: number;
  readonly name: string;
  /** Where it lies; none of one that was dropped here. */
  readonly path: string | null;
  /** Base64 of one that was dropped here. */
  readonly data: string | null;
  /** What it would do, or did. */
  readonly view: PackageView | null;
  /** Why it could not be read from where it lies. */
  readonly error: CallError | null;
  /** It was taken from here. */
  readonly done: boolean;
  /** Its large change is meant. */
  readonly accepted: boolean;
}

/** What the last taking did. */
export interface Taken {
  views: readonly PackageView[];
  /** A file said something else than when it was shown. */
  differs: boolean;
}

/** What is handed over of files that have no path here. */
type Asked = Request<"take_packages">;

const massRefused = (view: PackageView | null) => view?.refusal?.code === "mass_change";

/**
 * Packages on their way into the book, all of a batch in one operation. What is shown is the taking itself, rehearsed;
 * nothing is taken that was not shown. It outlives its screen and ends with the book.
 */
export class Inbox {
  parcels = $state.raw<readonly Parcel[]>([]);
  current = $state<number | null>(null);
  busy = $state(false);
  working = $state(false);
  /** Why looking over or taking failed. */
  error = $state.raw<CallError | null>(null);
  /** The book changed since the packages were shown; they are shown anew. */
  renewed = $state(false);
  /** Looking over was ended before it was done and can be asked for again, or taking was and nothing was kept. */
  ended = $state<"look" | "take" | null>(null);
  taken = $state.raw<Taken | null>(null);
  /** Keys that are recognised with the next taking: their eight characters. */
  recognised = $state.raw<readonly string[]>([]);
  #ids = 0;
  #turn = 0;
  #line: Promise<unknown> = Promise.resolve();
  #known = "";
  #knownTakings = -1;

  constructor(readonly session: Session) {}

  get parcel(): Parcel | null {
    return this.parcels.find((parcel) => parcel.id === this.current) ?? null;
  }

  /** What the next taking is about. */
  get waiting(): Parcel[] {
    return this.parcels.filter((parcel) => !parcel.done);
  }

  /** Those that would be taken. */
  get ready(): PackageView[] {
    return this.#batch().flatMap(({ view }) => (view !== null && fateOf(view) === "taken" ? [view] : []));
  }

  /** The state of everything that a preview rests on. */
  stamp(): string {
    return CHANGE_KINDS.map((kind) => this.session.mark(kind)).join(" ");
  }

  /** Asks for files. */
  async pick(): Promise<void> {
    try {
      await this.addPaths(await this.session.host.pickPackages());
    } catch (reason) {
      this.error = CallError.from(reason);
    }
  }

  async addPaths(paths: readonly string[]): Promise<void> {
    const fresh = [...new Set(paths)].filter((path) => !this.waiting.some((parcel) => parcel.path === path));
    // One that waits already is shown, not put in twice.
    const known = this.waiting.find((parcel) => parcel.path !== null && paths.includes(parcel.path));
    await this.#add(fresh.map((path) => this.#make(nameOf(path), path, null)), known?.id ?? null);
  }

  /** Files that lie in the exchange folder and raise a question; what is looked at stays in view. */
  async offer(paths: readonly string[]): Promise<void> {
    const current = this.current;
    await this.addPaths(paths);
    if (current !== null && this.parcels.some(({ id }) => id === current)) this.current = current;
  }

  async addFiles(files: readonly File[]): Promise<void> {
    const read = await Promise.all(files.map((file) => this.#read(file)));
    await this.#add(read, null);
  }

  open(id: number): void {
    this.current = id;
  }

  /** The next or previous file of the list, round its ends. */
  step(by: 1 | -1): void {
    const at = this.parcels.findIndex((parcel) => parcel.id === this.current);
    const next = this.parcels[(at + by + this.parcels.length) % this.parcels.length];
    if (next) this.current = next.id;
  }

  /** Takes a file off the list; the others are looked over without it. */
  async drop(id: number): Promise<void> {
    const at = this.parcels.findIndex((parcel) => parcel.id === id);
    if (at < 0 || this.working) return;
    const gone = this.parcels[at];
    this.parcels = this.parcels.filter((parcel) => parcel.id !== id);
    if (this.current === id) this.current = (this.parcels[at] ?? this.parcels[at - 1])?.id ?? null;
    if (gone?.done === false) await this.#look();
  }

  /** Takes off the list what was taken. */
  clear(): void {
    this.parcels = this.waiting;
    this.taken = null;
    if (this.parcel === null) this.current = this.parcels[0]?.id ?? null;
  }

  /** The key of a file is that of its sender, as somebody heard over the phone; or it is not, after all. */
  async recognise(fingerprint: string, yes: boolean): Promise<void> {
    if (fingerprint === "" || this.working) return;
    const others = this.recognised.filter((own) => own !== fingerprint);
    this.recognised = yes ? [...others, fingerprint] : others;
    await this.#look();
  }

  /** The large change of this one file is meant; or it is not, after all. */
  async accept(id: number, yes: boolean): Promise<void> {
    if (this.working) return;
    this.#put(id, { accepted: yes });
    await this.#look();
  }

  /** Answers the question that the file at hand raises, if it raises one. */
  async answer(): Promise<void> {
    const parcel = this.parcel;
    if (!parcel?.view || parcel.done) return;
    if (fateOf(parcel.view) === "quarantined") await this.recognise(parcel.view.fingerprint, true);
    else if (massRefused(parcel.view)) await this.accept(parcel.id, true);
  }

  /** Takes exactly what is shown: when the book changed meanwhile, it is shown again first. */
  async take(): Promise<void> {
    if (this.working || this.busy || this.ready.length === 0) return;
    if (this.stamp() !== this.#known) {
      await this.#look();
      this.renewed = true;
      return;
    }
    this.working = true;
    this.error = null;
    this.renewed = false;
    this.ended = null;
    const batch = this.#batch();
    try {
      const { value } = await this.session.change("take_packages", this.#request(batch, batch.some((parcel) => parcel.accepted)));
      this.#remember();
      this.taken = { views: value, differs: value.some((view, at) => JSON.stringify(view) !== JSON.stringify(batch[at]?.view)) };
      value.forEach((view, at) => {
        const parcel = batch[at];
        if (parcel) this.#put(parcel.id, { view, done: fateOf(view) === "taken" });
      });
      this.recognised = [];
    } catch (reason) {
      const error = CallError.from(reason);
      if (error.code === "work_ended") this.ended = "take";
      else this.error = error;
    } finally {
      this.working = false;
    }
  }

  /** The book changed from elsewhere (undo, the grid): what stands here must not speak of before. */
  async refresh(): Promise<void> {
    const stamp = this.stamp();
    if (stamp === this.#known || this.working) return;
    const takings = this.session.mark("exchange");
    // A taking that was undone leaves its files as to be taken.
    const undone = this.#knownTakings !== -1 && takings !== this.#knownTakings;
    if (this.parcels.length === 0) this.#remember();
    else await this.#look(undone);
  }

  /** Looks over again what waits. */
  again(): Promise<void> {
    return this.#look();
  }

  async #add(parcels: readonly Parcel[], known: number | null): Promise<void> {
    if (this.working) return;
    this.parcels = [...this.parcels, ...parcels];
    this.current = parcels[0]?.id ?? known ?? this.current;
    if (parcels.length === 0) return;
    this.taken = null;
    await this.#look();
  }

  async #read(file: File): Promise<Parcel> {
    const parcel = this.#make(file.name, null, "");
    const refuse = (message: string, code: string): Parcel => ({ ...parcel, data: null, error: new CallError({ code, params: {}, detail: file.name, message }) });
    if (file.size > LARGEST) return refuse(t("exchange.too_large", { name: file.name }), "file_too_large");
    try {
      return { ...parcel, data: await base64(file) };
    } catch {
      return refuse(t("intake.unreadable", { name: file.name }), "file_unreadable");
    }
  }

  #make(name: string, path: string | null, data: string | null): Parcel {
    this.#ids += 1;
    return { id: this.#ids, name, path, data, view: null, error: null, done: false, accepted: false };
  }

  #put(id: number, change: Partial<Parcel>): void {
    this.parcels = this.parcels.map((parcel) => (parcel.id === id ? { ...parcel, ...change } : parcel));
  }

  #remember(): void {
    this.#known = this.stamp();
    this.#knownTakings = this.session.mark("exchange");
  }

  /** What is handed over for taking: a large change that nobody accepted stays out, for the choice is one for all. */
  #batch(): Parcel[] {
    return this.waiting.filter((parcel) => parcel.view !== null && (parcel.accepted || !massRefused(parcel.view)));
  }

  /** Paths first, then what was dropped: the answers come in that order. */
  #request(batch: Parcel[], mass: boolean): Asked {
    batch.sort((a, b) => Number(a.path === null) - Number(b.path === null));
    const files = batch.flatMap(({ name, path, data }) => (path === null && data !== null ? [{ name, data }] : []));
    return { paths: batch.flatMap(({ path }) => path ?? []), files, recognise: [...this.recognised], accept_mass: mass };
  }

  /** Only the answer to the last question is shown. */
  #look(all = false): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    this.renewed = false;
    this.ended = null;
    const looking = this.#line.then(async () => {
      if (turn !== this.#turn) return;
      try {
        await this.#ask(turn, all);
      } catch (reason) {
        const error = CallError.from(reason);
        if (error.code === "work_ended") this.ended = "look";
        else if (turn === this.#turn) this.error = error;
      }
      if (turn === this.#turn) this.busy = false;
    });
    this.#line = looking;
    return looking;
  }

  async #ask(turn: number, all: boolean): Promise<void> {
    this.error = null;
    const asked = this.parcels.filter((parcel) => (all || !parcel.done) && (parcel.path !== null || parcel.data !== null));
    const stamp = this.stamp();
    const takings = this.session.mark("exchange");
    let views = await this.#views(asked, false);
    // Only with a second look are large changes let through, and only those that were accepted.
    const let_through = asked.filter((parcel) => parcel.accepted || !massRefused(views.get(parcel.id) ?? null));
    if (let_through.some((parcel) => parcel.accepted)) views = new Map([...views, ...(await this.#views(let_through, true))]);
    if (turn !== this.#turn) return;
    this.#known = stamp;
    this.#knownTakings = takings;
    this.parcels = this.parcels.map((parcel) => {
      const view = views.get(parcel.id);
      if (view === undefined) return parcel;
      // What the book still has of a file that was taken from here stays as it was told then.
      if (parcel.done && fateOf(view) === "already") return parcel;
      return { ...parcel, view, error: null, done: false };
    });
    if (!this.parcels.some((parcel) => parcel.done)) this.taken = null;
  }

  async #views(parcels: readonly Parcel[], mass: boolean): Promise<Map<number, PackageView>> {
    const batch = [...parcels];
    if (batch.length === 0) return new Map();
    const views = await this.session.read("look_over_packages", this.#request(batch, mass));
    return new Map(views.flatMap((view, at) => (batch[at] ? [[batch[at].id, view] as const] : [])));
  }
}

const boxes = new WeakMap<Session, { path: string; inbox: Inbox }>();

/** The one of the open book. */
export function inboxOf(session: Session): Inbox {
  const path = session.head?.path ?? "";
  const known = boxes.get(session);
  if (known?.path === path) return known.inbox;
  const inbox = new Inbox(session);
  boxes.set(session, { path, inbox });
  return inbox;
}
