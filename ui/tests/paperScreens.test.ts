import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import PrintDialog from "../src/features/report/PrintDialog.svelte";
import { reportPlace } from "../src/features/report/place.svelte";
import SignedSays from "../src/features/report/SignedSays.svelte";
import { CallError, type Printing } from "../src/ipc/host";
import type { SignedReading } from "../src/ipc/types";
import { Session } from "../src/lib/session.svelte";
import { issued, PaperHost } from "./fakePapers";

let copied: string[] = [];

beforeEach(() => {
  copied = [];
  reportPlace.enter("");
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: async (text: string) => void copied.push(text) } });
});
afterEach(cleanup);

async function open(prepare: (host: PaperHost) => void = () => undefined) {
  const host = new PaperHost();
  prepare(host);
  const session = new Session(host);
  render(App, { session });
  session.start();
  await screen.findByRole("navigation", { name: "Màn hình" });
  session.screen = "report";
  await screen.findByRole("group", { name: "Trạng thái văn bản" });
  return { host, session };
}

const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const alt = (name: string) => key(name, { altKey: true });
const line = () => screen.getByRole("group", { name: "Trạng thái văn bản" }).textContent?.replace(/\s+/g, " ") ?? "";
const says = (wanted: RegExp) => vi.waitFor(() => expect(line()).toMatch(wanted));
const hidden = { hidden: true } as const;

async function dialog() {
  const found = await screen.findByRole("dialog", hidden);
  await within(found).findByLabelText("Số văn thư cấp");
  return { found, at: within(found), number: () => within(found).getByLabelText<HTMLInputElement>("Số văn thư cấp"), act: () => fireEvent.submit(found.querySelector("form")!) };
}

describe("the quick report", () => {
  const refusal = () => {
    throw new CallError({ code: "no_such_period", message: "Kỳ này chưa bắt đầu.", params: {}, detail: "" });
  };
  /** A browser that looks at its content before it refuses. */
  function refusingClipboard() {
    vi.stubGlobal("ClipboardItem", class { constructor(readonly content: Record<string, Promise<Blob>>) {} });
    const write = async ([item]: { content: Record<string, Promise<Blob>> }[]) => {
      await Promise.allSettled(Object.values(item!.content));
      throw new DOMException("not allowed");
    };
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { write } });
  }
  afterEach(() => vi.unstubAllGlobals());
  async function asked() {
    await vi.waitFor(() => expect(screen.getByRole<HTMLButtonElement>("button", { name: /Báo cáo nhanh/ }).disabled).toBe(false));
    await key("e", { ctrlKey: true });
    return screen.findByRole("dialog", hidden);
  }

  it("that the book refuses says why, and no longer that it is being made", async () => {
    await open((own) => Object.assign(own.answers, { quick_report: refusal, quick_picture: refusal }));
    const found = await asked();
    expect((await within(found).findByRole("alert", hidden)).textContent).toContain("Kỳ này chưa bắt đầu.");
    expect(found.textContent).not.toContain("Đang lập");
    expect(within(found).getByRole("button", { name: /Chép để gửi chat/, ...hidden }).getAttribute("aria-disabled")).toBe("true");
  });

  it("tells the book's refusal before that of the clipboard, which is told when the book refuses nothing", async () => {
    refusingClipboard();
    const { host } = await open((own) => Object.assign(own.answers, {
      quick_report: () => ({ value: { title: "Báo cáo nhanh", text: "BÁO CÁO NHANH", figures: [] }, changes: [] }),
      quick_picture: () => ({ value: "", changes: [] }),
    }));
    const found = await asked();
    await within(found).findByText("BÁO CÁO NHANH");
    await fireEvent.submit(found.querySelector("form")!);
    expect((await within(found).findByRole("alert", hidden)).textContent).toContain("bộ nhớ tạm");
    Object.assign(host.answers, { quick_report: refusal });
    await fireEvent.submit(found.querySelector("form")!);
    await within(found).findByText(/Kỳ này chưa bắt đầu\./);
    expect(found.textContent).not.toContain("bộ nhớ tạm");
  });

  it("is not asked for while there is no paper, and the key is taken all the same", async () => {
    const { host } = await open((own) => Object.assign(own.answers, { report: refusal }));
    await screen.findByText(/Kỳ này chưa bắt đầu\./);
    expect(await key("e", { ctrlKey: true })).toBe(false);
    expect([host.count("quick_report"), screen.queryByRole("dialog", hidden)]).toEqual([0, null]);
  });
});

describe("a paper on its way to be signed", () => {
  it("is submitted by a key, shows what was frozen, and is taken back", async () => {
    const { host } = await open();
    await says(/Nháp/);
    await alt("t");
    await says(/Trình ký.*chờ ký/);
    expect(host.kept).toHaveLength(1);
    // The frozen one is shown: its pages, and no draft for Word.
    expect(host.count("issued_pages")).toBe(1);
    expect(screen.queryByRole("button", { name: /Lưu Word/ })).toBeNull();
    await alt("h");
    await says(/Nháp/);
    expect(host.kept).toEqual([]);
  });

  it("with example figures is refused beside its state, in words", async () => {
    const { host } = await open((own) => (own.illustrative = true));
    await alt("t");
    expect((await screen.findByRole("alert")).textContent).toContain("minh họa");
    expect(host.kept).toEqual([]);
    await says(/Nháp/);
  });

  it("tells which figures changed since, and offers to take it back there", async () => {
    const { host } = await open((own) => {
      own.changed = [{ label: "Hồ sơ thu nhận", before: "98.000", after: "98.007", difference: "+7", same_time: true, causes: [{ kind: "corrected", text: "Trà An: 5 → 12" }] }];
    });
    await alt("t");
    const said = await screen.findByText("1 số liệu trong sổ đã khác bản trình ký.");
    expect(said.parentElement?.textContent).toContain("Hồ sơ thu nhận: 98.000 → 98.007");
    await fireEvent.click(screen.getByRole("button", { name: "Xem" }));
    expect(screen.getByRole("region", { name: "Số liệu đã khác" }).textContent).toContain("Trà An: 5 → 12");
    await fireEvent.click(within(said.closest(".say") as HTMLElement).getByRole("button", { name: /Thu hồi về nháp/ }));
    await vi.waitFor(() => expect(host.kept).toEqual([]));
  });

  it("is issued with the number that is proposed, and says before what it will print", async () => {
    const { host } = await open();
    await alt("n");
    const { number, at, act, found } = await dialog();
    expect(number().value).toBe("1");
    await fireEvent.input(number(), { target: { value: "5" } });
    expect(at.getByRole("status", hidden).textContent).toBe("Sẽ in “Số: 05/BC-UBND” và “ngày 20 tháng 3 năm 2024”.");
    await act();
    await says(/Đã ban hành\s*số 05\/BC-UBND ngày 20\/03\/2024/);
    expect(found.isConnected).toBe(false);
    expect(host.kept[0]).toMatchObject({ state: "issued", number: "05/BC-UBND" });
  });

  it("asks for a number and a day that can be, and sends nothing before", async () => {
    const { host } = await open();
    await alt("n");
    const { number, at, act, found } = await dialog();
    await fireEvent.input(number(), { target: { value: "0" } });
    await act();
    expect(found.textContent).toContain("Số phải từ 1 trở lên");
    await fireEvent.input(number(), { target: { value: "7" } });
    await fireEvent.input(at.getByLabelText("Ngày văn bản"), { target: { value: "31/2/2024" } });
    await act();
    expect(host.count("issue_report")).toBe(0);
    await fireEvent.input(at.getByLabelText("Ngày văn bản"), { target: { value: "1/3/2024" } });
    await act();
    expect((await at.findByRole("alert", hidden)).textContent).toContain("sớm hơn ngày của số liệu");
    expect(host.kept).toEqual([]);
  });

  it("takes the next number by a button where one is taken", async () => {
    const { host } = await open((own) => (own.kept = [issued({ period: "2024-T03" })]));
    await alt("n");
    const { number, at, act } = await dialog();
    await fireEvent.input(number(), { target: { value: "5" } });
    await act();
    await fireEvent.click(await at.findByRole("button", { name: "Lấy số 6", ...hidden }));
    expect(number().value).toBe("6");
    await act();
    await says(/số 06\/BC-UBND/);
    expect(host.kept).toHaveLength(2);
  });

  it("asks about a doubtful clock in the words of the window, and goes on once it was looked at", async () => {
    const { host } = await open((own) => (own.clock = false));
    await alt("n");
    const { at, act, found } = await dialog();
    await act();
    const box = await at.findByRole<HTMLInputElement>("checkbox", { name: /đã kiểm tra đồng hồ/, ...hidden });
    expect(found.textContent).toContain("Đồng hồ máy báo ngày 1/1/2010");
    expect(found.textContent).not.toContain("--clock-ok");
    await fireEvent.click(box);
    await act();
    await vi.waitFor(() => expect(host.kept).toHaveLength(1));
  });

  it("that was issued is saved as it was frozen, and replaced by a new one that names it", async () => {
    const { host } = await open((own) => (own.kept = [issued({})]));
    await says(/Đã ban hành\s*số 05/);
    await key("s", { ctrlKey: true });
    await vi.waitFor(() => expect(host.saved).toEqual(["1 /tmp/x.pdf"]));
    expect(host.count("save_report")).toBe(0);
    await alt("y");
    await says(/Thay thế văn bản số 05/);
    await vi.waitFor(() => expect(host.asked.filter(({ name }) => name === "report").at(-1)?.request).toMatchObject({ replaces: 1 }));
    await alt("n");
    const { number, act } = await dialog();
    await fireEvent.input(number(), { target: { value: "6" } });
    await act();
    await says(/số 06\/BC-UBND/);
    expect(host.kept.find(({ id }) => id === 1)?.replaced_by).toBe(host.kept[0]!.id);
  });
});

describe("the book of papers that went out", () => {
  const three = (host: PaperHost) => {
    host.kept = [issued({ id: 3, state: "submitted", number: "BC-UBND", day: null, title: "Báo cáo tháng 3", code: "CCCC-DDDD", period: "2024-T03", previous: 2 }), issued({ id: 2, number: "06/BC-UBND", replaces: 1, previous: 1, code: "AAAA-BBBB" }), issued({ id: 1, replaced_by: 2 })];
    host.changed = [{ label: "Hồ sơ thu nhận", before: "98.000", after: "98.007", difference: "+7", same_time: true, causes: [{ kind: "late", text: "Trà An: chưa có → 7" }] }];
  };
  async function outgoing() {
    const opened = await open(three);
    await key("2", { ctrlKey: true });
    await vi.waitFor(() => expect(rows()).toHaveLength(3));
    row(3).focus();
    return opened;
  }
  const rows = () => [...document.querySelectorAll<HTMLElement>("[data-paper]")];
  const row = (id: number) => document.querySelector<HTMLElement>(`[data-paper="${id}"]`)!;

  it("says of each whether it waits, stands or was replaced", async () => {
    await outgoing();
    const states = rows().map((own) => own.closest("tr")!.querySelector(".state")!.textContent?.trim());
    expect(states).toEqual(["Trình ký", "Đã ban hành", "thay bằng 06/BC-UBND"]);
  });

  it("opens a paper by Enter, follows the arrows, and Escape comes back to its row", async () => {
    const { host } = await outgoing();
    await key("ArrowDown");
    await key("Enter");
    await screen.findByRole("region", { name: /^số 06/ });
    await vi.waitFor(() => expect(host.asked.filter(({ name }) => name === "issued_pages").at(-1)?.request).toEqual({ report: 2 }));
    await key("ArrowDown");
    await vi.waitFor(() => expect(host.asked.filter(({ name }) => name === "issued_pages").at(-1)?.request).toEqual({ report: 1 }));
    await key("Escape");
    await vi.waitFor(() => expect(document.activeElement).toBe(row(1)));
  });

  it("tells by F9 why a paper differs from the one before it, and copies that", async () => {
    const { host } = await outgoing();
    await key("ArrowDown");
    await key("F9");
    const pane = await screen.findByRole("table", { name: "Cùng thời điểm, số khác nhau" });
    expect(pane.textContent).toContain("số nộp sau");
    expect(host.asked.filter(({ name }) => name === "compare_reports").at(-1)?.request).toEqual({ one: 1, other: 2 });
    await key("c", { ctrlKey: true });
    await vi.waitFor(() => expect(copied[0]).toContain("Hồ sơ thu nhận: 98.000 → 98.007 (+7)"));
  });

  it("compares two that were ticked; a third takes the place of the first", async () => {
    const { host } = await outgoing();
    await key(" ");
    await key("ArrowDown");
    await key(" ");
    await key("ArrowDown");
    await key(" ");
    await key("F8");
    await screen.findByRole("table", { name: /Cùng thời điểm/ });
    expect(host.asked.filter(({ name }) => name === "compare_reports").at(-1)?.request).toEqual({ one: 2, other: 1 });
  });

  it("checks a print by its code, says when it was replaced, and opens it", async () => {
    await outgoing();
    await key("F4");
    const field = await screen.findByLabelText<HTMLInputElement>("Mã trên bản in");
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
    await fireEvent.input(field, { target: { value: "sai" } });
    await fireEvent.submit(field.form!);
    expect((await screen.findByRole("alert")).textContent).toContain("không phải mã đối chiếu");
    await fireEvent.input(field, { target: { value: "7k2m 9qxt" } });
    await fireEvent.submit(field.form!);
    const region = await screen.findByRole("region", { name: "Số liệu của văn bản" });
    expect(region.textContent).toContain("trên 92.400");
    expect(screen.getByText(/đã được thay thế/)).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "Mở văn bản" }));
    await screen.findByRole("region", { name: /^số 05/ });
  });

  it("finds by text, and takes a submitted one back from here", async () => {
    const { host } = await outgoing();
    await fireEvent.input(screen.getByRole("searchbox", { name: /Tìm số/ }), { target: { value: "thang 3" } });
    await vi.waitFor(() => expect(rows()).toHaveLength(1));
    row(3).focus();
    await key("Enter");
    expect(await screen.findAllByRole("button", { name: /Thu hồi về nháp/ })).not.toHaveLength(0);
    await alt("h");
    await vi.waitFor(() => expect(host.kept).toHaveLength(2));
    await screen.findByText("Không có văn bản nào khớp “thang 3”");
  });
});

describe("pages on their way to paper", () => {
  it("are handed to the printer or to a viewer, and it is said where there is neither", async () => {
    const host = new PaperHost();
    const jobs: [string, boolean][] = [];
    let came: Printing = "none";
    host.print = (name, _pdf, straight) => {
      jobs.push([name, straight]);
      return Promise.resolve(came);
    };
    const session = new Session(host);
    const onclose = vi.fn();
    render(PrintDialog, { session, pdf: "JVBERi0=", title: "Báo cáo quý I", pages: 8, onclose });
    const found = screen.getByRole("dialog", hidden);
    await fireEvent.submit(found.querySelector("form")!);
    expect(await within(found).findByText(/chưa có máy in/)).toBeTruthy();
    expect(onclose).not.toHaveBeenCalled();
    came = "opened";
    await fireEvent.click(within(found).getByRole("button", { name: /chương trình đọc PDF/, ...hidden }));
    await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    expect(jobs).toEqual([["Báo cáo quý I", true], ["Báo cáo quý I", false]]);
    expect(session.notice?.text).toContain("bấm in ở đó");
  });
});

describe("a file that came back", () => {
  const reading: SignedReading = { readable: true, same_paper: true, differences: [{ before: "98.000", after: "98.100", context: "thu nhận trên", number: true }, { before: "", after: "kịp thời", context: "chỉ đạo", number: false }] };
  const says = (over: Partial<SignedReading>) => {
    cleanup();
    return render(SignedSays, { reading: { ...reading, ...over } }).container;
  };

  it("is told by its numbers first, and by its words", async () => {
    const said = says({});
    expect(said.textContent).toContain("1 số và 1 chỗ chữ khác");
    expect(screen.queryByRole("table")).toBeNull();
    await fireEvent.click(screen.getByRole("button", { name: "Xem" }));
    const rows = screen.getAllByRole("row").slice(1).map((row) => row.textContent?.replace(/\s+/g, " ").trim());
    expect(rows[0]).toContain("98.00098.100số");
    expect(rows[1]).toContain("…chỉ đạo–kịp thời");
  });

  it("says plainly when it is the same, another paper, or a scan", () => {
    expect(says({ differences: [] }).textContent).toContain("Chữ và số đúng");
    expect(says({ same_paper: false }).textContent).toContain("không phải văn bản đang mở");
    expect(says({ readable: false, differences: [] }).textContent).toContain("xem bằng mắt");
  });
});
