import { untrack } from "svelte";

import type { Session } from "../../lib/session.svelte";
import { t } from "../../words/words.svelte";
import { BlockWork } from "./blockWork.svelte";
import { qualified, typedAs } from "./cells";
import { Doubts } from "./doubts.svelte";
import { Entries, type Remark } from "./entries.svelte";
import { movePlace, tabRun, type Mode, type Move, type Place } from "./gridKeys";
import { Pages } from "./pages.svelte";
import { Questions } from "./questions.svelte";
import { between, holds, size, stepWithin, type Range } from "./ranges";

/** The grid's state and deeds; components only draw it. */
export class Sheet {
  /** The chosen cell, which is typed into. */
  place = $state.raw<Place>({ row: 0, column: 0 });
  /** The corners of the range; it holds the chosen cell. */
  anchor = $state.raw<Place>({ row: 0, column: 0 });
  far = $state.raw<Place>({ row: 0, column: 0 });
  mode = $state<Mode>("choose");
  draft = $state("");
  /** The place to bring into sight; a new one each time it is asked for. */
  seek = $state.raw<Place>({ row: 0, column: 0 });
  /** The note of the chosen cell is open. */
  noting = $state(false);
  /** A question about the chosen figure is being written. */
  asking = $state(false);
  /** A unit or an indicator is looked for. */
  finding = $state(false);
  /** Rows of one press of PgDn: what is in sight. */
  pageRows = 10;

  readonly pages: Pages;
  readonly entries: Entries;
  readonly blocks: BlockWork;
  readonly doubts: Doubts;
  readonly questions: Questions;
  /** The column where a run of Tabs began. */
  #run: number | null = null;

  range = $derived.by((): Range => between(this.anchor, this.far));
  several = $derived.by(() => size(this.range) > 1);
  unit = $derived.by(() => this.pages.unit(this.place.row));
  column = $derived.by(() => this.pages.columns[this.place.column]);
  cell = $derived.by(() => this.pages.cell(this.place.row, this.place.column));

  constructor(
    readonly session: Session,
    period: () => string,
    readonly readonly: () => boolean,
    /** Shows a pasted table that names its units; without it such a table is not pasted. */
    onPasteTable: (() => ((text: string) => void) | undefined) | null = null,
  ) {
    this.pages = new Pages(session, period);
    this.entries = new Entries(this.pages, () => t("counts.closed_why"), (place) => this.#refused(place));
    this.blocks = new BlockWork(this, onPasteTable);
    this.doubts = new Doubts(this);
    this.questions = new Questions(session, period);
    $effect(() => {
      void this.pages.frame?.period.key;
      untrack(() => {
        this.entries.forget();
        this.blocks.answer(false);
      });
    });
    $effect(() => {
      const { height, columns } = this.pages;
      if (height > 0 && this.place.row >= height) this.go({ row: height - 1, column: this.place.column });
      if (columns.length > 0 && this.place.column >= columns.length) this.go({ row: this.place.row, column: columns.length - 1 });
    });
  }

  /** Whether the cell can be stood on; one that was not read yet can. */
  stands = ({ row, column }: Place): boolean => this.pages.cell(row, column)?.state !== "absent";

  remarkAt({ row, column }: Place): Remark | undefined {
    const unit = this.pages.unit(row);
    const heading = this.pages.columns[column];
    return unit && heading ? this.entries.remark(unit.body, heading.indicator) : undefined;
  }

  /** Chooses one cell. */
  go(place: Place): void {
    if (this.mode !== "choose") this.commit(null);
    this.#run = null;
    this.#choose(place);
  }

  /** The range reaches to here; the chosen cell stays. */
  reach(place: Place): void {
    if (this.mode !== "choose") this.commit(null);
    this.#run = null;
    if (place.row !== this.far.row || place.column !== this.far.column) this.far = place;
  }

  /** Chooses a range without leaving what is in sight. */
  select(anchor: Place, far: Place): void {
    const { seek } = this;
    this.go(anchor);
    this.far = far;
    this.seek = seek;
  }

  selectAll(): void {
    if (this.pages.total === 0) return;
    const { place } = this;
    this.select({ row: 0, column: 0 }, { row: this.pages.total - 1, column: this.pages.columns.length - 1 });
    // The chosen cell stays where it is, and in sight.
    if (holds(this.range, place.row, place.column)) this.place = place;
  }

  /** A whole column of units; the root's own row is no part of it. */
  selectColumn(column: number, extend = false): void {
    const bottom = { row: Math.max(this.pages.total - 1, 0), column };
    if (extend) this.reach(bottom);
    else this.select({ row: 0, column }, bottom);
    if (extend) this.anchor = { ...this.anchor, row: 0 };
  }

  selectRow(row: number, extend = false): void {
    const end = { row, column: this.pages.columns.length - 1 };
    if (extend) this.reach(end);
    else this.select({ row, column: 0 }, end);
    if (extend) this.anchor = { ...this.anchor, column: 0 };
  }

  /** The columns of the range from top to bottom, or its rows from end to end. */
  stretch(way: "columns" | "rows"): void {
    const { top, left, bottom, right } = this.range;
    if (way === "columns") this.select({ row: 0, column: left }, { row: Math.max(this.pages.total - 1, 0), column: right });
    else this.select({ row: top, column: 0 }, { row: bottom, column: this.pages.columns.length - 1 });
  }

  /** Goes to a unit's cell, the first that exists in its row when no indicator is named. */
  find(body: number, indicator: number | null): void {
    const row = this.pages.rowOf(body);
    if (row < 0) return;
    const named = indicator === null ? -1 : this.pages.columnOf(indicator);
    const first = this.pages.columns.findIndex((_, column) => this.stands({ row, column }));
    const column = named >= 0 ? named : first;
    if (column >= 0) this.go({ row, column });
  }

  move(move: Move): void {
    const within = stepWithin(this.range, this.place, move);
    if (within) {
      this.place = within;
      this.seek = within;
      return;
    }
    const { run, back } = tabRun(this.#run, move, this.place);
    const from = back === null ? this.place : { ...this.place, column: back };
    this.#choose(this.#after(from, move));
    this.#run = run;
  }

  extend(move: Move): void {
    this.reach(this.#after(this.far, move));
    this.seek = { ...this.far };
  }

  /** Whether something may be typed here. */
  get open(): boolean {
    if (this.readonly() || !this.unit || !this.column) return false;
    // Whoever jumps and types at once is not held up: the book refuses what cannot be.
    return this.cell?.editable ?? true;
  }

  /** Whether the chosen figure is that of a unit below, which can be asked about it. */
  get asks(): boolean {
    return !this.readonly() && this.pages.frame !== null && this.pages.frame.root !== null && this.unit !== undefined && this.place.row < this.pages.total && this.cell?.state !== "absent";
  }

  /** Typing in a chosen cell replaces its value. */
  type(text: string): void {
    // A question is answered by its own keys; what else is typed has no place yet.
    if (!this.open || this.blocks.ask) {
      this.draft = "";
      return;
    }
    this.draft = text;
    if (this.mode !== "choose") return;
    this.mode = "type";
    this.seek = { ...this.place };
  }

  /** F2: the value itself, with its qualifier, to be changed in place. */
  edit(): void {
    const { cell } = this;
    if (!this.open || !cell || this.blocks.ask) return;
    this.draft = typedAs(cell);
    this.mode = "edit";
    this.seek = { ...this.place };
  }

  /** Another word before the figure that is being written. */
  qualify(step: 1 | -1): void {
    this.draft = qualified(this.draft, step);
  }

  cancel(): void {
    this.mode = "choose";
    this.draft = "";
  }

  commit(move: Move | null): void {
    const { place, cell } = this;
    const entry = this.draft.trim();
    this.cancel();
    if (entry !== (cell ? typedAs(cell) : "")) void this.entries.record(place, entry);
    if (move) this.move(move);
  }

  /** Ctrl+Enter: what was typed goes into the whole range. */
  commitAll(): void {
    if (!this.several) return this.commit(null);
    const entry = this.draft.trim();
    this.cancel();
    this.blocks.typed(entry);
  }

  /** Takes figures back, or says that nothing arose; both are entries like any other. */
  put(entry: "" | "x"): void {
    this.cancel();
    if (this.several) return entry === "" ? this.blocks.clear() : this.blocks.noData();
    const { place, cell } = this;
    if (!this.open || !cell || (entry === "" && cell.state === "empty")) return;
    void this.entries.record(place, entry);
  }

  #after(from: Place, move: Move): Place {
    return movePlace(from, move, this.pages.height, this.pages.columns.length, this.stands, this.pageRows);
  }

  #choose(place: Place): void {
    this.place = place;
    this.anchor = place;
    this.far = place;
    this.seek = { ...place };
  }

  /** Back to the refused cell, unless the officer already types elsewhere. */
  #refused(place: Place): void {
    if (this.mode === "choose" && place.row >= 0 && place.column >= 0) this.#choose(place);
  }
}
