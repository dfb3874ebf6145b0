import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { safetyPlace } from "../src/features/safety/place.svelte";
import { Session } from "../src/lib/session.svelte";
import { CODE, COPY, HURT, PASSPHRASE, SAFE, SafetyHost } from "./fakeSafety";

beforeEach(() => void Object.assign(safetyPlace, { section: "copies", file: null }));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

async function start(prepare: (host: SafetyHost) => void = () => undefined, open = true) {
  const host = new SafetyHost(open);
  prepare(host);
  const session = new Session(host);
  render(App, { session });
  session.start();
  if (open) await screen.findByRole("navigation", { name: "Màn hình" });
  else await screen.findByRole("heading", { name: "Sổ mở gần đây" });
  return { host, session };
}

async function safety(prepare: (host: SafetyHost) => void = () => undefined) {
  const opened = await start(prepare);
  await key("a", { altKey: true });
  await screen.findByRole("heading", { name: "An toàn" });
  await vi.waitFor(() => expect(fact()).not.toBe(""));
  return opened;
}

const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const text = (element: Element | null) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
const fact = () => text(document.querySelector("[data-fact=encryption]"));
const ways = () => [...document.querySelectorAll("[data-fact=encryption] button")].map((own) => text(own).replace(/…?Ctrl M$|…$/, ""));
/** The one on top. */
const dialog = () => [...document.querySelectorAll("dialog")].at(-1)!;
const field = (label: string) => within(dialog()).getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.input(field(label), { target: { value } });
const submit = () => fireEvent.submit(dialog().querySelector("form")!);
const escape = () => fireEvent(dialog(), new Event("cancel", { cancelable: true }));
const act = () => dialog().querySelector<HTMLButtonElement>("button[type=submit]")!;
const gone = () => vi.waitFor(() => expect(document.querySelector("dialog")).toBeNull());
const SECRET = "Mật khẩu, hoặc mã trên phiếu khôi phục";
const CURRENT = "Mật khẩu đang dùng, hoặc mã trên phiếu khôi phục";

async function clean() {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
}

describe("opening an encrypted book", () => {
  const recent = async () => fireEvent.click(await screen.findByRole("button", { name: /Quận Bình Thủy/ }));

  it("asks for its passphrase; a wrong one is said in the dialog and chosen, to be typed over", async () => {
    const { session } = await start((own) => own.locked.add(HURT.path), false);
    await recent();
    await screen.findByText("Sổ có mật khẩu");
    expect(text(dialog())).toContain("hong.so06");
    expect([field(SECRET).type, document.activeElement]).toEqual(["password", field(SECRET)]);
    expect(act().getAttribute("aria-disabled")).toBe("true");
    await clean();
    await type(SECRET, "nhầm mất rồi");
    await submit();
    expect(text(await within(dialog()).findByRole("alert", { hidden: true }))).toBe("Từ chối: wrong_book_passphrase.");
    await vi.waitFor(() => expect(document.activeElement).toBe(field(SECRET)));
    expect([field(SECRET).selectionStart, field(SECRET).selectionEnd]).toEqual([0, "nhầm mất rồi".length]);
    await clean();
    await type(SECRET, PASSPHRASE);
    await submit();
    await screen.findByRole("navigation", { name: "Màn hình" });
    expect([session.head?.path, document.querySelector("dialog")]).toEqual([HURT.path, null]);
  });

  it("shows what is typed, and says that capitals are on", async () => {
    await start((own) => own.locked.add(HURT.path), false);
    await recent();
    await screen.findByText("Sổ có mật khẩu");
    await fireEvent.click(within(dialog()).getByRole("button", { name: "Hiện", hidden: true }));
    expect(field(SECRET).type).toBe("text");
    await fireEvent.keyDown(field(SECRET), { key: "A", modifierCapsLock: true });
    expect(text(dialog())).toContain("Caps Lock đang bật");
    await fireEvent.keyUp(field(SECRET), { key: "CapsLock" });
    expect(text(dialog())).not.toContain("Caps Lock đang bật");
    await escape();
    await gone();
    await recent();
    await screen.findByText("Sổ có mật khẩu");
    expect([field(SECRET).type, field(SECRET).value]).toEqual(["password", ""]);
  });

  it("that is given up tells no error", async () => {
    const { host } = await start((own) => own.locked.add(HURT.path), false);
    await recent();
    await screen.findByText("Sổ có mật khẩu");
    await escape();
    await gone();
    expect([screen.queryByRole("alert"), host.count("open_book")]).toEqual([null, 1]);
    host.opens = [HURT.path];
    await key("o", { ctrlKey: true });
    await screen.findByText("Sổ có mật khẩu");
  });

  it("is asked for before a file is examined, and the dialog of that goes too when it is given up", async () => {
    const { host } = await start((own) => {
      own.locked.add(HURT.path);
      own.opens = [HURT.path, HURT.path];
    }, false);
    await key("F7");
    await screen.findByText("Sổ có mật khẩu");
    await escape();
    await gone();
    await key("F7");
    await screen.findByText("Sổ có mật khẩu");
    await type(SECRET, PASSPHRASE);
    await submit();
    await screen.findByText("Sổ bị hỏng.");
    host.locked.add(COPY.path);
    host.saves = ["C:\\So06\\moi.so06"];
    await fireEvent.click(await screen.findByRole("button", { name: /^Phục hồi từ bản này: binh-thuy/, hidden: true }));
    await screen.findByText("Sổ có mật khẩu");
    await type(SECRET, PASSPHRASE);
    await submit();
    await screen.findByText(/Sổ này được phục hồi từ bản sao lưu, dừng ở 05:58/);
    expect(host.requests("unlock_file")).toHaveLength(2);
  });

  it("from over another book and from a safety copy goes the same way", async () => {
    const { host, session } = await safety();
    host.locked.add(HURT.path).add(COPY.path);
    await fireEvent.click((await screen.findAllByRole("button", { name: /^Xem trước phục hồi bản lúc/ }))[0]!);
    await screen.findByText("Sổ có mật khẩu");
    await escape();
    await gone();
    host.opens = [HURT.path];
    await fireEvent.click(screen.getByTitle("Sổ"));
    await fireEvent.click(await screen.findByRole("menuitem", { name: "Mở sổ khác…" }));
    await screen.findByText("Sổ có mật khẩu");
    await escape();
    await gone();
    expect(session.failure).toBeNull();
  });
});

describe("the passphrase on the screen of safety", () => {
  const encrypted = (own: SafetyHost) => void (own.view = { ...SAFE, encrypted: true });

  it("is set by key; its sheet is printed, copied and put away before anything else", async () => {
    const { host } = await safety((own) => (own.left = ["E:\\SAO LUU\\khac.so06"]));
    expect(ways()).toEqual(["Đặt mật khẩu"]);
    await key("m", { ctrlKey: true });
    await screen.findByText("Đặt mật khẩu cho sổ");
    expect(text(dialog())).toContain("tệp minh chứng, bản in PDF và bảng đã xuất");
    expect(text(dialog())).toContain("Mất cả mật khẩu lẫn phiếu khôi phục thì không ai mở được sổ");
    expect(document.activeElement).toBe(field("Mật khẩu mới"));
    await clean();
    await type("Mật khẩu mới", "ngắn quá");
    await submit();
    expect(text(dialog())).toContain("Mật khẩu ít nhất 12 ký tự");
    await type("Mật khẩu mới", PASSPHRASE);
    expect(text(dialog())).toContain("Hai lần gõ mật khẩu khác nhau");
    await type("Gõ lại mật khẩu", PASSPHRASE);
    await submit();
    await vi.waitFor(() => expect(text(document.querySelector("[data-recovery]"))).toBe(CODE.join(" ")));
    expect([...document.querySelectorAll("[data-recovery] span")].map(text)).toEqual(CODE);
    expect(host.requests("set_passphrase")).toEqual([{ current: "", passphrase: PASSPHRASE }]);
    expect(text(document.querySelector("[data-followed]"))).toBe("2 bản sao lưu đã được ghi lại theo mật khẩu này.");
    expect(text(document.querySelector("[data-left-copies]"))).toContain("E:\\SAO LUU\\khac.so06");
    expect(document.querySelector("[data-hold]")).not.toBeNull();
    await clean();
    const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
    await fireEvent.click(within(dialog()).getByRole("button", { name: "In tờ này", hidden: true }));
    expect(print).toHaveBeenCalledOnce();
    await escape();
    await submit();
    expect(document.querySelector("[data-recovery]"), "it is not put away yet").not.toBeNull();
    await fireEvent.click(field("Tôi đã in hoặc chép phiếu và cất đi"));
    await submit();
    await gone();
    await vi.waitFor(() => expect(fact()).toMatch(/^Mã hóa Đã mã hóa Mở sổ và bản sao lưu cần mật khẩu/));
    expect(ways()).toEqual(["Đổi mật khẩu", "In phiếu khôi phục", "Bỏ mật khẩu"]);
  });

  it("is changed by key, with the one of now", async () => {
    const { host } = await safety(encrypted);
    await key("m", { ctrlKey: true });
    await screen.findByText("Đổi mật khẩu của sổ");
    expect(document.activeElement).toBe(field(CURRENT));
    await clean();
    await type(CURRENT, "nhầm");
    await type("Mật khẩu mới", "cây đa bến nước sân đình");
    await type("Gõ lại mật khẩu", "cây đa bến nước sân đình");
    await submit();
    expect(text(await within(dialog()).findByRole("alert", { hidden: true }))).toBe("Từ chối: wrong_book_passphrase.");
    await vi.waitFor(() => expect([document.activeElement, field(CURRENT).selectionEnd]).toEqual([field(CURRENT), "nhầm".length]));
    await type(CURRENT, PASSPHRASE);
    await submit();
    await screen.findByText("Phiếu khôi phục của sổ");
    expect(host.count("set_passphrase")).toBe(2);
  });

  it("shows its sheet again, which may be left at once", async () => {
    await safety(encrypted);
    await fireEvent.click(screen.getByRole("button", { name: "In phiếu khôi phục…" }));
    await type(CURRENT, PASSPHRASE);
    await submit();
    await vi.waitFor(() => expect(text(document.querySelector("[data-recovery]"))).toBe(CODE.join(" ")));
    expect([document.querySelector("[data-hold]"), dialog().querySelector("[type=checkbox]")]).toEqual([null, null]);
    await clean();
    await escape();
    await gone();
  });

  it("is removed by a button that says so, and copies that keep theirs are told", async () => {
    const { host } = await safety((own) => {
      encrypted(own);
      own.left = [COPY.path];
    });
    await fireEvent.click(screen.getByRole("button", { name: "Bỏ mật khẩu…" }));
    expect(text(dialog())).toContain("ai lấy được tệp đều đọc được");
    expect([act().className.includes("danger"), text(act())]).toEqual([true, "Bỏ mật khẩu Ctrl Enter".replace(" Ctrl", "Ctrl")]);
    await clean();
    await type(CURRENT, PASSPHRASE);
    await submit();
    await screen.findByText("Đã bỏ mật khẩu");
    expect(host.requests("set_passphrase")).toEqual([{ current: PASSPHRASE, passphrase: null }]);
    expect(text(dialog())).toContain(COPY.path);
    await clean();
    await submit();
    await gone();
    await vi.waitFor(() => expect(ways()).toEqual(["Đặt mật khẩu"]));
  });

  it("is not offered to a role that may not set it, in an archive, and in a book that is only looked at", async () => {
    const { session } = await safety((own) => (own.book = { ...own.book!, signed: { id: 2, name: "Lê Văn Tuấn", role: "enter" } }));
    expect([ways(), fact()]).toEqual([[], expect.stringContaining("Việc này dành cho quản trị sổ.")]);
    await key("m", { ctrlKey: true });
    expect(document.querySelector("dialog")).toBeNull();
    session.screen = "overview";
    cleanup();
    await safety((own) => (own.view = { ...SAFE, archive: true }));
    expect(ways()).toEqual([]);
    await key("m", { ctrlKey: true });
    expect(document.querySelector("dialog")).toBeNull();
    cleanup();
    await safety((own) => (own.book = { ...own.book!, read_only: true }));
    expect(ways()).toEqual([]);
  });
});
