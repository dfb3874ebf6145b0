import { CallError } from "../../ipc/host";
import type { Writing } from "./blocks";
import { typedAs } from "./cells";
import type { BlockOutcome, GridCell, GridColumn, UnitName } from "../../ipc/types";
import type { Place } from "./gridKeys";
import type { Pages } from "./pages.svelte";

/** A cell by what it means, not by where it stands: it survives re-reading and re-ordering. */
export type CellKey = `${number}:${number}`;
export const cellKey = (body: number, indicator: number): CellKey => `${body}:${indicator}`;

/** What came of an entry that is not simply the new figure. */
export interface Remark {
  key: CellKey;
  unit: UnitName;
  column: GridColumn;
  /** Not taken; taken as a proposed adjusting entry of a closed period; strange beside its neighbours. */
  kind: "refused" | "proposed" | "warning";
  entry: string;
  text: string;
  /** The figure that it is about, when it ends with it. */
  holds: string | null;
}

/** Entries on their way to the book, one after the other in the order of typing, and what was said of them. */
export class Entries {
  #said = $state.raw<Remark[]>([]);
  #sent = $state.raw<ReadonlyMap<CellKey, string>>(new Map());
  #queue: Promise<unknown> = Promise.resolve();

  /** What still holds: a doubt of a block ends with the figure that it was about. */
  remarks = $derived.by(() =>
    this.#said.filter(({ holds, unit, column }) => {
      if (holds === null) return true;
      const cell = this.pages.cell(this.pages.rowOf(unit.body), this.pages.columnOf(column.indicator));
      return cell === undefined || typedAs(cell) === holds;
    }),
  );

  constructor(
    readonly pages: Pages,
    /** Said of an entry into a closed period. */
    readonly proposed: () => string,
    /** A single entry was refused: whoever typed it is led back. */
    readonly onrefused: (place: Place) => void,
  ) {
    // Undo takes back what was typed last, so it waits until that is in the book.
    $effect(() => pages.session.onFlush(() => this.settled()));
  }

  /** Everything that was typed so far has its answer, and the cells are those of the book. */
  settled(): Promise<void> {
    return this.#queue.then(() => undefined);
  }

  /** The typed text of an entry that waits for its answer. */
  waiting(body: number, indicator: number): string | undefined {
    return this.#sent.get(cellKey(body, indicator));
  }

  remark(body: number, indicator: number): Remark | undefined {
    const key = cellKey(body, indicator);
    return this.remarks.find((remark) => remark.key === key);
  }

  /** Another period is shown: what was said of this one's cells is over. */
  forget(): void {
    this.#said = [];
  }

  dismiss(remark: Remark): void {
    this.#said = this.#said.filter((other) => other !== remark);
  }

  /** Sends one entry as it was typed. A refusal leaves the old value in its place and is said. */
  record(place: Place, entry: string): Promise<void> {
    const found = this.#at(place);
    if (!found) return Promise.resolve();
    const { unit, column, period } = found;
    return this.#send([{ ...place, entry }], async () => {
      const key = cellKey(unit.body, column.indicator);
      const base = { key, unit, column, entry, holds: null };
      try {
        const request = { body: unit.body, indicator: column.indicator, period, entry, note: null, source: null };
        const { value } = await this.pages.session.change("record_count", request);
        this.pages.put([{ body: unit.body, indicator: column.indicator, cell: value.cell }]);
        if (value.proposed) this.#said = [{ ...base, kind: "proposed", text: this.proposed() }, ...this.#said];
      } catch (reason) {
        this.#said = [{ ...base, kind: "refused", text: words(CallError.from(reason)) }, ...this.#said];
        this.onrefused({ row: this.pages.rowOf(unit.body), column: this.pages.columnOf(column.indicator) });
      }
    });
  }

  /** Many cells as one operation. What the whole cannot do (a book that is only looked at) is rejected. */
  async block(writings: Writing[]): Promise<BlockOutcome | null> {
    let outcome: BlockOutcome | null = null;
    let failed: unknown = null;
    await this.#send(writings, async () => {
      try {
        outcome = (await this.pages.session.change("record_block", this.#request(writings, false))).value;
        this.#told(outcome, writings);
      } catch (reason) {
        failed = reason;
      }
    });
    if (failed !== null) throw failed as Error;
    return outcome;
  }

  /** What would come of it; nothing is kept. */
  rehearse(writings: Writing[]): Promise<BlockOutcome> {
    return this.pages.session.read("record_block", this.#request(writings, true));
  }

  /** The note of a figure; the figure is entered as it stands. Rejects with `CallError`. */
  async note(place: Place, entry: string, note: string): Promise<void> {
    const found = this.#at(place);
    if (!found) return;
    const [body, indicator] = [found.unit.body, found.column.indicator];
    const request = { body, indicator, period: found.period, entry, note, source: null };
    const { value } = await this.pages.session.change("record_count", request);
    this.pages.put([{ body, indicator, cell: value.cell }]);
  }

  /** Keeps a doubted figure with its reason. Rejects with `CallError`. */
  async accept(place: Place, code: string, reason: string): Promise<void> {
    const found = this.#at(place);
    if (!found) return;
    const [body, indicator] = [found.unit.body, found.column.indicator];
    const { value } = await this.pages.session.change("accept_doubt", { body, indicator, period: found.period, code, reason });
    this.pages.put([{ body, indicator, cell: value }]);
  }

  #at({ row, column }: Place): { unit: UnitName; column: GridColumn; period: string } | null {
    const unit = this.pages.unit(row);
    const heading = this.pages.columns[column];
    const period = this.pages.frame?.period.key;
    return unit && heading && period !== undefined ? { unit, column: heading, period } : null;
  }

  #request(writings: Writing[], rehearse: boolean) {
    const cells = writings.flatMap(({ row, column, entry }) => {
      const found = this.#at({ row, column });
      return found ? [{ body: found.unit.body, indicator: found.column.indicator, entry }] : [];
    });
    return { period: this.pages.frame?.period.key ?? "", cells, rehearse };
  }

  #told(outcome: BlockOutcome, writings: Writing[]): void {
    const answers: { body: number; indicator: number; cell: GridCell }[] = [];
    const remarks: Remark[] = [];
    const said = new Set<string>();
    const entries = new Map(writings.map(({ row, column, entry }) => [this.#key({ row, column }), entry]));
    for (const { body, indicator, cell, state, error, doubts } of outcome.cells) {
      if (state !== "refused") answers.push({ body, indicator, cell });
      const unit = this.pages.unit(this.pages.rowOf(body));
      const column = this.pages.columns[this.pages.columnOf(indicator)];
      if (!unit || !column) continue;
      const key = cellKey(body, indicator);
      const base = { key, unit, column, entry: entries.get(key) ?? "", holds: null };
      if (state === "refused") remarks.push({ ...base, kind: state, text: error ? words(error) : "" });
      if (state === "proposed") remarks.push({ ...base, kind: state, text: this.proposed() });
      // What only the whole block shows (last period's column copied) is not in the cell: said once a column.
      const own = new Set(cell.doubts.map(({ code }) => code));
      for (const { code, text } of doubts) {
        if (own.has(code) || said.has(`${indicator}:${code}`)) continue;
        said.add(`${indicator}:${code}`);
        remarks.push({ ...base, kind: "warning", text, holds: typedAs(cell) });
      }
    }
    this.pages.put(answers);
    this.#said = [...remarks, ...this.#said];
  }

  /** Holds the typed texts in their cells while the work is under way. */
  #send(writings: Writing[], work: () => Promise<void>): Promise<void> {
    const keys = writings.flatMap((writing) => this.#key(writing) ?? []);
    const sent = new Map(this.#sent);
    writings.forEach((writing) => {
      const key = this.#key(writing);
      if (key) sent.set(key, writing.entry);
    });
    this.#sent = sent;
    const gone = new Set(keys);
    this.#said = this.#said.filter(({ key }) => !gone.has(key));
    const sending = this.#queue.then(work).finally(() => {
      const rest = new Map(this.#sent);
      for (const key of keys) rest.delete(key);
      this.#sent = rest;
    });
    this.#queue = sending;
    return sending;
  }

  #key(place: Place): CellKey | null {
    const found = this.#at(place);
    return found && cellKey(found.unit.body, found.column.indicator);
  }
}

const words = ({ message, code }: { message: string; code: string }): string => (message === "" ? code : message);
