// An engine of a few lines for files: it knows one form of table, keeps what it is told to write, and takes it back.
import { showDay } from "../src/lib/days";
import { CallError } from "../src/ipc/host";
import type { Choices, IntakeCell, IntakeColumn, IntakeRow, IntakeView, Reply, Request, Response } from "../src/ipc/types";
import { indicators, UNITS } from "./fakeFigures";
import { FakeHost, head } from "./fakeHost";

const dots = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");
export const BODIES = UNITS.map(([code, name], index) => ({ body: index + 2, code, name }));
/** A thing of the file: the written name, what it is, and its figures; `null` is an empty cell. */
type Line = [string, number | "group" | "total" | "sign" | null, (string | null)[]];

const FORM: Line[] = [
  ["I. Các phường trung tâm", "group", []],
  ["P. Bình Thủy", 2, ["12.905", "13.420"]],
  ["Trà An", 3, ["7.802", "8.144"]],
  ["Phường Trà Nóc", 4, ["11.842", "12.310"]],
  ["Thới An Đông", 5, ["10.610", "11.480"]],
  ["II. Các phường ngoài", "group", []],
  ["An Thới", 6, ["17.235", "17.960"]],
  ["P. Bùi Hữu Nghĩa", 7, ["118.700", "11.764"]],
  ["Long Hoà", 8, ["12.431", "1O.260"]],
  ["Long Tuyền (mới)", null, ["9.107", "9.702"]],
  ["Tổng cộng", "total", ["200.632", "94.780"]],
  ["Người lập biểu", "sign", []],
];
const BEFORE: Record<string, string> = { "4:3": "11.842", "5:3": "10.420", "6:3": "17.010", "7:3": "11.190", "8:3": "12.480", "2:1": "13.260" };

const meanings: IntakeColumn[] = [
  column(1, "A", "STT", "ordinal"),
  column(2, "B", "Tên đơn vị", "body"),
  column(3, "C", "Số TK mức 2 đã kích hoạt", "figure", 3, "Tài khoản định danh điện tử đã kích hoạt"),
  { ...column(4, "D", "Thu nhận (lũy kế)", "figure", 1, "Hồ sơ định danh điện tử thu nhận"), sure: false, candidates: [{ indicator: 1, name: "Hồ sơ định danh điện tử thu nhận" }, { indicator: 10, name: "Hồ sơ tiếp nhận" }] },
  column(5, "E", "Tỷ lệ %", "percent", 3, "Tài khoản định danh điện tử đã kích hoạt"),
  column(6, "F", "Ghi chú", "note"),
];

function column(at: number, letter: string, text: string, meaning: IntakeColumn["meaning"], indicator: number | null = null, name: string | null = null): IntakeColumn {
  return { column: at, letter, head: text, meaning, indicator, indicator_name: name, sure: true, remembered: true, candidates: [], said: [] };
}

const plain = (text: string) => Number(text.replace(/\D/g, ""));

function cellOf(book: Map<string, string>, body: number | null, indicator: number | null, at: number, written: string | null): IntakeCell {
  const none: IntakeCell = { column: at, written: written ?? "", understood: null, before: null, state: "empty", doubts: [], said: [] };
  if (written === null || body === null || indicator === null) return none;
  const before = book.get(`${body}:${indicator}`) ?? null;
  const cell = { ...none, written, before };
  if (/[^\d.]/.test(written)) return { ...cell, state: "refused", said: [`“${written}” có chữ O lẫn trong số: không ghi. Hỏi lại đơn vị, hoặc gõ số đúng vào bảng nhập.`] };
  const understood = dots(plain(written));
  if (before === understood) return { ...cell, understood, state: "unchanged" };
  const tenfold = before !== null && plain(written) > plain(before) * 8;
  const falls = before !== null && plain(written) < plain(before);
  const doubts = [
    ...(tenfold ? [{ code: "tenfold", text: `${understood} gấp 10,6 lần số trước (${before}). Có thể thừa một chữ số 0; tổng quận cao hơn khoảng 106.800.`, fix: { entry: "11.870", label: "Sửa thành 11.870" }, accepted: null }] : []),
    ...(falls ? [{ code: "stock_fell", text: `${understood} nhỏ hơn số trước ${before}: số lũy kế thường không giảm. Hỏi lại đơn vị, hoặc giữ kèm lý do.`, fix: null, accepted: null }] : []),
  ];
  return { ...cell, understood, state: doubts.length > 0 ? "warned" : "accepted", doubts };
}

/** The table as the fake engine reads it, with `many` units for long lists. */
export function viewOf(book: Map<string, string>, name: string, choices: Choices, many = 0): IntakeView {
  const lines: Line[] = many > 0 ? Array.from({ length: many }, (_, index) => [`Xã số ${index + 1}`, index + 100, [dots(1000 + index * 3), dots(2000 + index)]] as Line) : name.includes("chat") ? [["P. An Thới", 6, ["12.345", "23"]], ["BHN", 7, ["11.301", null]], ["các đc gửi sớm nhé", null, []]] : FORM;
  const columns = meanings.map((known) => {
    const chosen = choices.columns.find((other) => other.column === known.column);
    return chosen ? { ...known, meaning: chosen.meaning, indicator: chosen.indicator, sure: true } : known;
  });
  const figures = columns.filter((known) => known.column === 3 || known.column === 4);
  const rows = lines.map<IntakeRow>(([written, what, values], index) => {
    const chosen = choices.bodies.find((other) => other.text === written);
    const body = chosen ? chosen.body : typeof what === "number" ? what : null;
    const dropped = chosen?.body === null;
    const role = dropped ? "left_out" : what === null ? (body === null ? "unknown" : "unit") : typeof what === "number" ? "unit" : what === "sign" ? "left_out" : what;
    const candidates = what === null && values.length > 0 ? [{ body: 9, name: "Phường Long Tuyền", within: "Quận Bình Thủy" }, { body: 8, name: "Phường Long Hòa", within: "Quận Bình Thủy" }] : [];
    const quiet = role === "group" || role === "total" || role === "left_out";
    return {
      row: index + 7,
      name: written,
      body,
      body_name: BODIES.find((unit) => unit.body === body)?.name ?? (many > 0 ? written : null),
      role,
      candidates: role === "unknown" ? candidates : [],
      said: what === "total" ? ["Cột D: tổng in 94.780 khác phép cộng 84.780, lệch 10.000. Có thể một dòng trong tệp chưa được tính."] : role === "unknown" && values.length === 0 ? ["Dòng này không có số nào theo sau tên chỉ tiêu, nên không ghi."] : [],
      cells: values.map((value, at) => {
        const of = figures[at];
        if (quiet || !of) return { column: of?.column ?? 3, written: value ?? "", understood: null, before: null, state: "empty" as const, doubts: [], said: [] };
        return cellOf(book, body, of.meaning === "figure" ? of.indicator : null, of.column, value);
      }),
    };
  });
  const count = (state: IntakeCell["state"]) => rows.reduce((sum, row) => sum + row.cells.filter((cell) => cell.state === state).length, 0);
  const named = new Set(rows.map((row) => row.body));
  return {
    name,
    kind: name.includes("chat") ? "chữ dán" : "Excel (.xlsx)",
    encoding: name.includes("chat") ? null : "TCVN3 (ABC) đổi sang Unicode",
    remarks: [],
    form: null,
    remembered: !name.includes("chat"),
    sheets: [{ index: 0, name: "Tháng 3", rows: 18, chosen: choices.sheet !== 1, hidden: false }, { index: 1, name: "Lũy kế 2023", rows: 40, chosen: choices.sheet === 1, hidden: true }].slice(0, many > 0 ? 1 : 2),
    time: { period: choices.as_of !== null ? null : head.periods.find((period) => period.key === choices.period) ?? (head.periods[0] as (typeof head.periods)[number]), as_of: choices.as_of, label: choices.as_of === null ? (head.periods.find((period) => period.key === choices.period) ?? head.periods[0])!.label : `tính đến ${showDay(choices.as_of)}`, found: name.includes("chat") ? null : "Tháng 3 năm 2024 (số liệu tính đến 14/3/2024)"  },
    source: choices.source,
    columns,
    rows,
    totals: many > 0 ? [] : [
      { indicator: 3, name: "Tài khoản định danh điện tử đã kích hoạt", unit: "tài khoản", printed: "200.632", sum: "200.632", before: "62.942", after: "191.525", agrees: true },
      { indicator: 1, name: "Hồ sơ định danh điện tử thu nhận", unit: "hồ sơ", printed: "94.780", sum: "84.780", before: "13.260", after: "75.078", agrees: false },
    ],
    missing: BODIES.filter(({ body }) => !named.has(body) && ![...book.keys()].some((key) => key.startsWith(`${body}:`))).map(({ body, name: unit }) => ({ body, name: unit, within: "Quận Bình Thủy" })),
    accepted: count("accepted") + count("warned"),
    unchanged: count("unchanged"),
    warned: count("warned"),
    refused: count("refused"),
    left_out: rows.filter((row) => row.role === "left_out").length,
    done: false,
  };
}

/** A host that keeps a book of figures; `changed` makes the next writing find another book. */
export class IntakeHost extends FakeHost {
  book = new Map(Object.entries(BEFORE));
  #held: Request<"look_over"> | null = null;
  #undo: Map<string, string> | null = null;
  changed = false;
  many = 0;

  constructor(answers: ConstructorParameters<typeof FakeHost>[0] = {}) {
    super(answers);
    const told = <T>(value: T): Reply<T> => ({ value, changes: [] });
    Object.assign(this.answers, {
      book: () => told({ ...head, period: "2024-T03", undo: this.#undo ? "nhận số từ tệp" : null }),
      look_over: (request: Request<"look_over">) => {
        if (request.name.includes("khoa")) throw new CallError({ code: "file_locked", params: {}, detail: "", message: "Tệp có mật khẩu, sổ không đọc được. Mở tệp trong Excel, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ sổ), lưu rồi chọn lại." });
        this.#held = request;
        return told(viewOf(this.book, request.text === null ? request.name : `chat ${request.name}`, request.choices, this.many));
      },
      read_again: ({ choices }: Request<"read_again">) => told(this.#view(choices)),
      bring_in: ({ choices }: Request<"bring_in">): Reply<Response<"bring_in">> => {
        if (this.changed) {
          this.changed = false;
          throw new CallError({ code: "intake_changed", params: {}, detail: "", message: "Sổ đã thay đổi." });
        }
        const view = this.#view(choices);
        this.#undo = new Map(this.book);
        for (const row of view.rows) {
          for (const cell of row.cells) {
            const indicator = view.columns.find((other) => other.column === cell.column)?.indicator;
            if (cell.understood !== null) this.book.set(`${row.body}:${indicator}`, cell.understood);
          }
        }
        return { value: { ...view, done: true }, changes: ["facts"] };
      },
      undo: () => {
        if (this.#undo) this.book = this.#undo;
        this.#undo = null;
        return { value: { label: "nhận số từ tệp" }, changes: ["facts"] };
      },
      indicators: () => told(indicators),
      units: () => told({ as_of: "2024-03-14", root: "Quận Bình Thủy", events: [], rows: BODIES.map(({ body, code, name }) => ({ body, parent: 1, depth: 1, code, name: name.replace("Phường ", ""), kind: "phường", class: "territory", alive: true, from_day: null, to_day: null, from_sure: true, to_sure: true, predecessors: 0, successors: 0, own: false, inside: true })) }),
      table_text: () => told("Tháng 3/2024 – chưa gửi: Phường Long Tuyền (hạn 18/03/2024)"),
    });
  }

  #view(choices: Choices): IntakeView {
    if (!this.#held) throw new CallError({ code: "no_intake", params: {}, detail: "", message: "" });
    const { name, text } = this.#held;
    return viewOf(this.book, text === null ? name : `chat ${name}`, choices, this.many);
  }
}
