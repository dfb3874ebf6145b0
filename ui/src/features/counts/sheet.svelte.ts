import { CallError } from "../../ipc/host";
import type { CountGrid, GridCell, GridColumn, GridRow, Warning } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { movePlace, readPasted, type Mode, type Move, type Place } from "./gridKeys";

/** A cell by what it means, not by where it stands: it survives re-reading and re-ordering. */
export type CellKey = `${number}:${number}`;

/** What is to be said about a cell beside the grid. */
export interface Remark {
  key: CellKey;
  row: GridRow;
  column: GridColumn;
  kind: "refused" | "warning";
  /** What was typed, for a refusal. */
  entry: string;
  text: string;
}

export const cellKey = (row: GridRow, column: GridColumn): CellKey => `${row.body}:${column.indicator}`;

/** The grid's state and deeds; components only draw it. */
export class Sheet {
  place = $state<Place>({ row: 0, column: 0 });
  mode = $state<Mode>("choose");
  draft = $state("");
  remarks = $state.raw<Remark[]>([]);
  /** Answers that came before the grid was read again. */
  #fresh = $state.raw<ReadonlyMap<CellKey, GridCell>>(new Map());
  /** Entries on their way to the book. */
  #sent = $state.raw<ReadonlyMap<CellKey, string>>(new Map());
  /** Entries reach the book one after the other, in the order of typing. */
  #queue: Promise<unknown> = Promise.resolve();

  columns = $derived.by(() => this.grid()?.columns ?? []);
  /** Units first; what was entered for the whole stands last, below the sums. */
  rows = $derived.by(() => {
    const all = this.grid()?.rows ?? [];
    return [...all.filter((row) => !row.total), ...all.filter((row) => row.total)];
  });
  row = $derived.by(() => this.rows[this.place.row]);
  column = $derived.by(() => this.columns[this.place.column]);
  cell = $derived.by(() => (this.row && this.column ? this.cellOf(this.row, this.place.column) : undefined));

  constructor(
    readonly session: Session,
    readonly grid: () => CountGrid | null,
    readonly readonly: () => boolean,
  ) {
    $effect(() => {
      // A newly read grid holds everything that was answered before.
      if (this.grid()) this.#fresh = new Map();
    });
  }

  /** The cell as the book has it now. */
  cellOf(row: GridRow, column: number): GridCell | undefined {
    const heading = this.columns[column];
    return (heading && this.#fresh.get(cellKey(row, heading))) ?? row.cells[column];
  }

  /** The typed text of an entry that waits for its answer. */
  waiting(row: GridRow, column: GridColumn): string | undefined {
    return this.#sent.get(cellKey(row, column));
  }

  remark(row: GridRow, column: GridColumn): Remark | undefined {
    const key = cellKey(row, column);
    return this.remarks.find((remark) => remark.key === key);
  }

  go(place: Place): void {
    if (this.mode !== "choose") this.commit(null);
    this.place = place;
  }

  /** Goes to a unit's cell, the first that exists in its row when no indicator is named. */
  find(body: number, indicator: number | null): void {
    const row = this.rows.findIndex((line) => line.body === body);
    const line = this.rows[row];
    if (!line) return;
    const named = this.columns.findIndex((column) => column.indicator === indicator);
    const column = named >= 0 ? named : line.cells.findIndex((cell) => cell.state !== "absent");
    if (column >= 0) this.go({ row, column });
  }

  move(move: Move): void {
    this.place = movePlace(this.place, move, this.rows.length, this.columns.length, ({ row, column }) => {
      const line = this.rows[row];
      return line !== undefined && this.cellOf(line, column)?.state !== "absent";
    });
  }

  /** Whether something may be typed here. */
  get open(): boolean {
    return !this.readonly() && this.#writable(this.cell);
  }

  /** Typing in a chosen cell replaces its value. */
  type(text: string): void {
    if (!this.open) {
      this.draft = "";
      return;
    }
    this.draft = text;
    if (this.mode === "choose") this.mode = "type";
  }

  /** F2: the value itself, with its qualifier, to be changed in place. */
  edit(): void {
    const cell = this.cell;
    if (!this.open || !cell) return;
    this.draft = cell.state === "no_data" ? "x" : [cell.prefix, cell.text].filter((part) => part !== "").join(" ");
    this.mode = "edit";
  }

  cancel(): void {
    this.mode = "choose";
    this.draft = "";
  }

  commit(move: Move | null): void {
    const { row, column, cell } = this;
    const entry = this.draft.trim();
    this.cancel();
    if (row && column && cell) {
      const before = [cell.prefix, cell.text].filter((part) => part !== "").join(" ");
      if (entry !== before) void this.record(row, column, entry);
    }
    if (move) this.move(move);
  }

  /** Takes the value back, or says that nothing arose; both are entries like any other. */
  put(entry: "" | "x"): void {
    const { row, column, cell } = this;
    if (!this.open || !row || !column || !cell) return;
    if (entry === "" && cell.state === "empty") return;
    void this.record(row, column, entry);
  }

  /** A block copied from a spreadsheet goes in from the chosen cell on, cell by cell. */
  paste(text: string): void {
    if (this.readonly()) return;
    const from = this.place;
    readPasted(text).forEach((line, down) => {
      line.forEach((entry, right) => {
        const row = this.rows[from.row + down];
        const column = this.columns[from.column + right];
        if (row && column && entry !== "" && this.#writable(this.cellOf(row, from.column + right))) {
          void this.record(row, column, entry);
        }
      });
    });
  }

  #writable(cell: GridCell | undefined): boolean {
    return cell?.editable === true && !cell.closed;
  }

  dismiss(remark: Remark): void {
    this.remarks = this.remarks.filter((other) => other !== remark);
  }

  /** Sends one entry as it was typed. A refusal leaves the old value in its place and is said. */
  record(row: GridRow, column: GridColumn, entry: string): Promise<void> {
    const key = cellKey(row, column);
    const period = this.grid()?.period.key ?? "";
    this.#sent = new Map(this.#sent).set(key, entry);
    this.remarks = this.remarks.filter((remark) => remark.key !== key);
    const sending = this.#queue.then(async () => {
      try {
        const request = { body: row.body, indicator: column.indicator, period, entry, note: "" };
        const { value } = await this.session.change("record_count", request);
        this.#fresh = new Map(this.#fresh).set(key, value.cell);
        this.#warn(key, row, column, value.warnings);
      } catch (reason) {
        this.#refuse(key, row, column, entry, CallError.from(reason));
      } finally {
        const rest = new Map(this.#sent);
        rest.delete(key);
        this.#sent = rest;
      }
    });
    this.#queue = sending;
    return sending;
  }

  #warn(key: CellKey, row: GridRow, column: GridColumn, warnings: Warning[]): void {
    const found = warnings.map<Remark>(({ text }) => ({ key, row, column, kind: "warning", entry: "", text }));
    this.remarks = [...found, ...this.remarks];
  }

  #refuse(key: CellKey, row: GridRow, column: GridColumn, entry: string, error: CallError): void {
    const text = error.message === "" ? error.code : error.message;
    this.remarks = [{ key, row, column, kind: "refused", entry, text }, ...this.remarks];
    // Back to the refused cell, unless the officer already types elsewhere.
    if (this.mode !== "choose") return;
    const at = { row: this.rows.findIndex((line) => line.body === row.body), column: this.columns.findIndex((other) => other.indicator === column.indicator) };
    if (at.row >= 0 && at.column >= 0) this.place = at;
  }
}
