import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { exchangePlace } from "../src/features/exchange/place.svelte";
import { Session } from "../src/lib/session.svelte";
import { ctrl, key, open, text } from "./exchangePage";
import { ExchangeHost } from "./fakeExchange";

afterEach(cleanup);

const take = (host: ExchangeHost) => host.asked.filter(({ name }) => name === "take_packages").map(({ request }) => request);
const line = (name: string | number) => document.querySelector<HTMLElement>(`[data-line="${name}"]`)!;
const grid = (name: string) => screen.findByRole("grid", { name });

/** Without a layout neither contrast nor what is in sight can be judged. */
async function clean() {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
}

describe("packages that came", () => {
  it("are opened by a key, shown row by row with signs, and taken by a key as they were shown", async () => {
    const { host } = await open((own) => (own.picks = ["/usb/7.so06x"]));
    await ctrl("o");
    await grid("Các dòng của 7.so06x");
    expect(screen.getByRole("heading", { name: "Phường Trà An" })).toBeTruthy();
    expect(document.body.textContent).toContain("gói số 7 · báo cáo · Tháng 3/2024 · số liệu từ 14/01/2024 đến 14/03/2024 · lập lúc 14/03/2024 09:12");
    const rows = [...document.querySelectorAll("[data-line]")].map((row) => text(row));
    expect(rows).toHaveLength(7);
    expect(rows[0]).toContain("×không nhận Phường Trà An Hồ sơ tiếp nhận tháng 3/2024 Số liệu không được âm");
    expect(rows[3]).toMatch(/^≠đổi .* 7\.802→ thành 7\.912$/);
    expect(rows[6]).toMatch(/^\+mới .* –→ thành 8\.144$/);
    const totals = within(screen.getByRole("region", { name: "Tổng các số trong gói" }));
    expect(within(totals.getAllByRole("row")[2]!).getAllByRole("cell").map(text)).toEqual(["Tài khoản định danh điện tử đã kích hoạt", "0", "1", "7.802", "7.912"]);
    expect(host.count("take_packages")).toBe(0);
    await ctrl("Enter");
    await screen.findByText("Đã nhận 1 gói, 4 dòng vào sổ.");
    expect(take(host)).toEqual([{ paths: ["/usb/7.so06x"], files: [], recognise: [], accept_mass: false }]);
    await clean();
    await ctrl("z");
    await screen.findByRole("button", { name: /Nhận 1 gói/ });
    expect(screen.queryByText("Đã nhận 1 gói, 4 dòng vào sổ.")).toBeNull();
  });

  it("are shown by one kind of rows, and the row at hand says what it means", async () => {
    await open((own) => (own.picks = ["/usb/7.so06x"]));
    await ctrl("o");
    const table = await grid("Các dòng của 7.so06x");
    await fireEvent.click(screen.getByRole("button", { name: /1 kỳ đã chốt/ }));
    expect(document.querySelectorAll("[data-line]")).toHaveLength(1);
    expect(document.body.textContent).toContain("Số đã chốt giữ nguyên, dòng này thành đề nghị điều chỉnh.");
    await fireEvent.click(screen.getByRole("button", { name: "Tất cả 7" }));
    table.focus();
    await key("ArrowDown");
    expect(document.body.textContent).toContain("Hai bên cùng sửa một chỗ. Sổ giữ số của mình");
    expect(table.getAttribute("aria-activedescendant")).toBe(document.querySelector("[aria-selected=true]")?.id);
  });

  it("of a large batch are counted whole where not every row is shown", async () => {
    const { host } = await open((own) => {
      own.picks = ["/usb/7.so06x"];
      own.unshown = [{ verdict: "new", count: 1200 }];
    });
    await ctrl("o");
    await grid("Các dòng của 7.so06x");
    expect(document.querySelectorAll("[data-line]")).toHaveLength(7);
    expect(screen.getByRole("button", { name: "Tất cả 1.207" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "1.201 mới" })).toBeTruthy();
    expect(document.body.textContent).toContain("còn 1.200 dòng không hiện từng dòng");
    await clean();
    await ctrl("Enter");
    await screen.findByText("Đã nhận 1 gói, 1.204 dòng vào sổ.");
    expect(host.count("take_packages")).toBe(1);
  });

  it("of an unknown key show its eight characters, and are looked over again with it", async () => {
    const { host } = await open((own) => (own.picks = ["/usb/la.so06x"]));
    await ctrl("o");
    const asked = await screen.findByRole("region", { name: "Khóa lạ." });
    expect(text(asked.querySelector("[data-fingerprint]"))).toBe("K7MP-2Q9X");
    expect(text(asked)).toContain("Gọi điện cho đơn vị để so mã, rồi bấm Công nhận khóa này.");
    await clean();
    await ctrl("Enter");
    expect(host.count("take_packages")).toBe(0);
    await ctrl("Enter", { shiftKey: true });
    await screen.findByText("Khóa K7MP-2Q9X được công nhận cùng lúc nhận gói.");
    await ctrl("Enter");
    await vi.waitFor(() => expect(take(host)).toEqual([{ paths: ["/usb/la.so06x"], files: [], recognise: ["K7MP-2Q9X"], accept_mass: false }]));
  });

  it("with a large change stop and ask", async () => {
    const { host } = await open((own) => (own.picks = ["/usb/lon.so06x"]));
    await ctrl("o");
    expect(text(await screen.findByRole("alert"))).toContain("thay đổi 9/12 số liệu đã chốt");
    await fireEvent.click(screen.getByRole("button", { name: /Chấp nhận thay đổi lớn/ }));
    await screen.findByText("Thay đổi lớn của gói này đã được chấp nhận.");
    await ctrl("Enter");
    await vi.waitFor(() => expect(take(host)).toEqual([{ paths: ["/usb/lon.so06x"], files: [], recognise: [], accept_mass: true }]));
  });

  it("are dropped here, several at once, and gone through by F8", async () => {
    await open();
    const data = { types: ["Files"], files: [new File(["a"], "7.so06x"), new File(["b"], "hong.so06x")], dropEffect: "" };
    await fireEvent.drop(document.body, { dataTransfer: data });
    const list = within(await screen.findByRole("navigation", { name: "Gói đến" }));
    await list.findByText("không nhận");
    expect(list.getByRole("button", { name: /Phường Trà An/, current: true })).toBeTruthy();
    await key("F8");
    expect(text(screen.getByRole("alert"))).toContain("chữ ký không khớp");
    expect(text(document.querySelector("#exchange-why"))).toContain("để lại 1 tệp");
    await clean();
    await key("F8", { shiftKey: true });
    const here = document.querySelector<HTMLElement>("[data-parcel][tabindex='0']")!;
    here.focus();
    await key("Delete");
    await vi.waitFor(() => expect(list.queryByText(/Phường Trà An/)).toBeNull());
  });

  it("of many rows draw those in sight", async () => {
    await open((own) => Object.assign(own, { picks: ["/usb/nhieu.so06x"], many: 5000 }));
    await ctrl("o");
    const table = await grid("Các dòng của nhieu.so06x");
    expect(table.getAttribute("aria-rowcount")).toBe("5001");
    expect(document.querySelectorAll("[data-line]").length).toBeLessThan(60);
    table.focus();
    await key("End");
    expect(text(document.querySelector("[aria-selected=true]"))).toContain("Chỉ tiêu 5000");
  });

  it("are not taken into a book that is only read", async () => {
    const { host, session } = await open((own) => (own.picks = ["/usb/7.so06x"]));
    session.head = { ...session.head!, read_only: true };
    await ctrl("o");
    await grid("Các dòng của 7.so06x");
    await ctrl("Enter");
    expect(host.count("take_packages")).toBe(0);
    expect(screen.getByRole("button", { name: /Nhận 1 gói/ }).getAttribute("aria-disabled")).toBe("true");
  });
});

describe("rows that wait", () => {
  it("show both sides and are decided by 1 and 2, with a note", async () => {
    const { host } = await open();
    await ctrl("2");
    const table = await grid("Chờ xử lý");
    await vi.waitFor(() => expect(document.activeElement).toBe(table));
    const both = within(screen.getByRole("complementary", { name: "Hai bên của dòng đang chọn" }));
    expect(text(both.getByRole("region", { name: "Sổ này" }))).toContain("1.204");
    expect(text(both.getByRole("region", { name: "Bên gửi" }))).toContain("1.240 Phường Trà An · gói số 7 · Cán bộ phường · 13/03/2024 16:02");
    await clean();
    await key("F2");
    const note = both.getByRole("textbox", { name: /Ghi chú khi quyết định/ });
    expect(document.activeElement).toBe(note);
    await fireEvent.input(note, { target: { value: " phường gửi lại 2 lần " } });
    // A digit in the note is text.
    await key("2");
    expect(host.count("decide_held")).toBe(0);
    await key("Enter");
    expect(document.activeElement).toBe(table);
    await key("2");
    await vi.waitFor(() => expect(host.asked.find(({ name }) => name === "decide_held")?.request).toEqual({ id: 31, theirs: true, note: "phường gửi lại 2 lần" }));
    await screen.findByText("Đã lấy số bên gửi: Thẻ căn cước đã trả, Phường Trà An");
    await vi.waitFor(() => expect(line(31)).toBeNull());
    // The next row stands in its place, and nothing of the last note with it.
    expect(line(32).getAttribute("aria-selected")).toBe("true");
    expect(both.getByRole<HTMLTextAreaElement>("textbox").value).toBe("");
    expect(document.activeElement).toBe(table);
  });

  it("of a closed period say why theirs cannot be taken", async () => {
    await open();
    await ctrl("2");
    (await grid("Chờ xử lý")).focus();
    await key("ArrowDown");
    await key("2");
    expect(text(await screen.findByRole("alert"))).toContain("Mở lại kỳ rồi quyết định");
    await key("ArrowDown");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(text(screen.getByRole("complementary"))).toContain("Số liệu không được âm");
    await key("1");
    await screen.findByText(/Đã giữ số của mình: Hồ sơ tiếp nhận/);
  });

  it("are still there once decided, where one asks for all", async () => {
    await open((own) => (own.held = own.held.map((row) => ({ ...row, state: "ours", answer: "đã gọi điện" }))));
    await ctrl("2");
    await screen.findByText("Không có dòng nào chờ xử lý");
    await fireEvent.click(screen.getByRole("button", { name: "Cả dòng đã xử lý" }));
    await grid("Chờ xử lý");
    expect(text(screen.getByRole("complementary"))).toContain("Kết quảgiữ số của mìnhGhi chú khi quyết địnhđã gọi điện");
    expect(screen.queryByRole("button", { name: /Lấy số bên gửi/ })).toBeNull();
  });

  it("are counted at their view", async () => {
    await open();
    await vi.waitFor(() => expect(text(screen.getByRole("button", { name: /Chờ xử lý/ }))).toBe("Chờ xử lý4"));
  });
});

describe("how exchange stands", () => {
  it("names what came, what is missing and what was acknowledged", async () => {
    await open();
    await ctrl("4");
    await grid("Tình hình");
    await fireEvent.click(screen.getByRole("button", { name: "Gói" }));
    await grid("Tình hình");
    expect(text(line(2))).toContain("31168 Phường Trà An số 9 · 01/03/2024 thiếu gói số 7, 8 đã xác nhận số 3 · 01/03/2024 4 1");
    expect(line(2).querySelectorAll("td")[2]!.title).toBe("gói số 9 · 01/03/2024 08:00 · Tháng 3/2024");
    expect(text(line(3))).toContain("chưa gửi gói nào nơi nhận đã rút");
    expect(document.body.textContent).toContain("4 nơi; 2 chưa gửi gói nào; 1 thiếu gói");
    await clean();
    await fireEvent.input(screen.getByRole("searchbox"), { target: { value: "tra noc" } });
    expect(document.querySelectorAll("[data-line]")).toHaveLength(1);
  });

  it("writes a package for the chosen body by keys, into a folder that is asked once", async () => {
    const { host } = await open();
    await ctrl("4");
    (await grid("Tình hình")).focus();
    await key("ArrowDown");
    await key("Enter");
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    expect(dialog.getByRole("combobox", { hidden: true })).toHaveProperty("value", "");
    await fireEvent.change(dialog.getByRole("combobox", { hidden: true }), { target: { value: "2024-T03" } });
    await fireEvent.submit(document.querySelector("dialog form")!);
    await screen.findByText("Đã xuất gói số 4 cho Phường Trà An: /media/USB/31168-4.so06x");
    expect(host.asked.find(({ name }) => name === "write_package")?.request).toEqual({ body: 2, period: "2024-T03", folder: "/media/USB" });
    expect(exchangePlace.folder).toBe("/media/USB");
    exchangePlace.way = "packages";
    await vi.waitFor(() => expect(text(line(2))).toContain("chưa xác nhận số 4"));
    host.folder = null;
    (await grid("Tình hình")).focus();
    await key("ArrowDown");
    await key("Enter");
    await fireEvent.submit(document.querySelector("dialog form")!);
    await screen.findByText(/Đã xuất gói số 4 cho Phường Trà Nóc \(không mã hóa\)/);
  });

  it("proposes the period at hand for what goes up", async () => {
    await open();
    await ctrl("4");
    (await grid("Tình hình")).focus();
    await key("Enter");
    expect(within(await screen.findByRole("dialog", { hidden: true })).getByRole("combobox", { hidden: true })).toHaveProperty("value", "2024-Q1");
    await clean();
  });
});

describe("keys", () => {
  it("show one's own to be read out, and those of others with their state", async () => {
    await open();
    await ctrl("5");
    await grid("Khóa");
    expect(text(document.querySelector("[data-own]"))).toBe("B4TH-7W2C");
    expect(line(50)).toBeNull();
    expect(text(line(52))).toContain("N6CR-9MV4 đã thu hồi 15/01/2024 máy bị mất ngày 20/02/2024");
    await clean();
  });

  it("are revoked only with a reason, and what is revoked is no longer asked about", async () => {
    const { host } = await open();
    await ctrl("5");
    (await grid("Khóa")).focus();
    await key("Delete");
    const dialog = await screen.findByRole("dialog", { hidden: true });
    await fireEvent.submit(dialog.querySelector("form")!);
    expect(host.count("change_site")).toBe(0);
    await fireEvent.input(within(dialog).getByRole("textbox", { hidden: true }), { target: { value: "mất máy" } });
    await fireEvent.submit(dialog.querySelector("form")!);
    await vi.waitFor(() => expect(host.asked.find(({ name }) => name === "change_site")?.request).toEqual({ id: 51, revoked: true, reason: "mất máy" }));
    await vi.waitFor(() => expect(text(line(51))).toContain("đã thu hồi"));
    await key("F2");
    expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
  });
});

describe("a fresh machine", () => {
  it("becomes the unit whose package it opens", async () => {
    const host = new ExchangeHost({}, false);
    host.picks = ["/usb/31168-giao-001.so06x"];
    const suggested: string[] = [];
    host.pickSave = ((path: string) => Promise.resolve((suggested.push(path), path))) as never;
    const session = new Session(host);
    render(App, { session });
    session.start();
    await screen.findByText(/Phiên bản/);
    await ctrl("O", { shiftKey: true });
    await vi.waitFor(() => expect(session.head?.name).toBe("Phường Trà An"));
    expect(host.asked.find(({ name }) => name === "new_from_package")?.request).toEqual({ file: "/usb/31168-giao-001.so06x", path: "/home/so06/31168-giao-001.so06" });
    expect(suggested).toHaveLength(1);
  });

  it("stays as it is when nothing is chosen", async () => {
    const host = new ExchangeHost({}, false);
    const session = new Session(host);
    render(App, { session });
    session.start();
    await fireEvent.click(await screen.findByRole("button", { name: /Mở gói cấp trên giao/ }));
    expect(host.count("new_from_package")).toBe(0);
    expect(session.head).toBeNull();
  });
});
