import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { figurePlace, type FigureView } from "../src/features/figures/place.svelte";
import { indicatorFilter } from "../src/features/indicators/filter.svelte";
import RankBars from "../src/features/indicator/RankBars.svelte";
import TargetCard from "../src/features/indicator/TargetCard.svelte";
import Trend from "../src/features/indicator/Trend.svelte";
import { matrixView } from "../src/features/submissions/matrix.svelte";
import Combobox from "../src/lib/Combobox.svelte";
import { CallError } from "../src/ipc/host";
import { Session } from "../src/lib/session.svelte";
import { closedView, closing, gridOf, indicators, matrixOf, page, words } from "./fakeFigures";
import { FakeHost, head } from "./fakeHost";
import { pdfOf } from "./fakePdf";

const told = <T>(value: T) => ({ value, changes: [] });

beforeEach(() => {
  Object.assign(indicatorFilter, { text: "", own: false, chosen: null, at: null, closed: {}, sheet: "list" });
  figurePlace.reset();
  Object.assign(matrixView, { kind: "month", year: null, place: { row: 0, column: 0 }, top: 0 });
});
afterEach(cleanup);

/** The whole window on one of the views of figures. */
async function open(view: FigureView, answers: ConstructorParameters<typeof FakeHost>[0] = {}) {
  const host = new FakeHost({
    book: () => told({ ...head, period: "2024-T03" }),
    indicators: () => told(indicators),
    indicator_words: ({ indicator }) => told({ ...words, indicator }),
    indicator_page: ({ indicator, body }) => told({ ...page, indicator, body: body ?? 1 }),
    submissions: (request) => told(matrixOf(8, request)),
    closing: () => told(closing),
    counts: () => told(gridOf(false)),
    cell_history: () => told([]),
    ...answers,
  });
  const session = new Session(host);
  session.start();
  session.screen = "counts";
  render(App, { session });
  await vi.waitFor(() => expect(session.ready).toBe(true));
  await vi.waitFor(() => screen.getByRole("group", { name: "Cách xem số liệu" }));
  figurePlace.show(view);
  return { host, session };
}

describe("the list of indicators", () => {
  it("opens the words by Space and the page by Enter, and comes back to its row", async () => {
    const { host } = await open("indicators");
    const row = await screen.findByRole("button", { name: /^Tài khoản định danh điện tử đã kích hoạt/ });
    await fireEvent.click(row);
    const drawer = await screen.findByRole("complementary", { name: "Chi tiết chỉ tiêu" });
    expect(drawer.textContent).toContain("từ 01/07/2024");
    expect(drawer.textContent).toContain("từ đầu");
    row.focus();
    await fireEvent.keyDown(row, { key: "Enter" });
    await screen.findByRole("heading", { level: 1, name: page.name });
    expect(host.asked.find(({ name }) => name === "indicator_page")?.request).toEqual({ indicator: 3, body: null, period: "2024-T03", base: null });
    await fireEvent.keyDown(window, { key: "ArrowLeft", altKey: true });
    const back = await screen.findByRole("button", { name: /^Tài khoản định danh điện tử đã kích hoạt/ });
    await vi.waitFor(() => expect(document.activeElement).toBe(back));
  });

  it("is one tab stop: arrows go between rows, and to the box that shows a column", async () => {
    await open("indicators", { show_in_grid: () => told(null) });
    const first = await screen.findByRole("button", { name: /^Hồ sơ tiếp nhận/ });
    first.focus();
    await fireEvent.keyDown(first, { key: "ArrowDown" });
    expect((document.activeElement as HTMLElement).dataset.indicator).toBe("tthc.truc_tuyen");
    await fireEvent.keyDown(document.activeElement!, { key: "ArrowRight" });
    expect(document.activeElement).toBe(screen.getByRole("checkbox", { name: /Hồ sơ nộp trực tuyến/ }));
    const stops = [...document.querySelectorAll<HTMLElement>("tbody [tabindex='0']")];
    expect(stops).toHaveLength(2);
  });

  it("shows what the book kept when a column could not be shown", async () => {
    const { host } = await open("indicators");
    const box = await screen.findByRole<HTMLInputElement>("checkbox", { name: /“Hồ sơ quá hạn”/ });
    await fireEvent.click(box);
    await vi.waitFor(() => expect(box.checked).toBe(false));
    expect(host.count("show_in_grid")).toBe(1);
    expect(screen.getByRole("alert").textContent).toContain("Mã lỗi: unknown");
  });

  it("tells why a group of the score card has no points", async () => {
    await open("indicators");
    await fireEvent.click(await screen.findByRole("button", { name: "Thẻ điểm 766" }));
    const group = screen.getByRole("row", { name: /Thanh toán trực tuyến/ });
    expect(group.textContent).toContain("chưa phát sinh số liệu trong kỳ");
    expect(group.textContent).toContain("chưa chấm");
  });
});

describe("the page of an indicator", () => {
  it("ranks 1, 2, 2, 4, keeps the bar's number uncapped and sets the unranked apart", () => {
    render(RankBars, { ranking: page.ranking, bases: page.bases, base: null, onbase: () => undefined, onopen: () => undefined });
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.slice(0, 4).map((row) => row.querySelector("td")?.textContent)).toEqual(["1", "2", "2", "4"]);
    expect(rows[0]?.textContent).toContain("149,61 %");
    expect(rows[0]?.textContent).toContain("›");
    const apart = rows.findIndex((row) => row.textContent?.startsWith("Chưa xếp hạng"));
    expect(apart).toBe(6);
    expect(rows[apart + 1]?.textContent).toMatch(/Long Tuyền.*số cũ\sđến 14\/02\/2024/);
    expect(rows[apart + 2]?.textContent).toMatch(/Trà An.*chưa phát sinh/);
  });

  it("says what is left, both deadlines and the newer target", () => {
    render(TargetCard, { props: { target: page.target, newer: page.newer_target, targets: page.targets, unit: "tài khoản" } });
    const text = document.body.textContent ?? "";
    for (const part of ["98.000", "còn 5.600", "Cấp này 30/06/2024", "Còn 72 ngày LV", "cần 77,8 mỗi ngày LV", "Trung ương 31/12/2024", "cần 27,8 mỗi ngày LV", "Có chỉ tiêu mới hơn: 101.500, hạn 30/09/2024."]) {
      expect(text.replace(/\s+/g, " ")).toContain(part);
    }
  });

  it("of a met target names no pace", () => {
    render(TargetCard, { props: { target: { ...page.target!, met: true, percent: "124,56" }, newer: null, targets: [], unit: "tài khoản" } });
    expect(document.body.textContent).toContain("Đã đạt chỉ tiêu, 124,56 %");
    expect(document.body.textContent).not.toContain("77,8");
  });

  it("keeps a later document and the earlier ones in sight while no target is in force", () => {
    render(TargetCard, { props: { target: null, newer: page.newer_target, targets: page.targets, unit: "tài khoản" } });
    expect(document.body.textContent).toContain("Chưa giao chỉ tiêu cho kỳ này.");
    expect(document.body.textContent).toContain("Có chỉ tiêu mới hơn: 101.500");
    expect(screen.getByText("2 lần giao")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Giao chỉ tiêu/ })).toBeNull();
  });

  it("has its trend as a sentence and as a table", async () => {
    render(Trend, { props: { points: page.trend, target: page.target } });
    const picture = screen.getByRole("img");
    expect(picture.getAttribute("aria-label")).toBe(
      "12 kỳ: 4/2023 là 61.200, 3/2024 là 92.400. 2 kỳ không có số. Chỉ tiêu 98.000, hạn 30/06/2024. 9/2023: đổi định nghĩa.",
    );
    await fireEvent.click(screen.getByRole("button", { name: "Xem bảng" }));
    expect(screen.getAllByRole("row")).toHaveLength(13);
    expect(screen.getByRole("row", { name: /^11\/2023/ }).textContent).toContain("chưa phát sinh số liệu");
    expect(screen.getByRole("row", { name: /^8\/2023/ }).textContent).toContain("chưa có số");
  });

  it("is read for the body that was typed without marks", async () => {
    const onpick = vi.fn();
    const choices = page.bodies.map(({ body, code, name }) => ({ key: body, label: name, hint: code }));
    render(Combobox<number>, { label: "Đơn vị", choices, value: 1, onpick });
    const field = screen.getByRole<HTMLInputElement>("combobox", { name: "Đơn vị" });
    expect(field.value).toBe("Quận Bình Thủy");
    await fireEvent.input(field, { target: { value: "an thoi" } });
    expect(screen.getAllByRole("option").map((option) => option.textContent?.replace(/\s+/g, " ").trim())).toEqual(["Phường An Thới 31177", "Phường Thới An Đông 31174"]);
    await fireEvent.keyDown(field, { key: "Enter" });
    expect(onpick).toHaveBeenCalledWith(14);
    expect(field.value).toBe("Quận Bình Thủy");
    await fireEvent.input(field, { target: { value: "khong co" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    expect(onpick).toHaveBeenCalledTimes(1);
    await fireEvent.keyDown(field, { key: "Escape" });
    expect(screen.queryByRole("listbox")).toBeNull();
  });
});

describe("giving a target", () => {
  const given = async (answers: ConstructorParameters<typeof FakeHost>[0] = {}) => {
    const year = { key: "2024", label: "Năm 2024", first_day: "2023-12-15", last_day: "2024-12-14", due_day: "2024-12-16" };
    const opened = await open("indicators", { book: () => told({ ...head, period: "2024-T03", periods: [...head.periods, year] }), ...answers });
    figurePlace.openIndicator(opened.session, 3);
    await screen.findByRole("heading", { level: 1, name: page.name });
    await fireEvent.keyDown(window, { key: "g", ctrlKey: true });
    return { ...opened, dialog: await screen.findByRole("dialog", { name: `Giao chỉ tiêu “${page.name}”?` }) };
  };
  const write = (dialog: HTMLElement, name: string, value: string) =>
    fireEvent.input(within(dialog).getByRole("textbox", { name }), { target: { value } });
  const send = (dialog: HTMLElement) => fireEvent.submit(dialog.querySelector("form")!);
  const sent = (host: FakeHost) => host.asked.filter(({ name }) => name === "set_target").map(({ request }) => request);

  it("wants a figure and a document, and sends them as they were typed", async () => {
    const { host, dialog } = await given({ set_target: () => told(null) });
    const period = within(dialog).getByRole<HTMLSelectElement>("combobox", { name: "Kỳ giao" });
    expect([...period.options].map(({ text }) => text)).toEqual(["Năm 2024", "Năm 2025", "Tháng 3/2024", "Quý I/2024"]);
    await send(dialog);
    expect(dialog.textContent).toContain("Ghi số giao");
    await write(dialog, "Số giao", " 105.000 ");
    await send(dialog);
    expect(dialog.textContent).toContain("Ghi văn bản giao");
    await write(dialog, "Văn bản giao", "Kế hoạch 99/KH-UBND ngày 20/03/2024");
    await write(dialog, "Hạn của cấp này", "31/9/2024");
    await send(dialog);
    expect(sent(host)).toEqual([]);
    await write(dialog, "Hạn của cấp này", "30/9/2024");
    await write(dialog, "Hạn của cấp trên", "31-12-2024");
    expect(within(dialog).getByRole("status").textContent).toContain("các lần trước vẫn giữ trong sổ");
    await send(dialog);
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent(host)).toEqual([
      { body: 1, indicator: 3, period: "2024", value: "105.000", last_day: "2024-09-30", central_day: "2024-12-31", document: "Kế hoạch 99/KH-UBND ngày 20/03/2024", document_day: null },
    ]);
  });

  it("tells the version in force, and corrects one by its own document", async () => {
    const { host, dialog } = await given({ set_target: () => told(null) });
    const rows = within(within(dialog).getByRole("region", { name: "Đã giao" })).getAllByRole("listitem");
    expect(rows.map((row) => row.textContent?.replace(/\s+/g, " "))).toEqual([
      expect.stringMatching(/101\.500.*chưa có hiệu lực.*Kế hoạch 61\/KH-UBND, 11\/03\/2024/),
      expect.stringMatching(/98\.000.*đang dùng.*Kế hoạch 24\/KH-UBND, 15\/01\/2024/),
    ]);
    await fireEvent.click(within(dialog).getByRole("button", { name: "Sửa lần giao 98.000 theo Kế hoạch 24/KH-UBND" }));
    expect(within(dialog).getByRole("status").textContent).toContain("Văn bản này đã giao 98.000: lần giao đó được sửa, không thêm lần mới.");
    await write(dialog, "Số giao", "98.500");
    await send(dialog);
    await vi.waitFor(() => expect(sent(host)).toEqual([
      { body: 1, indicator: 3, period: "2024", value: "98.500", last_day: "2024-06-30", central_day: "2024-12-31", document: "Kế hoạch 24/KH-UBND", document_day: "2024-01-15" },
    ]));
  });

  it("reads what another body has been given, and then shows its page", async () => {
    const { host, dialog } = await given({
      set_target: () => told(null),
      indicator_page: ({ indicator, body }) => told(body === 14 ? { ...page, indicator, body, target: null, newer_target: null, targets: [] } : { ...page, indicator, body: body ?? 1 }),
    });
    const field = within(dialog).getByRole("combobox", { name: "Đơn vị được giao" });
    await fireEvent.input(field, { target: { value: "an thoi" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await within(dialog).findByText("Đơn vị này chưa được giao lần nào.");
    await write(dialog, "Số giao", "17.000");
    await write(dialog, "Văn bản giao", "Kế hoạch 24/KH-UBND");
    await send(dialog);
    await vi.waitFor(() => expect(figurePlace.page).toEqual({ indicator: 3, body: 14 }));
    expect(sent(host)).toMatchObject([{ body: 14, value: "17.000" }]);
  });

  it("refused stays open with the words of the refusal", async () => {
    const refused = new CallError({ code: "not_a_number", params: {}, detail: "", message: "“98 nghìn” không phải là số." });
    const { dialog } = await given({ set_target: () => Promise.reject(refused) });
    await write(dialog, "Số giao", "98 nghìn");
    await write(dialog, "Văn bản giao", "Kế hoạch 24/KH-UBND");
    await send(dialog);
    expect((await within(dialog).findByRole("alert")).textContent).toContain("“98 nghìn” không phải là số.");
    expect(within(dialog).getByRole<HTMLInputElement>("textbox", { name: "Số giao" }).value).toBe("98 nghìn");
  });

  it("is not offered while the book is only looked at", async () => {
    const { session } = await open("indicators", { book: () => told({ ...head, period: "2024-T03", read_only: true }) });
    figurePlace.openIndicator(session, 3);
    await screen.findByRole("heading", { level: 1, name: page.name });
    await fireEvent.keyDown(window, { key: "g", ctrlKey: true });
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.queryByRole("button", { name: /Giao chỉ tiêu/ })).toBeNull();
  });
});

describe("the submission matrix", () => {
  it("is walked by keys and opens the grid at the unit and the period", async () => {
    const { session, host } = await open("submissions");
    const grid = await screen.findByRole("grid", { name: "Tình trạng nộp theo đơn vị và kỳ" });
    expect(grid.getAttribute("aria-rowcount")).toBe("10");
    const cell = within(grid).getByRole("gridcell", { name: /^Phường Bình Thủy, Tháng 1\/2024/ });
    cell.focus();
    await fireEvent.keyDown(cell, { key: "ArrowRight" });
    await fireEvent.keyDown(document.activeElement!, { key: "ArrowDown" });
    await vi.waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^Phường Trà An, Tháng 2\/2024/));
    await fireEvent.keyDown(document.activeElement!, { key: "Enter" });
    expect([session.period, figurePlace.view]).toEqual(["2024-month-2", "entry"]);
    await vi.waitFor(() => expect(host.asked.some(({ name, request }) => name === "counts" && (request as { period: string }).period === "2024-month-2")).toBe(true));
  });

  it("draws only the rows in sight of a whole country", async () => {
    await open("submissions", { submissions: (request) => told(matrixOf(3321, request)) });
    const grid = await screen.findByRole("grid", { name: "Tình trạng nộp theo đơn vị và kỳ" });
    expect(grid.getAttribute("aria-rowcount")).toBe("3323");
    expect(within(grid).getAllByRole("row").length).toBeLessThan(60);
  });

  it("gives the record of what a unit handed in, and of all units, for the column that is chosen", async () => {
    const { host } = await open("submissions", {
      report: ({ subject }) => told({ title: `Biên bản ${subject ?? "chung"}`, pdf: pdfOf(["BIEN BAN"]), pages: 1, illustrative: false, sections: [], texts: [], findings: [], figures: [] }),
      issued_reports: () => told([]),
    });
    const cell = await screen.findByRole("gridcell", { selected: true });
    await fireEvent.keyDown(cell, { key: "p", ctrlKey: true });
    const asked = () => host.asked.findLast(({ name }) => name === "report")?.request as { kind: string; subject: number | null; period: string };
    await screen.findByRole("heading", { level: 2, name: /^Biên bản \d+$/ });
    expect(asked()).toMatchObject({ kind: "delivery-record", period: matrixOf(8, { kind: "month", year: 2024, as_of: null, from_row: 0, rows: 1 }).periods[0]!.period });
    expect(asked().subject).not.toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "Mọi đơn vị" }));
    await screen.findByRole("heading", { level: 2, name: "Biên bản chung" });
    expect(asked().subject).toBeNull();
    await fireEvent.keyDown(window, { key: "Escape" });
    await screen.findByRole("grid");
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset.place).toBe("matrix"));
  });
});

describe("closing", () => {
  it("asks with its consequence in figures, and F4 is its key", async () => {
    const { host } = await open("closing", { close_period: () => told(null) });
    await screen.findByText("Tổng kiểm soát");
    await fireEvent.keyDown(window, { key: "F4" });
    const dialog = await screen.findByRole("dialog", { name: "Chốt số liệu Tháng 3/2024?" });
    expect(dialog.textContent).toContain("6/8 đơn vị đã nộp đủ; 4 tổng kiểm soát được giữ lại.");
    expect(dialog.textContent).toContain("Phường Trà An, Phường Long Tuyền");
    await fireEvent.submit(dialog.querySelector("form")!);
    await vi.waitFor(() => expect(host.count("close_period")).toBe(1));
  });

  it("that is not possible says why and sends nothing", async () => {
    const { host } = await open("closing", { closing: () => told({ ...closing, blocked: "Còn 1 xung đột chưa chọn." }) });
    await screen.findByText("Còn 1 xung đột chưa chọn.");
    await fireEvent.keyDown(window, { key: "F4" });
    const dialog = await screen.findByRole("dialog");
    await fireEvent.submit(dialog.querySelector("form")!);
    expect(host.count("close_period")).toBe(0);
    expect(dialog.textContent).toContain("Còn 1 xung đột chưa chọn.");
  });

  it("done bears the seal; reopening and refusing want a reason", async () => {
    const { host } = await open("closing", { closing: () => told(closedView), reject_adjustment: () => told(null) });
    await screen.findByText("đã chốt");
    await fireEvent.click(screen.getByRole("button", { name: "Không duyệt +7.655 của Phường Trà An" }));
    const dialog = await screen.findByRole("dialog", { name: "Không duyệt +7.655 của Phường Trà An?" });
    const form = dialog.querySelector("form")!;
    await fireEvent.submit(form);
    expect(host.count("reject_adjustment")).toBe(0);
    await fireEvent.input(within(dialog).getByRole("textbox"), { target: { value: "trùng với điều chỉnh trước" } });
    await fireEvent.submit(form);
    await vi.waitFor(() => expect(host.asked.at(-1)).toBeDefined());
    expect(host.asked.find(({ name }) => name === "reject_adjustment")?.request).toEqual({ adjustment: 2, reason: "trùng với điều chỉnh trước" });
  });
});

describe("a closed period in the grid", () => {
  it("says so; what is typed is proposed, and the figure stays", async () => {
    const kept = gridOf(true).rows[0]!.cells[0]!;
    const { host } = await open("entry", {
      counts: () => told(gridOf(true)),
      record_count: () => told({ cell: kept, proposed: true }),
    });
    const cell = (await screen.findAllByRole("gridcell")).find((element) => element.dataset.body === "31168")!;
    expect(cell.textContent).toContain("đã chốt");
    const input = document.querySelector<HTMLInputElement>("[data-grid-input]")!;
    await fireEvent.input(input, { target: { value: "5" } });
    await fireEvent.keyDown(input, { key: "Enter" });
    const remarks = await screen.findByRole("complementary", { name: "Soát số" });
    expect(remarks.textContent).toContain("chờ duyệt");
    expect(host.count("record_count")).toBe(1);
    await vi.waitFor(() => expect(cell.textContent).toContain("11.000"));
  });
});
