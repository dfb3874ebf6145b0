import "./browser";

import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { EVERY } from "../src/features/officers/idle.svelte";
import { lastOfficer, setLockAfter } from "../src/features/officers/local.svelte";
import { place } from "../src/features/settings/place.svelte";
import { CallError } from "../src/ipc/host";
import type { BookHead, OfficerRow, Role, SaveOfficer } from "../src/ipc/types";
import { headFor, may, whyNot } from "../src/lib/access";
import { Session } from "../src/lib/session.svelte";
import { FakeHost, head } from "./fakeHost";

const seen = <T>(value: T) => ({ value, changes: [] });
const refusal = (code: string, params: Record<string, string> = {}) => new CallError({ code, params, detail: "", message: `Từ chối: ${code}.` });
const HOA: OfficerRow = { id: 1, name: "Nguyễn Thị Hoa", post: "Chuyên viên", role: "administer", has_pin: true };
const TUAN: OfficerRow = { id: 2, name: "Lê Văn Tuấn", post: "", role: "enter", has_pin: true };
let books = 0;

/** Officers, one PIN for all of them, and a lock. */
class OfficerHost extends FakeHost {
  rows: OfficerRow[] = [];
  signed: OfficerRow | null = null;
  path = `D:\\So06\\can-bo-${(books += 1)}.so06`;

  constructor(rows: OfficerRow[] = [], signed: OfficerRow | null = null) {
    super({});
    this.rows = rows;
    this.signed = signed;
    Object.assign(this.answers, {
      book: () => seen(this.head()),
      start: () => seen({ version: "0.1.0", books_dir: "C:\\So06", asked: null, office: { support: "", language: null, problem: "" }, recent: [], examples: [] }),
      officers: () => seen(this.rows),
      close_book: () => seen(null),
      sign_out: () => {
        this.signed = null;
        return seen(this.head());
      },
      sign_in: ({ name, pin }: { name: string; pin: string }) => {
        if (pin === "nhiều lần") return Promise.reject(refusal("pin_pause", { seconds: "30" }));
        if (pin !== "246810") return Promise.reject(refusal("wrong_pin"));
        this.signed = this.rows.find((own) => own.name === name) ?? null;
        return seen(this.head());
      },
      save_officer: ({ id, pin, ...said }: SaveOfficer) => {
        const first = !this.rows.some(({ has_pin }) => has_pin) && pin !== null;
        const own = { ...said, id: id ?? this.rows.length + 1, has_pin: pin !== null || (this.rows.find((row) => row.id === id)?.has_pin ?? false) };
        this.rows = [...this.rows.filter((row) => row.id !== own.id), own];
        if (first) this.signed = own;
        return { value: { id: own.id, recovery: first ? "ABCDE-FGHJK-LMNPQ-RSTUV" : null }, changes: ["settings"] };
      },
      remove_officer: ({ id }: { id: number }) => {
        this.rows = this.rows.filter((row) => row.id !== id);
        return { value: null, changes: ["settings"] };
      },
    });
  }

  head(): BookHead {
    const named = this.rows.filter(({ has_pin }) => has_pin);
    const own = { ...head, path: this.path };
    if (this.signed === null && named.length > 0) return { ...own, locked: named.map(({ name }) => name), officer: "", periods: [], period: "", read_only: true };
    return { ...own, signed: this.signed && { id: this.signed.id, name: this.signed.name, role: this.signed.role } };
  }
}

beforeEach(() => {
  localStorage.clear();
  setLockAfter("10");
  place.section = "officers";
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function start(rows: OfficerRow[] = [], signed: OfficerRow | null = null, screenName: "settings" | "journal" = "settings") {
  const host = new OfficerHost(rows, signed);
  const session = new Session(host);
  session.screen = screenName;
  render(App, { session });
  session.start();
  await vi.waitFor(() => expect(session.ready).toBe(true));
  return { host, session };
}

const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const pin = () => screen.getByLabelText<HTMLInputElement>("Mã PIN");
const type = (label: string, value: string) => fireEvent.input(screen.getByLabelText(label), { target: { value } });
const submit = (within = "form") => fireEvent.submit(document.querySelector(within)!);

async function clean() {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
}

describe("what a role may do", () => {
  it("is the engine's table", () => {
    const roles: Role[] = ["enter", "check", "lead", "administer"];
    const row = (need: Parameters<typeof may>[1]) => roles.map((role) => (may(role, need) ? "x" : "-")).join("");
    expect([row("enter"), row("check"), row("sign"), row("administer")]).toEqual(["xx-x", "-x-x", "--xx", "---x"]);
  });

  it("is everything in a book without officers", () => {
    expect(may(null, "administer")).toBe(true);
    expect(whyNot(head, "administer")).toBeNull();
    expect(headFor(head, "administer")).toBe(head);
  });

  it("is said in words where it is not enough", () => {
    const own: BookHead = { ...head, signed: { id: 2, name: TUAN.name, role: "enter" } };
    expect(whyNot(own, "check")).toBe("Vai trò của Lê Văn Tuấn là nhập số. Việc này dành cho cán bộ soát số, quản trị sổ.");
    expect(headFor(own, "administer").read_only).toBe(true);
    expect(headFor(own, "enter").read_only).toBe(false);
  });
});

describe("a locked book", () => {
  it("tells its name and who may sign in, and nothing of the frame", async () => {
    await start([HOA, TUAN]);
    await screen.findByRole("heading", { name: "Quận Bình Thủy" });
    expect(screen.queryByRole("navigation")).toBeNull();
    expect(screen.getAllByRole("radio").map((own) => (own as HTMLInputElement).value)).toEqual([HOA.name, TUAN.name]);
    await submit();
    expect((await screen.findByRole("alert")).textContent).toContain("Chọn tên của mình trước");
    await clean();
  });

  it("is opened by name and PIN; a wrong one is said, and the next time the name stands first", async () => {
    const { session, host } = await start([HOA, TUAN]);
    session.period = "2024-T03";
    await fireEvent.click(await screen.findByRole("radio", { name: TUAN.name }));
    await type("Mã PIN", "135791");
    await submit();
    await screen.findByText("Từ chối: wrong_pin.");
    expect(pin().value).toBe("");
    expect(document.activeElement).toBe(pin());
    await type("Mã PIN", "246810");
    await submit();
    await screen.findByRole("navigation", { name: "Màn hình" });
    expect(session.period).toBe("2024-T03");
    expect(lastOfficer(host.path)).toBe(TUAN.name);
    await key("l", { altKey: true });
    await screen.findByRole("heading", { name: "Quận Bình Thủy" });
    expect(screen.getAllByRole<HTMLInputElement>("radio").map((own) => own.checked)).toEqual([true, false]);
    expect(screen.getAllByRole<HTMLInputElement>("radio")[0]?.value).toBe(TUAN.name);
    await fireEvent.keyDown(pin(), { key: "ArrowDown" });
    expect(screen.getByRole<HTMLInputElement>("radio", { name: HOA.name }).checked).toBe(true);
  });

  it("counts a pause down and asks nothing while it lasts", async () => {
    const { host } = await start([TUAN]);
    await screen.findByRole("radio");
    vi.useFakeTimers();
    await type("Mã PIN", "nhiều lần");
    await submit();
    await vi.waitFor(() => expect(document.querySelector("[data-left]")?.textContent).toBe("Còn 30 giây"));
    await vi.advanceTimersByTimeAsync(12_000);
    expect(document.querySelector("[data-left]")?.textContent).toBe("Còn 18 giây");
    await type("Mã PIN", "246810");
    await submit();
    expect(host.count("sign_in")).toBe(1);
    await vi.advanceTimersByTimeAsync(18_500);
    expect(document.querySelector("[data-left]")).toBeNull();
    await submit();
    await vi.waitFor(() => expect(host.count("sign_in")).toBe(2));
  });

  it("is shown as soon as some command is refused since nobody is signed in", async () => {
    const { host, session } = await start([HOA], HOA, "journal");
    await screen.findByRole("navigation", { name: "Màn hình" });
    host.signed = null;
    host.answers.journal = () => Promise.reject(refusal("not_signed_in"));
    await session.read("journal", { before: null, count: 1 } as never).catch(() => undefined);
    await screen.findByRole("heading", { name: "Quận Bình Thủy" });
  });
});

describe("a book locks by itself", () => {
  const wait = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * 60_000 + EVERY);
  const locked = () => screen.queryByText("Sổ đang khóa") !== null;

  async function idle(rows = [HOA], signed: OfficerRow | null = HOA) {
    // The clock is the test's before the window looks at it, and goes on meanwhile.
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const opened = await start(rows, signed);
    await screen.findByRole("navigation", { name: "Màn hình" });
    await screen.findByText("Cán bộ của sổ");
    await key("Shift");
    return opened;
  }

  it("after the chosen minutes, counted from the last key", async () => {
    await idle();
    await wait(9);
    await key("Shift");
    await wait(9);
    expect(locked()).toBe(false);
    await wait(1);
    expect(locked()).toBe(true);
  });

  it("never where that was chosen, and never without officers", async () => {
    await idle();
    setLockAfter("never");
    await wait(60);
    expect(locked()).toBe(false);
    cleanup();
    vi.useRealTimers();
    await idle([], null);
    await wait(60);
    expect(locked()).toBe(false);
  });

  it("waits for what is half typed in a dialog, and locks once it is gone", async () => {
    await idle();
    await key("n", { ctrlKey: true });
    await type("Họ tên", "Trần");
    await wait(30);
    expect(locked()).toBe(false);
    expect(screen.getByLabelText<HTMLInputElement>("Họ tên").value).toBe("Trần");
    await fireEvent(document.querySelector("dialog")!, new Event("cancel", { cancelable: true }));
    await wait(0);
    expect(locked()).toBe(true);
  });

  it("is not kept open by a dialog in which nothing was typed", async () => {
    await idle();
    await key("F1");
    await wait(11);
    expect(locked()).toBe(true);
  });
});

describe("the officers of a book", () => {
  it("begin with one who administers, whose recovery code is put away before anything else", async () => {
    const { host } = await start();
    await screen.findByText("Sổ chưa có cán bộ với mã PIN");
    await key("n", { ctrlKey: true });
    expect(screen.getByLabelText<HTMLSelectElement>("Vai trò").disabled).toBe(true);
    await type("Họ tên", HOA.name);
    await type("Mã PIN", "246810");
    await type("Nhập lại mã PIN", "246811");
    await submit("dialog form");
    expect(host.count("save_officer")).toBe(0);
    expect(document.querySelector("dialog")?.textContent).toContain("Hai lần nhập mã PIN chưa giống nhau");
    await type("Nhập lại mã PIN", "246810");
    await submit("dialog form");
    await vi.waitFor(() => expect(document.querySelector("[data-recovery]")?.textContent).toBe("ABCDE-FGHJK-LMNPQ-RSTUV"));
    expect(host.asked.find(({ name }) => name === "save_officer")?.request).toEqual({ id: null, name: HOA.name, post: "", role: "administer", pin: "246810" });
    const print = vi.spyOn(window, "print").mockImplementation(() => undefined);
    await fireEvent.click(screen.getByRole("button", { name: "In tờ này", hidden: true }));
    expect(print).toHaveBeenCalledOnce();
    await clean();
    await submit("dialog form");
    await fireEvent(document.querySelector("dialog")!, new Event("cancel", { cancelable: true }));
    expect(document.querySelector("[data-recovery]")).not.toBeNull();
    await fireEvent.click(screen.getByLabelText("Tôi đã cất mã cứu"));
    await submit("dialog form");
    await vi.waitFor(() => expect(document.querySelector("dialog")).toBeNull());
    await screen.findByRole("button", { name: /Nguyễn Thị Hoa.*quản trị sổ/ });
  });

  it("are changed without a new PIN, and removed after a question", async () => {
    const { host } = await start([HOA, TUAN], HOA);
    await fireEvent.click(await screen.findByRole("button", { name: `Sửa ${TUAN.name}` }));
    await fireEvent.change(screen.getByLabelText("Vai trò"), { target: { value: "check" } });
    await submit("dialog form");
    await vi.waitFor(() => expect(host.rows.find(({ id }) => id === 2)?.role).toBe("check"));
    expect(host.asked.find(({ name }) => name === "save_officer")?.request).toMatchObject({ id: 2, pin: null });
    await fireEvent.click(await screen.findByRole("button", { name: `Bỏ ${TUAN.name}` }));
    expect(host.count("remove_officer")).toBe(0);
    await submit("dialog form");
    await vi.waitFor(() => expect(host.rows.length).toBe(1));
    await clean();
  });

  it("are only looked at by one who does not administer, who may change the own PIN", async () => {
    const { host } = await start([HOA, TUAN], TUAN);
    host.answers.change_pin = () => Promise.reject(refusal("wrong_pin"));
    expect((await screen.findByRole("button", { name: /^Thêm cán bộ/ })).getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByText("Vai trò của Lê Văn Tuấn là nhập số. Việc này dành cho quản trị sổ.")).toBeTruthy();
    await key("n", { ctrlKey: true });
    expect(document.querySelector("dialog")).toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: /^Đổi mã PIN của mình/ }));
    await type("Mã PIN đang dùng", "1");
    await type("Mã PIN mới", "975310");
    await type("Nhập lại mã PIN", "975310");
    await submit("dialog form");
    await screen.findByText("Từ chối: wrong_pin.");
    expect(host.asked.at(-1)?.request).toEqual({ old: "1", new: "975310" });
  });
});
