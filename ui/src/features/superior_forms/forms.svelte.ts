import { CallError } from "../../ipc/host";
import type { ChosenPlace, SuperiorFormView } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { slug } from "../../lib/text";
import { t } from "../../words/words.svelte";
import { base64 } from "../intake/clipboard";
import { indexOf, type Chosen } from "./place";

/** A form is never larger; the page would stop while it is read. */
const LARGEST = 64 * 1024 * 1024;

/** The form that is open: what the engine says of it, where one stands in it, and what is done with it. */
export class FormDesk {
  view = $state.raw<SuperiorFormView | null>(null);
  error = $state.raw<CallError | null>(null);
  busy = $state(false);
  working = $state(false);
  /** The sheet that is shown; `null` for the places outside tables. */
  sheet = $state<number | null>(0);
  chosen = $state.raw<Chosen | null>(null);
  /** Asks for a file; whoever holds the field for it sets it. */
  pick: () => void = () => undefined;
  index = $derived(this.view === null ? { spots: new Map(), unmapped: new Map() } : indexOf(this.view));
  slots = $derived(this.view?.slots ?? []);
  #file: { name: string; data: string } | null = null;
  #turn = 0;
  #line: Promise<unknown> = Promise.resolve();

  constructor(readonly session: Session) {}

  get time() {
    return { period: this.session.period, as_of: null };
  }

  async open(file: File): Promise<void> {
    if (file.size > LARGEST) {
      this.error = new CallError({ code: "file_too_large", params: {}, detail: file.name, message: t("intake.too_large", { name: file.name }) });
      return;
    }
    await this.#ask(async () => {
      const data = await base64(file);
      const view = await this.session.read("open_superior_form", { name: file.name, data, time: this.time });
      this.#file = { name: file.name, data };
      this.#begin(view);
      return view;
    });
  }

  /** The same form for another period, or after the book changed. */
  async read(): Promise<void> {
    if (this.#file === null) return;
    const { name, data } = this.#file;
    await this.#ask(async () => {
      try {
        return await this.session.read("read_superior_form", { time: this.time });
      } catch (reason) {
        if (CallError.from(reason).code !== "no_intake") throw reason;
        // The engine let the file go: it is handed over again.
        return this.session.read("open_superior_form", { name, data, time: this.time });
      }
    });
  }

  /** Remembers the form with what is decided of its places. */
  map(set: ChosenPlace[], more: { accept?: boolean; noData?: string } = {}): Promise<boolean> {
    // Who decides faster than the engine answers is heard all the same, in order.
    const done = this.#line.then(() => this.#map(set, more));
    this.#line = done;
    return done;
  }

  async #map(set: ChosenPlace[], more: { accept?: boolean; noData?: string }): Promise<boolean> {
    if (this.view === null) return false;
    this.working = true;
    this.error = null;
    try {
      const request = { time: this.time, set, accept_likely: more.accept ?? false, no_data: more.noData ?? null };
      this.#turn += 1;
      this.view = (await this.session.change("map_superior_form", request)).value;
      return true;
    } catch (reason) {
      this.error = CallError.from(reason);
      return false;
    } finally {
      this.working = false;
    }
  }

  /** The filled form into a file that the officer names. What was recognised is remembered with it. */
  async save(readOnly: boolean): Promise<void> {
    if (this.view === null || this.working) return;
    if ((this.view.form === null || !this.view.exact) && !readOnly && !(await this.map([]))) return;
    const { name, ending, period } = this.view;
    const stem = name.replace(/\.[^.]*$/, "");
    const path = await this.session.host.pickSave(`${slug(stem)}-${slug(period)}.${ending}`, ending);
    if (path === null) return;
    this.working = true;
    this.error = null;
    try {
      const { value } = await this.session.change("save_superior_form", { time: this.time, path });
      this.session.say(t("forms_up.saved", { path: value.path }), { label: t("report.open"), run: () => void this.#show(value.path) });
    } catch (reason) {
      this.error = CallError.from(reason);
    } finally {
      this.working = false;
    }
  }

  /** Forgets what was mapped; the form stays open with what it says by itself. */
  async forget(): Promise<void> {
    const form = this.view?.form ?? null;
    if (form === null || this.working) return;
    this.working = true;
    this.error = null;
    try {
      await this.session.change("forget_superior_form", { form });
    } catch (reason) {
      this.error = CallError.from(reason);
    } finally {
      this.working = false;
    }
    await this.read();
  }

  go(chosen: Chosen): void {
    this.chosen = chosen;
    this.sheet = "slot" in chosen ? null : chosen.sheet;
  }

  #begin(view: SuperiorFormView): void {
    const first = view.sheets.findIndex((own) => !own.hidden && own.rows.length > 0);
    const cells = view.spots.filter((own) => own.sheet !== null);
    const spot = cells.find((own) => own.outcome === "written") ?? cells[0];
    this.sheet = view.sheets.length === 0 ? null : (spot?.sheet ?? Math.max(first, 0));
    if (this.sheet === null) this.chosen = view.slots[0] ? { slot: view.slots[0].name } : null;
    else this.chosen = { sheet: this.sheet, row: spot?.row ?? 1, column: spot?.column ?? 0 };
  }

  async #ask(question: () => Promise<SuperiorFormView>): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    this.error = null;
    try {
      const view = await question();
      if (turn === this.#turn) this.view = view;
    } catch (reason) {
      if (turn === this.#turn) this.error = CallError.from(reason);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  async #show(path: string): Promise<void> {
    if (!(await this.session.host.openPath(path))) this.session.say(t("report.no_viewer", { path }));
  }
}

const desks = new WeakMap<Session, { path: string; desk: FormDesk }>();

/** The one of the open book: it outlives its screen. */
export function deskOf(session: Session): FormDesk {
  const path = session.head?.path ?? "";
  const known = desks.get(session);
  if (known?.path === path) return known.desk;
  const desk = new FormDesk(session);
  desks.set(session, { path, desk });
  return desk;
}
