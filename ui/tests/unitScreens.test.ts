import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";

vi.hoisted(() => {
  // jsdom has neither a layout nor a desktop with a theme.
  window.ResizeObserver = class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  } as unknown as typeof ResizeObserver;
  window.matchMedia = (() => ({ matches: false, addEventListener: () => undefined })) as unknown as typeof window.matchMedia;
});

import App from "../src/App.svelte";
import { CallError } from "../src/ipc/host";
import { Session, type Screen } from "../src/lib/session.svelte";
import { worldHost } from "./worldHost";

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});
afterEach(cleanup);

async function open(on: Screen) {
  const host = worldHost();
  const session = new Session(host);
  session.start();
  session.screen = on;
  render(App, { session });
  await vi.waitFor(() => expect(document.querySelector("h1")).not.toBeNull());
  const last = (name: string) => host.asked.findLast((call) => call.name === name)?.request;
  return { host, session, last };
}

const press = (target: Element | Window, key: string, more = {}) => fireEvent.keyDown(target, { key, ...more });

describe("the units' screen", () => {
  it("steps from event to event by [ and ] on the slider, and says the day", async () => {
    const { last } = await open("units");
    const slider = await screen.findByRole("slider", { name: "Xem tại ngày" });
    expect(slider.getAttribute("aria-valuetext")).toContain("18/03/2024");
    await press(slider, "]");
    await vi.waitFor(() => expect(last("units")).toEqual({ as_of: "2024-11-01" }));
    await vi.waitFor(() => expect(slider.getAttribute("aria-valuetext")).toContain("01/11/2024, 8 phường"));
    await press(slider, "]");
    await vi.waitFor(() => expect(slider.getAttribute("aria-valuetext")).toContain("chưa rõ, muộn nhất 01/03/2025"));
    await press(slider, "[");
    await press(slider, "[");
    // Back at the book's own day nothing is asked for by name.
    await vi.waitFor(() => expect(last("units")).toEqual({ as_of: null }));
  });

  it("has a tree that one tab stop and the arrows walk", async () => {
    const { last } = await open("units");
    const tree = await screen.findByRole("tree");
    const items = () => within(tree).getAllByRole("treeitem");
    expect(items().filter((item) => item.tabIndex === 0)).toHaveLength(1);
    const root = items()[0] as HTMLElement;
    root.focus();
    await press(root, "ArrowDown");
    await press(document.activeElement as Element, "ArrowDown");
    expect(document.activeElement?.textContent).toContain("Phường An Bình");
    await press(document.activeElement as Element, "Enter");
    await vi.waitFor(() => expect(last("unit")).toEqual({ body: 11, as_of: null }));
    await press(document.activeElement as Element, "ArrowLeft");
    expect(document.activeElement).toBe(items()[0]);
    const before = items().length;
    await press(document.activeElement as Element, "ArrowLeft");
    expect(items().length).toBeLessThan(before);
    expect(items()[0]?.getAttribute("aria-expanded")).toBe("false");
    await press(document.activeElement as Element, "ArrowRight");
    expect(items().length).toBe(before);
  });

  it("finds without marks and says when nothing fits", async () => {
    await open("units");
    const field = await screen.findByRole("searchbox");
    await fireEvent.input(field, { target: { value: "xuan kh" } });
    const names = screen.getAllByRole("treeitem").map((item) => item.textContent?.replace(/\s+/g, " ").trim());
    expect(names).toEqual(["Quận Ninh Kiều 916", "Phường Xuân Khánh 31144"]);
    await fireEvent.input(field, { target: { value: "zzz" } });
    expect(screen.queryAllByRole("treeitem")).toEqual([]);
    expect(screen.getByText(/Không có đơn vị nào khớp/)).toBeTruthy();
    await press(field, "Escape");
    expect((field as HTMLInputElement).value).toBe("");
  });

  it("records a merger of four by the keyboard", async () => {
    const { last, session } = await open("units");
    await screen.findByRole("tree");
    await press(window, "n", { ctrlKey: true });
    const dialog = await screen.findByRole("dialog");
    const type = async (label: string | RegExp, value: string) =>
      fireEvent.input(within(dialog).getByRole("textbox", { name: label }), { target: { value } });
    const picker = within(dialog).getByRole("combobox", { name: "Các đơn vị nhập vào nhau" });
    for (const text of ["an phu", "an cu", "31126", "thoi binh"]) {
      await fireEvent.input(picker, { target: { value: text } });
      await press(picker, "Enter");
    }
    const act = within(dialog).getByRole("button", { name: /Ghi vào sổ/ });
    expect(act.getAttribute("aria-disabled")).toBe("true");
    await fireEvent.click(within(dialog).getByRole("radio", { name: /Thới Bình/ }));
    await type("Có hiệu lực từ ngày", "1/11/2024");
    await type("Số, ký hiệu", "1192/NQ-UBTVQH15");
    expect(within(dialog).getByRole("status").textContent).toContain("nhập toàn bộ thành phường Thới Bình (31123)");
    expect(act.getAttribute("aria-disabled")).toBe("false");
    await press(dialog, "Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(last("change_units")).toMatchObject({ day: "2024-11-01", ended: [7, 5, 4, 3] }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(session.notice?.text).toContain("Thới Bình");
    await vi.waitFor(() => expect(last("unit")).toEqual({ body: 13, as_of: "2024-11-01" }));
  });

  it("keeps the form and tells why when the engine refuses", async () => {
    const { host } = await open("units");
    host.answers.change_units = () =>
      Promise.reject(new CallError({ code: "code_taken", params: {}, detail: "", message: "Mã 31123 đang thuộc đơn vị khác vào ngày này. Chọn mã khác." }));
    await screen.findByRole("tree");
    await press(window, "n", { ctrlKey: true });
    const dialog = await screen.findByRole("dialog");
    await fireEvent.click(within(dialog).getByRole("radio", { name: "Kết thúc" }));
    const picker = within(dialog).getByRole("combobox");
    await fireEvent.input(picker, { target: { value: "cai khe" } });
    await press(picker, "Enter");
    await fireEvent.input(within(dialog).getByRole("textbox", { name: "Có hiệu lực từ ngày" }), { target: { value: "01/11/2024" } });
    await fireEvent.input(within(dialog).getByRole("textbox", { name: "Số, ký hiệu" }), { target: { value: "1" } });
    await press(dialog, "Enter", { ctrlKey: true });
    expect((await within(dialog).findByRole("alert")).textContent).toContain("Mã 31123 đang thuộc đơn vị khác");
    expect((picker as HTMLInputElement).isConnected).toBe(true);
  });

  it("tells what written names mean, and lists candidates without choosing", async () => {
    const { last } = await open("units");
    await screen.findByRole("tree");
    await press(window, "m", { ctrlKey: true });
    const pane = await screen.findByRole("complementary", { name: "Khớp tên" });
    const field = within(pane).getByRole("textbox");
    await fireEvent.input(field, { target: { value: "p. thoi binh\n\n An Hoà \nBình Hòa" } });
    await press(field, "Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(last("match_names")).toEqual({ texts: ["p. thoi binh", "An Hoà", "Bình Hòa"], as_of: null }));
    expect(await within(pane).findByText(/2 đơn vị có thể khớp/)).toBeTruthy();
    expect(within(pane).getByText("Phường An Hòa")).toBeTruthy();
    expect(within(pane).getByText("Không đơn vị nào khớp.")).toBeTruthy();
  });
});

describe("a book whose unit ends", () => {
  it("is divided at the end of its last day, and tells where the books lie", async () => {
    const { host, last } = await open("units");
    const pick = vi.spyOn(host, "pickFolder").mockResolvedValueOnce(null).mockResolvedValueOnce("/media/usb");
    await fireEvent.click(await screen.findByRole("button", { name: "Chia sổ…" }));
    const dialog = await screen.findByRole("dialog");
    const folder = within(dialog).getByRole<HTMLInputElement>("textbox", { name: "Lưu các sổ mới vào thư mục" });
    const choose = within(dialog).getByRole("button", { name: "Chọn thư mục…" });
    await fireEvent.click(choose);
    expect([folder.value, pick.mock.calls[0]]).toEqual(["/tmp", ["/tmp"]]);
    await fireEvent.click(choose);
    await vi.waitFor(() => expect(folder.value).toBe("/media/usb"));
    expect(within(dialog).getByRole<HTMLInputElement>("textbox", { name: "Hết ngày" }).value).toBe("30/06/2025");
    await press(dialog, "Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(last("divide_book")).toEqual({ day: "2025-06-30", folder: "/media/usb" }));
    expect(await within(dialog).findByText("Phường Ninh Kiều")).toBeTruthy();
    expect(within(dialog).getByText("1.284")).toBeTruthy();
    await fireEvent.click(within(dialog).getByRole("button", { name: "Mở biên bản" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("/media/usb/bien-ban-chia-so.pdf");
  });
});

describe("looking at the book as it stood", () => {
  it("is asked by Alt+0, said by a banner, and left by Escape", async () => {
    const { last, session } = await open("units");
    await press(window, "0", { altKey: true });
    const dialog = await screen.findByRole("dialog");
    await fireEvent.click(within(dialog).getByRole("radio", { name: /Như lúc trước/ }));
    await fireEvent.input(within(dialog).getByRole("textbox", { name: "Ngày" }), { target: { value: "5/11/2024" } });
    await fireEvent.input(within(dialog).getByRole("textbox", { name: "Giờ" }), { target: { value: "17h" } });
    await fireEvent.click(within(dialog).getByRole("radio", { name: /Địa giới hiện nay/ }));
    await press(dialog, "Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(last("set_view")).toEqual({ seen_at: "2024-11-05T17:00", boundary: "now" }));
    expect(await screen.findByText("Đang xem sổ như lúc 17h00 ngày 05/11/2024; không ghi được.")).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: /Ghi sáp nhập/ }).disabled).toBe(true);
    await press(window, "Escape");
    await vi.waitFor(() => expect(last("set_view")).toEqual({ seen_at: null, boundary: "now" }));
    await vi.waitFor(() => expect(session.head?.read_only).toBe(false));
    expect(screen.getByRole("contentinfo").querySelector(".fixed:last-of-type")?.textContent).toBe("Địa giới hiện nay");
  });

  it("leaves Escape to what is open above it", async () => {
    const { host } = await open("units");
    await host.call("set_view", { seen_at: "2024-11-05", boundary: "then" });
    host.tell(["book"]);
    expect(await screen.findByText(/hết ngày 05\/11\/2024; không ghi được/)).toBeTruthy();
    await press(window, "m", { ctrlKey: true });
    await screen.findByRole("complementary", { name: "Khớp tên" });
    await press(window, "Escape");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(host.count("set_view")).toBe(1);
    await press(window, "Escape");
    await vi.waitFor(() => expect(host.count("set_view")).toBe(2));
  });
});

describe("the settings", () => {
  it("walk the days by arrows and set one", async () => {
    const { last } = await open("settings");
    const today = (await screen.findByText(/thứ Hai 18\/03\/2024/)).closest("button") as HTMLElement;
    expect(today.tabIndex).toBe(0);
    today.focus();
    await press(today, "ArrowDown");
    await press(document.activeElement as Element, "ArrowRight");
    expect((document.activeElement as HTMLElement).dataset.day).toBe("2024-03-26");
    // By label and text: roles are reckoned slowly over the buttons of 366 days.
    const name = screen.getByLabelText("Tên hoặc lý do");
    await fireEvent.input(name, { target: { value: "Ngày truyền thống" } });
    await fireEvent.submit(name.closest("form") as HTMLFormElement);
    expect(last("set_calendar_day")).toEqual({ day: "2024-03-26", working: false, name: "Ngày truyền thống" });
    const reset = await screen.findByText("Trả về lịch chung");
    await fireEvent.click(reset);
    expect(last("set_calendar_day")).toEqual({ day: "2024-03-26", working: null, name: "" });
  });

  it("send the rule that changed with the one that stays", async () => {
    const { last } = await open("settings");
    await fireEvent.click(await screen.findByText("Kỳ và đợt"));
    const due = await screen.findByRole("spinbutton", { name: "Hạn nộp sau khi hết kỳ" });
    await fireEvent.change(due, { target: { value: "3" } });
    expect(last("set_period_rules")).toEqual({ due_working_days: 3, week_anchor: 4 });
  });

  it("add a campaign with its days", async () => {
    const { last } = await open("settings");
    await fireEvent.click(await screen.findByText("Kỳ và đợt"));
    await fireEvent.click(await screen.findByRole("button", { name: /Thêm đợt/ }));
    const dialog = await screen.findByRole("dialog");
    const type = async (label: string, value: string) =>
      fireEvent.input(within(dialog).getByRole("textbox", { name: label }), { target: { value } });
    await type("Tên đợt", "90 ngày");
    await type("Từ ngày", "1/3/2024");
    await type("Đến ngày", "30/5/2024");
    await press(dialog, "Enter", { ctrlKey: true });
    await vi.waitFor(() =>
      expect(last("add_campaign")).toEqual({ name: "90 ngày", first_day: "2024-03-01", last_day: "2024-05-30", document: "" }),
    );
  });
});
