import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Closer } from "../src/features/closing/closing.svelte";
import { figurePlace } from "../src/features/figures/place.svelte";
import { IndicatorDraft } from "../src/features/indicators/draft.svelte";
import { narrowIndicators } from "../src/features/indicators/filter.svelte";
import { Matrix, matrixView, PAGE_ROWS } from "../src/features/submissions/matrix.svelte";
import { sign, tell } from "../src/features/submissions/states";
import { CallError } from "../src/ipc/host";
import type { ClosingView, Request } from "../src/ipc/types";
import { matches, parts } from "../src/lib/choices";
import { Session } from "../src/lib/session.svelte";
import { showCount } from "../src/lib/text";
import { closedView, closing, indicators, matrixOf } from "./fakeFigures";
import { FakeHost, head } from "./fakeHost";

const told = <T>(value: T) => ({ value, changes: [] });
const settle = async () => {
  for (let round = 0; round < 12; round += 1) await tick();
};
let stop: () => void = () => undefined;
afterEach(() => stop());

describe("choosing by typing", () => {
  const choices = [
    { key: 1, label: "Phường Thới An Đông", hint: "31174" },
    { key: 2, label: "Phường An Thới", hint: "31177" },
    { key: 3, label: "Phường Bình Thủy", hint: "31168" },
  ];

  it("finds without marks, in any order of words, and by code", () => {
    expect(matches(choices, "thoi an").map(({ key }) => key)).toEqual([1, 2]);
    expect(matches(choices, "an  thoi").map(({ key }) => key)).toEqual([2, 1]);
    expect(matches(choices, "THỚI").map(({ key }) => key)).toEqual([1, 2]);
    expect(matches(choices, "31168").map(({ key }) => key)).toEqual([3]);
    expect(matches(choices, "can tho")).toEqual([]);
    expect(matches(choices, " ")).toHaveLength(3);
  });

  it("marks the typed letters in the name itself", () => {
    expect(parts("Phường Bình Thủy", "binh th").find((part) => part.match)?.text).toBe("Bình Th");
    expect(parts("Đông", "d")).toEqual([{ text: "Đ", match: true }, { text: "ông", match: false }]);
    expect(parts("Phường An Thới".normalize("NFD"), "thoi").find((part) => part.match)?.text).toBe("Thới");
    expect(parts("Phường An Thới", "xyz")).toEqual([{ text: "Phường An Thới", match: false }]);
  });
});

describe("the list of indicators", () => {
  it("is narrowed by name, code and source, and to one's own", () => {
    const codes = (text: string, own = false) => narrowIndicators(indicators.groups, text, own).flatMap((group) => group.indicators.map((row) => row.code));
    expect(codes("kich hoat")).toEqual(["dinh_danh.kich_hoat"]);
    expect(codes("cong an thu nhan")).toEqual(["dinh_danh.ho_so"]);
    expect(codes("918.")).toHaveLength(3);
    expect(codes("", true)).toHaveLength(3);
    expect(narrowIndicators(indicators.groups, "khong co", false)).toEqual([]);
  });
});

describe("an own indicator", () => {
  const filled = (kind: "stock" | "ratio" | "yes_no") => {
    const draft = new IndicatorDraft();
    draft.choose(kind);
    draft.name = " Mã QR tại bộ phận một cửa ";
    draft.group = "dd";
    draft.source = "don_vi";
    return draft;
  };

  it("asks for the kind first, then only for what the kind needs", () => {
    const draft = new IndicatorDraft();
    expect(draft.missing).toBe("Chọn loại trước");
    expect(draft.request(() => "")).toBeNull();
    expect(filled("stock").missing).toBe("Ghi đơn vị tính");
    expect(filled("ratio").missing).toBe("Chọn tử số và mẫu số");
    expect(filled("yes_no").missing).toBeNull();
  });

  it("sends nothing that was typed for another kind", () => {
    const draft = filled("stock");
    draft.unit = "mã";
    draft.base = 10;
    draft.choose("yes_no");
    const request = draft.request(() => "Hồ sơ tiếp nhận");
    expect(request).toMatchObject({ kind: "yes_no", unit: "", decimals: 0, bases: [], numerator: null });
    expect(request?.name).toBe("Mã QR tại bộ phận một cửa");
    expect(request?.short_name).toBe(request?.name);
    expect(request?.slug).toBe("ma_qr_tai_bo_phan_mot_cua");
  });

  it("of two parts refuses the same part twice", () => {
    const draft = filled("ratio");
    draft.numerator = 11;
    draft.base = 11;
    expect(draft.missing).toBe("Tử số và mẫu số phải khác nhau");
    draft.base = 10;
    expect(draft.request(() => "Hồ sơ tiếp nhận")).toMatchObject({ unit: "%", decimals: 2, numerator: 11, bases: [{ base: 10, label: "Hồ sơ tiếp nhận" }] });
  });
});

describe("the place within the figures", () => {
  beforeEach(() => figurePlace.reset());

  it("goes back the way one came, across screens", () => {
    const session = new Session(new FakeHost({ book: () => told(head) }));
    session.screen = "overview";
    figurePlace.openIndicator(session, 3);
    expect([session.screen, figurePlace.page]).toEqual(["counts", { indicator: 3, body: null }]);
    figurePlace.openIndicator(session, 3, 14);
    expect(figurePlace.back(session)).toBe(true);
    expect(figurePlace.page).toEqual({ indicator: 3, body: null });
    expect(figurePlace.back(session)).toBe(true);
    expect([session.screen, figurePlace.page]).toEqual(["overview", null]);
    expect(figurePlace.back(session)).toBe(false);
  });

  it("takes a period that the head does not offer, and keeps it through the next reading", async () => {
    const host = new FakeHost({ book: () => told(head) });
    const session = new Session(host);
    stop = session.start();
    await settle();
    const week = { key: "2024-W11", label: "Tuần 11/2024", first_day: "2024-03-14", last_day: "2024-03-20", due_day: "2024-03-22" };
    figurePlace.openEntry(session, { body: 10, indicator: null }, week);
    host.tell(["facts"]);
    await settle();
    expect(session.period).toBe("2024-W11");
    expect(session.periods.map(({ key }) => key)).toEqual(["2024-T03", "2024-Q1", "2024-W11"]);
  });
});

describe("the submission matrix", () => {
  beforeEach(() => Object.assign(matrixView, { kind: "month", year: null, place: { row: 0, column: 0 }, top: 0 }));

  function matrixOn(host: FakeHost): Matrix {
    let matrix: Matrix | undefined;
    const session = new Session(host);
    const end = session.start();
    const root = $effect.root(() => {
      matrix = new Matrix(session, () => matrixView.year ?? 2024);
    });
    stop = () => {
      root();
      end();
    };
    if (!matrix) throw new Error("no matrix");
    return matrix;
  }
  const asked = (host: FakeHost) => host.asked.filter(({ name }) => name === "submissions").map(({ request }) => request as Request<"submissions">);

  it("reads the pages in sight once, and only those", async () => {
    const host = new FakeHost({ book: () => told(head), submissions: (request) => told(matrixOf(3321, request)) });
    const matrix = matrixOn(host);
    await settle();
    expect(matrix.total).toBe(3321);
    expect(asked(host).map(({ from_row, rows }) => [from_row, rows])).toEqual([[0, PAGE_ROWS]]);
    matrix.see(0, 20);
    matrix.see(3300, 3320);
    matrix.see(3300, 3320);
    await settle();
    const last = Math.floor(3320 / PAGE_ROWS);
    const first = Math.floor(3300 / PAGE_ROWS);
    const pages = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * PAGE_ROWS);
    expect(asked(host).map(({ from_row }) => from_row)).toEqual([0, ...pages]);
    expect(matrix.row(3320)?.name).toContain("3321");
    expect(matrix.row(1000)).toBeUndefined();
  });

  it("keeps the old rows until the new ones are there, and drops an overtaken answer", async () => {
    const late: (() => void)[] = [];
    const host = new FakeHost({
      book: () => told(head),
      submissions: (request) =>
        request.kind === "quarter"
          ? new Promise((done) => late.push(() => done(told(matrixOf(8, request)))))
          : told(matrixOf(8, request)),
    });
    const matrix = matrixOn(host);
    await settle();
    matrixView.kind = "quarter";
    await settle();
    expect(matrix.periods).toHaveLength(12);
    expect(matrix.row(0)).toBeDefined();
    matrixView.kind = "week";
    await settle();
    expect(matrix.periods).toHaveLength(52);
    late.forEach((done) => done());
    await settle();
    expect(matrix.periods).toHaveLength(52);
  });

  it("reads again when figures change", async () => {
    const host = new FakeHost({ book: () => told(head), submissions: (request) => told(matrixOf(8, request)) });
    matrixOn(host);
    await settle();
    host.tell(["facts"]);
    await settle();
    expect(asked(host)).toHaveLength(2);
    host.tell(["tasks"]);
    await settle();
    expect(asked(host)).toHaveLength(2);
  });

  it("tells a failure and tries again when asked", async () => {
    let broken = true;
    const host = new FakeHost({
      book: () => told(head),
      submissions: (request) => {
        if (broken) throw new CallError({ code: "busy", params: {}, detail: "", message: "Sổ đang bận." });
        return told(matrixOf(8, request));
      },
    });
    const matrix = matrixOn(host);
    await settle();
    expect(matrix.error?.message).toBe("Sổ đang bận.");
    broken = false;
    matrix.again();
    await settle();
    expect([matrix.error, matrix.total]).toEqual([null, 8]);
  });

  it("keeps the chosen cell within a year that has fewer periods", async () => {
    const host = new FakeHost({ book: () => told(head), submissions: (request) => told(matrixOf(8, request)) });
    const matrix = matrixOn(host);
    await settle();
    matrixView.place = { row: 7, column: 11 };
    expect(matrix.place).toEqual({ row: 7, column: 11 });
    matrixView.kind = "quarter";
    await settle();
    expect(matrix.place).toEqual({ row: 7, column: 3 });
  });

  it("has a sign and words for each state", () => {
    const cell = { days_late: 2, done: 3, of: 5, on: "2024-03-20" };
    expect((["on_time", "late", "partial", "missing", "adjusted", "not_due", "absent"] as const).map((state) => sign({ ...cell, state }))).toEqual(["✓", "trễ 2", "3/5", "×", "±", "·", ""]);
    expect(tell({ ...cell, state: "late" })).toBe("trễ 2 ngày · 3/5 chỉ tiêu · nộp 20/03/2024");
    expect(tell({ ...cell, state: "absent", on: null })).toBe("không có trong kỳ");
  });
});

describe("closing a period", () => {
  const closer = (host: FakeHost, view: ClosingView, readonly = false) => new Closer(new Session(host), () => view, () => readonly);

  it("asks before it closes and before it reopens, and opens at once", async () => {
    const host = new FakeHost({ book: () => told(head), open_period: () => told(null) });
    const open = closer(host, closing);
    open.main();
    expect(open.question).toEqual({ about: "close" });
    const done = closer(host, closedView);
    done.main();
    expect(done.question).toEqual({ about: "reopen" });
    const fresh = closer(host, { ...closing, state: "not_open" });
    fresh.main();
    await settle();
    expect(fresh.question).toBeNull();
    expect(host.count("open_period")).toBe(1);
  });

  it("of a book that can only be read does nothing", () => {
    const host = new FakeHost({});
    const shut = closer(host, closing, true);
    shut.main();
    expect(shut.question).toBeNull();
    expect(host.asked).toEqual([]);
  });

  it("keeps the question, with the words of the refusal, when the book refuses", async () => {
    const host = new FakeHost({
      close_period: () => {
        throw new CallError({ code: "period_not_open", params: {}, detail: "", message: "Kỳ chưa mở." });
      },
    });
    const open = closer(host, closing);
    open.main();
    await open.close();
    expect(open.question).toEqual({ about: "close" });
    expect(open.deed.error?.message).toBe("Kỳ chưa mở.");
    open.leave();
    expect(open.deed.error).toBeNull();
  });

  it("says what was closed, and sends the period that is shown", async () => {
    const host = new FakeHost({ book: () => told(head), close_period: () => told(null) });
    const open = closer(host, closing);
    open.main();
    await open.close();
    expect(host.asked[0]).toEqual({ name: "close_period", request: { period: "2024-T03", report_set: null } });
    expect(open.session.notice?.text).toBe("Đã chốt số liệu Tháng 3/2024");
    expect(open.question).toBeNull();
  });

  it("sends an adjustment as it was typed", async () => {
    const host = new FakeHost({ book: () => told(head), propose_adjustment: () => told(null), accept_adjustment: () => told(null) });
    const done = closer(host, closedView);
    await done.propose(14, 3, "-3", "đếm trùng");
    await done.accept(closedView.adjustments[1]!);
    expect(host.asked.map(({ request }) => request)).toEqual([
      { body: 14, indicator: 3, period: "2024-T03", by: "-3", reason: "đếm trùng" },
      { adjustment: 2 },
    ]);
  });
});

describe("a count", () => {
  it("is written with dots", () => {
    expect([0, 999, 3321, 1234567].map(showCount)).toEqual(["0", "999", "3.321", "1.234.567"]);
  });
});
