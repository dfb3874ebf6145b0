import { untrack } from "svelte";

import { CallError } from "../../ipc/host";
import type { ChangeKind, CountGrid, GridCell, GridColumn, GridSum, PeriodOption, UnitName } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import type { Span } from "./geometry";
import type { Place } from "./gridKeys";
import { bulks, keyOf, lacking, PAGE_COLUMNS, PAGE_ROWS, told, type Key, type Page } from "./pageMath";
import type { Range } from "./ranges";

const FLYING = 2;
/** Pages that are kept; the ones longest not read go first. */
const KEPT = 400;
/** A book this small is read whole, so that its doubts are all known. */
const WHOLE_CELLS = 6_000;
const KINDS: ChangeKind[] = ["facts", "targets", "indicators", "bodies", "settings"];

/** What all pages of a period have in common. */
export interface Frame {
  period: PeriodOption;
  columns: GridColumn[];
  names: UnitName[];
  total: number;
  /** The book's root, whose own figures stand below the sums. */
  root: UnitName | null;
}

/**
 * The cells of a period, read in pages as they come into sight: 3,321 units and 60 indicators are far
 * more than a screen holds. What is shown stays until it was read anew; an answer to an earlier
 * question is dropped.
 */
export class Pages {
  frame = $state.raw<Frame | null>(null);
  error = $state.raw<CallError | null>(null);
  flying = $state(0);
  #pages = $state.raw<ReadonlyMap<Key, Page>>(new Map());
  #root = $state.raw<ReadonlyMap<number, GridCell>>(new Map());
  #sums = $state.raw<ReadonlyMap<number, GridSum>>(new Map());
  #examples = $state.raw<ReadonlyMap<number, GridSum>>(new Map());
  #asked = new Set<Key>();
  #round = 0;
  /** Units or columns may be others now: nothing read before holds beside the next answer. */
  #drop = true;
  #seen: { rows: Span; columns: Span } = { rows: { first: 0, last: 0 }, columns: { first: 0, last: 0 } };
  #again = $state(0);
  #later: ReturnType<typeof setTimeout> | undefined;

  columns = $derived.by(() => this.frame?.columns ?? []);
  names = $derived.by(() => this.frame?.names ?? []);
  total = $derived.by(() => this.frame?.total ?? 0);
  /** Rows to stand in: the units, and the root's own. */
  height = $derived.by(() => this.total + (this.frame?.root ? 1 : 0));
  #rowOf = $derived.by(() => new Map(this.names.map(({ body }, row) => [body, row])));
  #columnOf = $derived.by(() => new Map(this.columns.map(({ indicator }, column) => [indicator, column])));
  /** Everything is here: what is found in the pages is all there is. */
  whole = $derived.by(() => {
    const rows = Math.ceil(this.total / PAGE_ROWS);
    const columns = Math.ceil(this.columns.length / PAGE_COLUMNS);
    return this.frame !== null && this.#pages.size >= rows * columns;
  });
  /** Cells with doubts, by unit and column. */
  doubtful = $derived.by(() => {
    const found: Place[] = [];
    for (const page of this.#pages.values()) found.push(...page.doubtful);
    for (const [column, cell] of this.#root) if (cell.doubts.length > 0) found.push({ row: this.total, column });
    return found.sort((one, other) => one.row - other.row || one.column - other.column);
  });
  /** What is said of the whole beside the title. */
  marks = $derived.by(() => {
    const pages = [...this.#pages.values()];
    return { closed: pages.some(({ closed }) => closed), illustrative: pages.some(({ illustrative }) => illustrative) };
  });
  /** Per column what some unit that was read has beside the value. */
  masks = $derived.by(() => {
    const found = this.columns.map(() => 0);
    for (const [key, page] of this.#pages) {
      const from = Number(key.split(":")[1]) * PAGE_COLUMNS;
      page.masks.forEach((mask, at) => (found[from + at] = (found[from + at] ?? 0) | mask));
    }
    return found;
  });

  constructor(
    readonly session: Session,
    readonly period: () => string,
  ) {
    let before: unknown[] = [];
    $effect(() => {
      void this.#again;
      const frame = [this.period(), session.mark("bodies"), session.mark("indicators"), session.mark("settings")];
      for (const kind of KINDS) session.mark(kind);
      this.#drop ||= frame.some((part, at) => part !== before[at]);
      before = frame;
      untrack(() => {
        this.#round += 1;
        this.#asked = new Set();
        this.#pump();
      });
    });
    $effect(() => () => {
      this.#round += 1;
      clearTimeout(this.#later);
    });
  }

  rowOf(body: number): number {
    return this.#rowOf.get(body) ?? (body === this.frame?.root?.body ? this.total : -1);
  }

  columnOf(indicator: number): number {
    return this.#columnOf.get(indicator) ?? -1;
  }

  unit(row: number): UnitName | undefined {
    return row === this.total ? (this.frame?.root ?? undefined) : this.names[row];
  }

  cell(row: number, column: number): GridCell | undefined {
    if (row === this.total) return this.#root.get(column);
    const page = this.#pages.get(keyOf(Math.floor(row / PAGE_ROWS), Math.floor(column / PAGE_COLUMNS)));
    return page?.cells[row % PAGE_ROWS]?.[column % PAGE_COLUMNS];
  }

  sum(indicator: number, examples: boolean): GridSum | undefined {
    return (examples ? this.#examples : this.#sums).get(indicator);
  }

  /** Whether a line of sums has anything to show. */
  hasSums(examples: boolean): boolean {
    return [...(examples ? this.#examples : this.#sums).values()].some(({ text }) => text !== null);
  }

  /** What is in sight; whatever of it is not there yet is asked for. */
  see(rows: Span, columns: Span): void {
    this.#seen = { rows, columns };
    untrack(() => this.#pump());
  }

  again(): void {
    this.error = null;
    this.#again += 1;
  }

  /** Cells as the book answered them, in their places until the pages are read again. */
  put(answers: { body: number; indicator: number; cell: GridCell }[]): void {
    const pages = new Map(this.#pages);
    const root = new Map(this.#root);
    const touched = new Set<Key>();
    for (const { body, indicator, cell } of answers) {
      const [row, column] = [this.rowOf(body), this.columnOf(indicator)];
      if (row < 0 || column < 0) continue;
      if (row === this.total) {
        root.set(column, cell);
        continue;
      }
      const key = keyOf(Math.floor(row / PAGE_ROWS), Math.floor(column / PAGE_COLUMNS));
      const page = pages.get(key);
      if (!page) continue;
      if (!touched.has(key)) pages.set(key, { ...page, cells: page.cells.map((line) => [...line]) });
      touched.add(key);
      const line = pages.get(key)?.cells[row % PAGE_ROWS];
      if (line) line[column % PAGE_COLUMNS] = cell;
    }
    for (const key of touched) {
      const page = pages.get(key);
      if (page) pages.set(key, { ...page, ...told(key, page.cells) });
    }
    this.#pages = pages;
    this.#root = root;
  }

  /** Whether all cells of a range are there, be it from before the last change. */
  has(range: Range): boolean {
    return lacking(range, this.total, (key) => this.#pages.has(key)).length === 0;
  }

  /** Whether all cells of a range are there as the book has them now. */
  knows(range: Range): boolean {
    return this.#lacking(range).length === 0;
  }

  /** Reads what is missing of a range, in few and large questions; again when the book changes meanwhile. */
  async load(range: Range): Promise<void> {
    for (let turn = 0; turn < 3 && !this.knows(range); turn += 1) {
      for (const { from, rows, column } of bulks(this.#lacking(range))) {
        await this.#read(from, rows, column, this.#round);
        if (this.error) return;
      }
    }
  }

  #lacking(range: Range): { row: number; column: number }[] {
    return lacking(range, this.total, (key) => this.#pages.get(key)?.round === this.#round);
  }

  /** A small book is read whole once it rests, so that all its doubts are known. */
  #readWhole(): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      if (this.total === 0 || this.total * this.columns.length > WHOLE_CELLS) return;
      void this.load({ top: 0, left: 0, bottom: this.total - 1, right: this.columns.length - 1 });
    }, 300);
  }

  /** Asks for the next page in sight. Two at a time: what was scrolled past meanwhile is never asked for. */
  #pump(): void {
    while (this.flying < FLYING) {
      const next = this.#next();
      if (!next) return;
      this.#asked.add(keyOf(next.row, next.column));
      void this.#read(next.row, 1, next.column, this.#round);
    }
  }

  #next(): { row: number; column: number } | null {
    const { rows, columns } = this.#seen;
    for (let row = Math.floor(rows.first / PAGE_ROWS); row * PAGE_ROWS <= Math.max(rows.last, 0); row += 1) {
      for (let column = Math.floor(columns.first / PAGE_COLUMNS); column * PAGE_COLUMNS <= Math.max(columns.last, 0); column += 1) {
        const key = keyOf(row, column);
        if (this.#asked.has(key)) continue;
        if (this.#drop || this.#pages.get(key)?.round !== this.#round) return { row, column };
      }
    }
    return null;
  }

  async #read(row: number, count: number, column: number, round: number): Promise<void> {
    this.flying += 1;
    try {
      const answer = await this.session.read("counts", {
        period: this.period(),
        as_of: null,
        from_row: row * PAGE_ROWS,
        rows: count * PAGE_ROWS,
        from_column: column * PAGE_COLUMNS,
        columns: PAGE_COLUMNS,
      });
      if (round === this.#round) this.#take(answer, row, column);
    } catch (reason) {
      if (round === this.#round) this.error = CallError.from(reason);
    } finally {
      this.flying -= 1;
    }
    if (this.error === null) this.#pump();
  }

  #take(answer: CountGrid, row: number, column: number): void {
    const root = answer.rows.find((line) => line.total);
    const units = answer.rows.filter((line) => !line.total);
    const pages = new Map(this.#drop ? [] : this.#pages);
    for (let from = 0; from === 0 || from < units.length; from += PAGE_ROWS) {
      const key = keyOf(row + from / PAGE_ROWS, column);
      const cells = units.slice(from, from + PAGE_ROWS).map((line) => line.cells);
      pages.delete(key);
      pages.set(key, { cells, round: this.#round, ...told(key, cells) });
    }
    for (const key of pages.keys()) {
      if (pages.size <= KEPT) break;
      pages.delete(key);
    }
    this.#pages = pages;
    const kept = <T>(map: ReadonlyMap<number, T>) => (this.#drop ? new Map<number, T>() : new Map(map));
    this.#root = root ? root.cells.reduce((map, cell, at) => map.set(column * PAGE_COLUMNS + at, cell), kept(this.#root)) : kept(this.#root);
    this.#sums = answer.sums.reduce((map, sum) => map.set(sum.indicator, sum), kept(this.#sums));
    this.#examples = answer.illustrative_sums.reduce((map, sum) => map.set(sum.indicator, sum), kept(this.#examples));
    if (this.#drop || this.frame === null) {
      const { period, columns, names, total_rows: total } = answer;
      this.frame = { period, columns, names, total, root: root ? { body: root.body, code: root.code, name: root.name } : null };
      this.#drop = false;
    }
    this.error = null;
    this.#readWhole();
  }
}
