// A book of many units and indicators that lives in the page: for tests of the grid, for looking at it
// and for measuring how it scrolls. It answers the commands of the grid as the engine would.
import { CallError, type Host } from "../src/ipc/host";
import type { ApiError, BlockOutcome, BookHead, ChangeKind, CommandName, CountGrid, Doubt, GridCell, GridColumn, QueryView, RecordOutcome, Reply, Request, Response } from "../src/ipc/types";
import { head } from "./fakeHost";

const NAMES = ["Bình Thủy", "Trà An", "Trà Nóc", "Thới An Đông", "An Thới", "Bùi Hữu Nghĩa", "Long Hòa", "Long Tuyền", "Cái Khế", "Tân An", "An Hòa", "Thới Bình"];
const KINDS = ["Tài khoản kích hoạt", "Hồ sơ thu nhận", "Hồ sơ nộp trực tuyến", "Chữ ký số cá nhân", "Tổ công nghệ số", "Hồ sơ tiếp nhận", "Thẻ căn cước đã cấp"];
export const ROOT = 1;
export const unitBody = (row: number) => 10 + row;
export const indicatorOf = (column: number) => 100 + column;

interface Figure {
  state: "value" | "no_data" | "empty";
  value: number;
  prefix: string;
  note: string;
  accepted: Record<string, Doubt["accepted"]>;
}
const EMPTY: Figure = { state: "empty", value: 0, prefix: "", note: "", accepted: {} };

export const grouped = (value: number) => String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ".");
const signed = (value: number) => (value > 0 ? "+" : value < 0 ? "−" : "") + grouped(value);

export interface GridWorldOptions {
  units: number;
  columns: number;
  /** How long an answer takes, in milliseconds. */
  delay?: number;
  /** A unit that did not exist in the period. */
  absent?: number;
  closed?: boolean;
  /** Which cells begin with a figure. */
  filled?: (row: number, column: number) => boolean;
  readonly?: boolean;
  /** Every block looks as if last period's column was copied. */
  copies?: boolean;
}

export class GridWorld implements Host {
  asked: { name: CommandName; request: unknown }[] = [];
  questions: QueryView[] = [];
  #figures = new Map<string, Figure>();
  #undo: Map<string, Figure>[] = [];
  #redo: Map<string, Figure>[] = [];
  #listener: ((changes: ChangeKind[]) => void) | null = null;

  constructor(readonly options: GridWorldOptions) {}

  count(name: string): number {
    return this.asked.filter((call) => call.name === name).length;
  }

  tell(changes: ChangeKind[]): void {
    this.#listener?.(changes);
  }

  /** A question about a cell, as the engine shows it. */
  ask({ body, indicator, period, question }: Request<"ask_query">, change: Partial<QueryView> = {}): void {
    const own: QueryView = {
      id: this.questions.length + 1, ours: true, asker: "Quận Bình Thủy", body, code: "31000", name: nameOf(body - 10), indicator, what: "Chỉ tiêu", period, time: "tháng 3/2024",
      then: "12.431", now: "12.431", corrected: false, question, asked: "2024-03-18T09:12:00+07:00", asked_by: "Cán bộ tổng hợp", answer: "", answered: "", answered_by: "", state: "open",
    };
    this.questions = [...this.questions, { ...own, ...change }];
  }

  async call<N extends CommandName>(name: N, request: Request<N>): Promise<Reply<Response<N>>> {
    this.asked.push({ name, request });
    if (this.options.delay) await new Promise((done) => setTimeout(done, this.options.delay));
    const { value, changes } = this.#answer(name, request);
    return { value: value as Response<N>, changes };
  }

  #answer(name: string, request: unknown): { value: unknown; changes: ChangeKind[] } {
    const read = (value: unknown) => ({ value, changes: [] });
    const changed = (value: unknown) => ({ value, changes: ["facts" as const] });
    switch (name) {
      case "book":
        return read(this.#head());
      case "counts":
        return read(this.#grid(request as Request<"counts">));
      case "cell_history":
        return read([]);
      case "queries":
        return read(this.questions);
      case "ask_query": {
        const asked = request as Request<"ask_query">;
        this.ask(asked);
        return { value: this.questions.length, changes: ["exchange"] };
      }
      case "record_count":
        return changed(this.#single(request as Request<"record_count">));
      case "record_block": {
        const block = request as Request<"record_block">;
        return block.rehearse ? read(this.#block(block)) : changed(this.#block(block));
      }
      case "accept_doubt": {
        const { body, indicator, code, reason } = request as { body: number; indicator: number; code: string; reason: string };
        this.#keep();
        const figure = this.figure(body, indicator);
        this.#figures.set(`${body}:${indicator}`, { ...figure, accepted: { ...figure.accepted, [code]: { reason, officer: "Cán bộ tổng hợp", moment: "2024-03-18T09:12:00+07:00" } } });
        return changed(this.cell(body, indicator));
      }
      case "undo":
        return changed({ label: this.#step(this.#undo, this.#redo) });
      case "redo":
        return changed({ label: this.#step(this.#redo, this.#undo) });
      default:
        throw error("unknown", name);
    }
  }

  figure(body: number, indicator: number): Figure {
    const kept = this.#figures.get(`${body}:${indicator}`);
    if (kept) return kept;
    const [row, column] = [body - 10, indicator - 100];
    if (body === ROOT || !(this.options.filled ?? ((down, right) => (down + right) % 7 !== 6))(row, column)) return EMPTY;
    return { state: "value", value: previousOf(body, indicator) + ((row * 7 + column * 3) % 90), prefix: row % 41 === 40 ? "trên" : "", note: row % 29 === 28 ? "Công an phường báo qua điện thoại" : "", accepted: {} };
  }

  cell(body: number, indicator: number): GridCell {
    const figure = this.figure(body, indicator);
    const absent = this.options.absent !== undefined && body === unitBody(this.options.absent);
    const previous = previousOf(body, indicator);
    const has = figure.state === "value";
    const target = indicator % 3 === 1 ? previous + 60 : null;
    const percent = has && target !== null ? Math.round((figure.value * 1000) / target) : null;
    return {
      state: absent ? "absent" : figure.state,
      text: has ? (figure.value < 0 ? "−" : "") + grouped(figure.value) : "",
      prefix: figure.prefix,
      previous: grouped(previous),
      delta: has ? signed(figure.value - previous) : null,
      delta_negative: has && figure.value < previous,
      target: target === null ? null : grouped(target),
      percent: percent === null ? null : `${Math.floor(percent / 10)},${percent % 10}`,
      bar: percent === null ? null : percent * 10,
      as_of: has ? "2024-03-14" : null,
      source: has ? "Công an" : null,
      note: figure.note,
      illustrative: false,
      editable: !absent,
      closed: this.options.closed ?? false,
      doubts: has && !absent ? doubtsOf(figure, previous) : [],
      others: has && (body + indicator) % 5 === 0 ? [{ source: "Đơn vị báo", text: grouped(figure.value - 12), prefix: "", difference: "−12", as_of: "2024-03-13" }] : [],
    };
  }

  #grid({ from_row, rows, from_column, columns }: Request<"counts">): CountGrid {
    const [row, column] = [from_row ?? 0, from_column ?? 0];
    const wide = Math.max(Math.min(columns ?? this.options.columns, this.options.columns - column), 0);
    const tall = Math.max(Math.min(rows ?? this.options.units, this.options.units - row), 0);
    const line = (body: number, code: string, name: string, total: boolean) => ({
      body, code, name, total, cells: Array.from({ length: wide }, (_, at) => this.cell(body, indicatorOf(column + at))),
    });
    return {
      period: head.periods[0]!,
      columns: this.#columns(),
      sums: Array.from({ length: wide }, (_, at) => ({ indicator: indicatorOf(column + at), text: grouped(1_000_000 + (column + at) * 977), prefix: "", counted: this.options.units - 1, of: this.options.units, illustrative: false })),
      illustrative_sums: [],
      total_rows: this.options.units,
      from_row: row,
      from_column: column,
      names: this.#names(),
      rows: [line(ROOT, "918", "Quận Bình Thủy", true), ...Array.from({ length: tall }, (_, at) => line(unitBody(row + at), String(31_000 + row + at), nameOf(row + at), false))],
    };
  }

  #named: CountGrid["names"] | null = null;
  #names(): CountGrid["names"] {
    return (this.#named ??= Array.from({ length: this.options.units }, (_, row) => ({ body: unitBody(row), code: String(31_000 + row), name: nameOf(row) })));
  }

  #columns(): GridColumn[] {
    return Array.from({ length: this.options.columns }, (_, column) => ({
      indicator: indicatorOf(column), code: `i${column}`, name: KINDS[column % KINDS.length]! + (column < KINDS.length ? "" : ` ${Math.floor(column / KINDS.length) + 1}`), unit: column % 2 === 0 ? "tài khoản" : "hồ sơ", kind: "stock", has_target: indicatorOf(column) % 3 === 1, decimals: 0, source: "Công an",
    }));
  }

  #single({ body, indicator, entry, note }: Request<"record_count">): RecordOutcome {
    const said = note ?? this.figure(body, indicator).note;
    if (/\d{9}|\d{12}/.test(said)) throw error("citizen_number", "Ghi chú có dãy 12 chữ số giống số căn cước. Sổ không giữ số của công dân: bỏ dãy số ấy rồi ghi lại.");
    this.#keep();
    this.#write(body, indicator, entry, said);
    return { cell: this.cell(body, indicator), proposed: false };
  }

  #block({ cells, rehearse }: Request<"record_block">): BlockOutcome {
    const before = new Map(this.#figures);
    if (!rehearse) this.#keep();
    const done = cells.map(({ body, indicator, entry }): BlockOutcome["cells"][number] => {
      const old = JSON.stringify(this.cell(body, indicator));
      try {
        this.#write(body, indicator, entry, this.figure(body, indicator).note);
      } catch (reason) {
        return { body, indicator, state: "refused", cell: this.cell(body, indicator), doubts: [], error: reason as ApiError };
      }
      const cell = this.cell(body, indicator);
      return { body, indicator, state: JSON.stringify(cell) === old ? "unchanged" : "changed", cell, doubts: this.options.copies ? [{ code: "copied_column", text: "Gần hết cột giống kỳ trước.", fix: null, accepted: null }] : cell.doubts, error: null };
    });
    if (rehearse) this.#figures = before;
    const count = (state: string) => done.filter((cell) => cell.state === state).length;
    return { changed: count("changed"), unchanged: count("unchanged"), refused: count("refused"), cells: done };
  }

  #write(body: number, indicator: number, entry: string, note: string): void {
    const key = `${body}:${indicator}`;
    const [, prefix = "", digits = ""] = /^(trên|khoảng|gần)?\s*(-?[\d.]+)$/u.exec(entry) ?? [];
    if (entry === "") this.#figures.set(key, { ...EMPTY });
    else if (entry === "x") this.#figures.set(key, { ...EMPTY, state: "no_data", note });
    else if (digits === "") throw error("not_a_number", `“${entry}” không phải là số. Gõ chữ số, ví dụ 98.000.`);
    else if (digits.startsWith("-")) throw error("negative_value", "Số đếm không âm. Sửa lại số vừa gõ.");
    else this.#figures.set(key, { state: "value", value: Number(digits.replaceAll(".", "")), prefix, note, accepted: {} });
  }

  #keep(): void {
    this.#undo.push(new Map(this.#figures));
    this.#redo = [];
  }

  #step(from: Map<string, Figure>[], to: Map<string, Figure>[]): string {
    const state = from.pop();
    if (state) {
      to.push(this.#figures);
      this.#figures = state;
    }
    return "ghi số";
  }

  #head(): BookHead {
    return { ...head, period: "2024-T03", read_only: this.options.readonly ?? false, undo: this.#undo.length > 0 ? "ghi số" : null, redo: this.#redo.length > 0 ? "ghi số" : null };
  }

  pickOpen = () => Promise.resolve(null);
  pickPackages = () => Promise.resolve([]);
  pickSave = () => Promise.resolve(null);
  pickFolder = (): Promise<string | null> => Promise.resolve(null);
  print = () => Promise.resolve("none" as const);
  openPath = () => Promise.resolve(false);
  onChanged(listener: (changes: ChangeKind[]) => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = null);
  }
  onAsked = () => () => {};
}

const nameOf = (row: number) => `Phường ${NAMES[row % NAMES.length]!}${row < NAMES.length ? "" : ` ${Math.floor(row / NAMES.length) + 1}`}`;
const previousOf = (body: number, indicator: number) => (body === ROOT ? 92_400 : 1_000 + ((body * 7919 + indicator * 104_729) % 12_000));

function doubtsOf(figure: Figure, previous: number): Doubt[] {
  if (figure.value < previous * 5 && figure.value >= previous) return [];
  const tenfold = figure.value >= previous * 5;
  const code = tenfold ? "tenfold" : "stock_fell";
  const text = tenfold
    ? `${grouped(figure.value)} gấp khoảng 10 lần kỳ trước (${grouped(previous)}). Có thể thừa một chữ số 0: sửa số, hoặc giữ kèm lý do.`
    : `${grouped(figure.value)} nhỏ hơn kỳ trước (${grouped(previous)}). Số lũy kế thường không giảm: hỏi lại đơn vị, hoặc giữ kèm lý do.`;
  const right = Math.floor(figure.value / 10);
  return [{ code, text, fix: tenfold ? { entry: grouped(right), label: `Sửa thành ${grouped(right)}` } : null, accepted: figure.accepted[code] ?? null }];
}

function error(code: string, message: string): CallError {
  return new CallError({ code, params: {}, detail: "", message });
}
