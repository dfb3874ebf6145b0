import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { figurePlace } from "../src/features/figures/place.svelte";
import { kindOf } from "../src/features/intake/sent.svelte";
import { CallError } from "../src/ipc/host";
import { Out } from "../src/lib/out.svelte";
import { Session } from "../src/lib/session.svelte";
import { gridOf, matrixOf } from "./fakeFigures";
import { IntakeHost } from "./fakeIntake";

const told = <T>(value: T) => ({ value, changes: [] });
const copied: ClipboardItem[] = [];

beforeEach(() => {
  copied.length = 0;
  vi.stubGlobal("ClipboardItem", class {
    constructor(readonly parts: Record<string, Promise<Blob>>) {}
  });
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: {
      write: async (items: ClipboardItem[]) => {
        for (const item of items) await Promise.all(Object.values((item as unknown as { parts: Record<string, Promise<Blob>> }).parts));
        copied.push(...items);
      },
    },
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open() {
  const host = new IntakeHost({
    counts: () => told(gridOf(false)),
    cell_history: () => told([]),
    submissions: (request) => {
      const matrix = matrixOf(8, request);
      return told({ ...matrix, periods: matrix.periods.map((period, index) => ({ ...period, period: `2024-T0${index + 1}` })) });
    },
  });
  const session = new Session(host);
  render(App, { session });
  session.start();
  await screen.findByRole("navigation");
  session.screen = "counts";
  figurePlace.show("intake");
  await screen.findByRole("heading", { name: "Từ tệp" });
  return { host, session };
}

async function choose(...names: string[]) {
  const field = document.querySelector<HTMLInputElement>("[data-files]")!;
  await fireEvent.change(field, { target: { files: names.map((name) => new File(["abc"], name)) } });
}

const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ctrlKey: true, ...more });
const row = (line: number) => document.querySelector<HTMLElement>(`tr[data-row="${line}"]`)!;

describe("a file before it goes into the book", () => {
  it("is shown with what was and what will be, and its rows of no unit with why", async () => {
    const { host } = await open();
    await choose("bieu.xlsx");
    await screen.findByText(/Đọc được 7 đơn vị × 2 chỉ tiêu/);
    expect(row(11).textContent?.replace(/\s+/g, " ")).toContain("Phường Thới An Đông ≠đổi: 10.420→ thành 10.610");
    expect(row(17).dataset.role).toBe("total");
    expect(within(screen.getByRole("complementary", { name: "Cần xem" })).getByText(/tổng in 94.780 khác phép cộng/)).toBeTruthy();
    expect(document.querySelectorAll("td[data-state=refused]")).toHaveLength(1);
    expect(host.count("bring_in")).toBe(0);
  });

  it("goes in by one key, and the next key brings the next file", async () => {
    const { host } = await open();
    await choose("a.xlsx", "khoa.xlsx");
    await screen.findByRole("button", { name: /Ghi 12 số vào sổ/ });
    await key("Enter");
    await screen.findByText(/Đã ghi 12 số, Tháng 3\/2024/);
    await key("Enter");
    expect((await screen.findByRole("alert")).textContent).toContain("mật khẩu");
    expect(host.count("bring_in")).toBe(1);
    const list = within(screen.getByRole("navigation", { name: "Tệp nhận" }));
    expect(list.getByText("bị từ chối")).toBeTruthy();
    expect(list.getByText(/đã ghi 12 số, 2 chỗ ngờ/)).toBeTruthy();
  });

  it("asks about an unknown name first and takes the answer by a button", async () => {
    await open();
    await choose("a.xlsx");
    const pane = within(await screen.findByRole("complementary", { name: "Cần xem" }));
    const first = pane.getAllByRole("listitem")[0]!;
    expect(first.textContent).toContain("Long Tuyền (mới)");
    await fireEvent.click(within(first).getByRole("button", { name: "Phường Long Tuyền" }));
    await screen.findByRole("button", { name: /Ghi 14 số vào sổ/ });
    expect(row(16).dataset.role).toBe("unit");
  });

  it("takes another meaning of a column by typing", async () => {
    const { host } = await open();
    await choose("a.xlsx");
    const field = await screen.findByRole("combobox", { name: "Cột D là" });
    await fireEvent.input(field, { target: { value: "ho so tiep nhan" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await vi.waitFor(() => expect(host.asked.at(-1)).toMatchObject({ name: "read_again", request: { choices: { columns: [{ column: 4, meaning: "figure", indicator: 10 }] } } }));
  });

  it("names the unit of a row by Enter, and F8 goes round what wants a look", async () => {
    await open();
    await choose("a.xlsx");
    const table = await screen.findByRole("grid", { name: /Bảng trong tệp/ });
    table.focus();
    const here = () => document.querySelector<HTMLElement>("tr[aria-selected=true]")!.dataset.row;
    expect(here()).toBe("7");
    await fireEvent.keyDown(table, { key: "F8" });
    expect(here()).toBe("14");
    await fireEvent.keyDown(table, { key: "F8", shiftKey: true });
    expect(here()).toBe("17");
    await fireEvent.keyDown(table, { key: "F8", shiftKey: true });
    expect(here()).toBe("16");
    await fireEvent.keyDown(table, { key: "Enter" });
    const field = await screen.findByRole("combobox", { name: "Đơn vị của dòng 16" });
    await fireEvent.input(field, { target: { value: "long tuyen" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await vi.waitFor(() => expect(row(16).dataset.role).toBe("unit"));
  });

  it("can take another day, and says when there is none such", async () => {
    const { host } = await open();
    await choose("a.xlsx");
    const field = await screen.findByLabelText("đến");
    await fireEvent.change(field, { target: { value: "31/02/2024" } });
    expect(await screen.findByText(/Không có ngày này/)).toBeTruthy();
    await fireEvent.change(field, { target: { value: "10/3/2024" } });
    await vi.waitFor(() => expect(host.asked.at(-1)).toMatchObject({ request: { choices: { as_of: "2024-03-10", period: null } } }));
  });

  it("is taken from the clipboard anywhere on the view", async () => {
    const { host } = await open();
    const data = { getData: (type: string) => (type === "text/plain" ? "P. An Thới: 12.345" : ""), files: [] };
    await fireEvent.paste(document.body, { clipboardData: data });
    await vi.waitFor(() => expect(host.asked.find((call) => call.name === "look_over")?.request).toMatchObject({ text: "P. An Thới: 12.345", data: null }));
  });
});

describe("who has not sent", () => {
  it("is listed with a reminder that is copied by one key", async () => {
    const { session } = await open();
    figurePlace.show("entry");
    await screen.findByRole("button", { name: /Chưa gửi 2/ });
    session.period = "2024-T03";
    await fireEvent.keyDown(document.body, { key: "F7" });
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    await dialog.findByText("mới có 3/5");
    await dialog.findByText(/chưa gửi: Phường Long Tuyền/);
    await fireEvent.click(dialog.getByRole("button", { name: /Chép lời nhắc/, hidden: true }));
    await vi.waitFor(() => expect(copied).toHaveLength(1));
    expect(session.notice?.text).toContain("Đã chép lời nhắc");
  });

  it("knows the kind of a period by its key", () => {
    expect(["2024-T03", "2024-Q1", "2024-W12.4", "dot-thi-dua"].map(kindOf)).toEqual(["month", "quarter", "week", "campaign"]);
  });
});

describe("a table that leaves the book", () => {
  const wanted = { table: "counts", period: "2024-T03", indicator: null, base: null };

  it("that the engine refuses is told by the frame, not as a copied one", async () => {
    const session = new Session(new IntakeHost());
    const error = new CallError({ code: "nothing_to_copy", params: {}, detail: "", message: "Kỳ này chưa có số nào." });
    Object.assign((session.host as IntakeHost).answers, { table_text: () => Promise.reject(error) });
    await new Out(session).go("text", wanted, "so-lieu");
    expect(session.failure?.message).toBe("Kỳ này chưa có số nào.");
    expect(session.notice).toBeNull();
  });

  it("is saved where the officer says, and not at all without a place", async () => {
    const host = new IntakeHost();
    const session = new Session(host);
    Object.assign(host.answers, { save_table: ({ path }: { path: string }) => told({ path, bytes: 9 }) });
    const out = new Out(session);
    await out.go("xlsx", wanted, "so-lieu");
    expect(host.count("save_table")).toBe(0);
    const pick = vi.fn(() => Promise.resolve<string | null>("/x/so-lieu.xlsx"));
    Object.assign(host, { pickSave: pick });
    await out.go("xlsx", wanted, "so-lieu");
    expect(pick).toHaveBeenCalledWith("so-lieu.xlsx", "xlsx");
    expect(session.notice?.text).toBe("Đã lưu /x/so-lieu.xlsx");
  });

  it("that may not reach the clipboard says what to do instead", async () => {
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { write: () => Promise.reject(new Error("NotAllowedError")) } });
    const session = new Session(new IntakeHost());
    Object.assign((session.host as IntakeHost).answers, { table_picture: () => told(btoa("png")) });
    await new Out(session).go("picture", wanted, "so-lieu");
    expect(session.failure?.code).toBe("clipboard_refused");
    expect(session.failure?.message).toContain("Lưu ảnh");
  });
});
