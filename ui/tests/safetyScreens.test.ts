import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { safetyPlace } from "../src/features/safety/place.svelte";
import { Session } from "../src/lib/session.svelte";
import { COPY, HURT, LOST, OLDER, PROOF, refusal, SAFE, SafetyHost } from "./fakeSafety";

/** A moment a while after the copies, so that what is told does not change with the day of the test. */
const TODAY = Date.parse("2024-03-18T02:12:40Z");

beforeEach(() => {
  vi.spyOn(Date, "now").mockReturnValue(TODAY);
  Object.assign(safetyPlace, { section: "copies", file: null });
});
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
  return opened;
}

const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const ctrl = (name: string) => key(name, { ctrlKey: true });
const text = (element: Element | null) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
const fact = (name: string) => text(document.querySelector(`[data-fact=${name}]`));
const dialog = () => screen.getByRole("dialog", { hidden: true });
const submit = () => fireEvent.submit(document.querySelector("dialog form")!);

async function clean() {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
}

describe("the screen of safety", () => {
  it("tells its facts with sign and words, and the copies with where they lie", async () => {
    await safety();
    await vi.waitFor(() => expect(fact("copy")).toContain("Sao lưu 3 giờ trước"));
    expect(fact("copy")).toMatch(/^Bản sao mới nhất Ổn:Sao lưu/);
    expect(fact("rehearsal")).toContain("Nguyên vẹn, 2 ngày trước");
    expect(fact("second")).toContain("Có bản mới nhất");
    expect(fact("journal")).toContain("Chưa rõ:Chưa kiểm tra");
    expect(fact("encryption")).toMatch(/^Mã hóa Chưa có mật khẩu Ai có tệp sổ đều đọc được/);
    const rows = within(screen.getByRole("grid", { name: "Các bản sao" })).getAllByRole("row").map(text);
    expect(rows[1]).toBe("18/03/2024 06:00:00 hằng ngày 40 823,3 kB máy này và nơi thứ hai Xem trước phục hồi…");
    expect(rows[2]).toContain("lúc đóng sổ 38 823,3 kB máy này");
    expect(document.body.textContent).toContain("mỗi nơi tối đa 2 GB, đang dùng 1,6 MB");
    await clean();
  });

  it("does by keys what its buttons do", async () => {
    const { host } = await safety((own) => (own.folders = ["F:\\USB"]));
    await screen.findByRole("grid");
    await ctrl("s");
    await vi.waitFor(() => expect(fact("copy")).toContain("Có đủ mọi thao tác"));
    expect(screen.getAllByRole("row")[1]?.textContent).toContain("tự sao lưu");
    await key("F7");
    await vi.waitFor(() => expect(fact("rehearsal")).toContain("1.270 mục"));
    await key("F9");
    await vi.waitFor(() => expect(fact("second")).toContain("F:\\USB"));
    await key("F8");
    await vi.waitFor(() => expect(fact("journal")).toContain("Nguyên vẹn, 42 thao tác"));
    expect(["make_copy", "rehearse_restore", "choose_second", "verify_journal"].map((name) => host.requests(name).length)).toEqual([1, 1, 1, 1]);
    await fireEvent.click(screen.getByRole("button", { name: "Thôi dùng" }));
    await vi.waitFor(() => expect(fact("second")).toContain("Chưa chọn"));
    expect(fact("second")).toContain("Ổ đĩa hỏng là mất cả sổ lẫn bản sao");
  });

  it("keeps a button's focus while its work runs, and says what runs", async () => {
    let done!: () => void;
    await safety((own) => (own.answers.make_copy = () => new Promise((resolve) => (done = () => resolve({ value: SAFE, changes: [] })))));
    const button = await screen.findByRole("button", { name: /^Sao lưu ngay/ });
    button.focus();
    await fireEvent.click(button);
    await screen.findByRole("button", { name: /^Đang sao lưu…/ });
    expect(document.activeElement).toBe(button);
    expect(screen.getByRole("button", { name: /^Phục hồi thử ngay/ }).getAttribute("aria-disabled")).toBe("true");
    done();
    await screen.findByRole("button", { name: /^Sao lưu ngay/ });
  });

  it("says a refusal beside what was asked for", async () => {
    const { session } = await safety((own) => {
      own.folders = ["C:\\"];
      own.answers.choose_second = () => Promise.reject(refusal("second_beside"));
    });
    await screen.findByRole("grid");
    await key("F9");
    expect((await screen.findByRole("alert")).textContent).toContain("Từ chối: second_beside.");
    expect(session.failure).toBeNull();
  });

  it("tells where the folder lies when the host cannot show it", async () => {
    const { host, session } = await safety();
    await fireEvent.click(await screen.findByRole("button", { name: "Mở thư mục" }));
    await vi.waitFor(() => expect(session.notice?.text).toBe(`Bản sao nằm ở ${SAFE.folder}`));
    expect(host.opened).toEqual([SAFE.folder]);
  });

  it("shows what proves the journal and what contradicts it", async () => {
    await safety((own) => {
      own.proof = {
        ...PROOF, whole: false, redacted: 2, misfits: [{ text: "Thiếu thao tác ngay trước thao tác số 7.", operation: 7 }],
        heads: [{ source: "receipt", operation: 50, fits: false, beyond: true }, { source: "copy", operation: 41, fits: false, beyond: false }, { source: "note", operation: 40, fits: true, beyond: false }],
      };
    });
    await ctrl("2");
    await fireEvent.click((await screen.findAllByRole("button", { name: /^Kiểm tra/ })).at(-1)!);
    await screen.findByText("Thiếu thao tác ngay trước thao tác số 7.");
    expect(fact("journal")).toContain("Hỏng:1 chỗ không khớp");
    const rows = screen.getAllByRole("row").map(text);
    expect(rows[1]).toContain("gói mà nơi nhận đã báo lại50Cần xem:sổ dừng trước dấu này");
    expect(rows[2]).toContain("bản sao lưu41Cần xem:không khớp");
    expect(rows[3]).toContain("dấu của máy này40Ổn:khớp");
    expect(document.body.textContent).toContain("2 lời đã được xóa có ghi lý do");
    await clean();
  });

  it("of a book that cannot change offers nothing to copy", async () => {
    const { host } = await safety((own) => (own.view = { ...SAFE, archive: true, copies: [] }));
    await vi.waitFor(() => expect(fact("copy")).toContain("Sổ chỉ xem"));
    await ctrl("s");
    await key("F7");
    expect(host.count("make_copy") + host.count("rehearse_restore")).toBe(0);
    expect(screen.getByRole("button", { name: /^Sao lưu ngay/ }).hasAttribute("disabled")).toBe(true);
  });
});

describe("the preview of a restore", () => {
  it("opens by Enter on the row, tells what would be lost, and waits for the word", async () => {
    const { host, session } = await safety();
    const grid = await screen.findByRole("grid");
    grid.focus();
    await key("ArrowDown");
    await key("Enter");
    await screen.findByText("Mất 2 thao tác");
    expect(host.requests("preview_restore")).toEqual([{ path: OLDER.path }]);
    expect(text(dialog())).toContain("Mất 2 thao tác: 1 số liệu, 1 văn bản đã trình hoặc ban hành.");
    expect(within(dialog()).getAllByRole("row", { hidden: true }).map(text)[1]).toBe("4218/03/2024 08:02:00Nguyễn Thị Hoanhập số Phường Trà An");
    expect(text(dialog())).toContain("Sổ hiện nay được sao lưu trước");
    await clean();
    await submit();
    expect(host.count("restore_copy")).toBe(0);
    expect(text(dialog())).toContain("Gõ “phục hồi” thì mới thay sổ này");
    await fireEvent.input(within(dialog()).getByRole("textbox", { hidden: true }), { target: { value: "phuc hoi" } });
    await submit();
    await vi.waitFor(() => expect(host.requests("restore_copy")).toEqual([{ path: OLDER.path, to: null }]));
    await vi.waitFor(() => expect(screen.queryByRole("dialog", { hidden: true })).toBeNull());
    expect(session.screen).toBe("safety");
  });

  it("warns of a copy that is of another past, and names what others have", async () => {
    const { host } = await safety((own) => {
      const ask = own.answers.preview_restore!;
      own.answers.preview_restore = async (request) => {
        const reply = await ask(request);
        return { ...reply, value: { ...reply.value, own_past: false, lost: [], lost_count: 0 } };
      };
    });
    await fireEvent.click((await screen.findAllByRole("button", { name: /^Xem trước phục hồi bản lúc/ }))[0]!);
    await screen.findByText(/không thuộc quá khứ của sổ đang mở/);
    host.saves = ["D:\\khac.so06"];
    await fireEvent.click(within(dialog()).getByRole("button", { name: /^Phục hồi thành sổ khác/, hidden: true }));
    await vi.waitFor(() => expect(host.requests("restore_copy")).toEqual([{ path: COPY.path, to: "D:\\khac.so06" }]));
    await screen.findByText("Sổ này được phục hồi từ bản sao lưu, dừng ở 05:58 ngày 18/03/2024.");
    await fireEvent.click(screen.getByRole("button", { name: "Đã đọc" }));
    expect(document.body.textContent).not.toContain("được phục hồi từ bản sao lưu");
  });

  it("counts those that it does not list", async () => {
    await safety((own) => {
      own.answers.preview_restore = ({ path }) => ({ value: { path, last: null, own_past: true, lost: LOST, lost_count: 1_202, figures: 0, papers: 0, sent: 3 }, changes: [] });
    });
    (await screen.findByRole("grid")).focus();
    await key("Enter");
    await screen.findByText("và 1.200 thao tác trước đó");
    expect(text(dialog())).toContain("Bản sao dừng ở lúc sổ còn trống.");
    expect(text(dialog())).toContain("3 gói đã gửi đi. Nơi khác đã có các gói ấy");
  });
});

describe("a safety copy that is opened", () => {
  it("says so on every screen, and becomes a book", async () => {
    const { host } = await start((own) => (own.book = { ...own.book!, safety_copy: true, read_only: true, path: COPY.path }));
    const notice = document.querySelector("[data-safety-copy]");
    expect(text(notice)).toMatch(/^Đây là bản sao lưu, dừng ở 09:00 ngày 18\/03\/2024; những gì nhập sau đó không có ở đây\. Chỉ xem\./);
    await key("a", { altKey: true });
    await screen.findByText("Đang mở một bản sao lưu");
    expect(document.querySelector("[data-fact]")).toBeNull();
    await ctrl("s");
    expect(host.count("make_copy")).toBe(0);
    host.saves = ["C:\\So06\\b.so06"];
    await fireEvent.click(screen.getByRole("button", { name: /^Phục hồi thành sổ/ }));
    await vi.waitFor(() => expect(host.requests("restore_copy")).toEqual([{ path: COPY.path, to: "C:\\So06\\b.so06" }]));
    await vi.waitFor(() => expect(document.querySelector("[data-safety-copy]")).toBeNull());
    await screen.findByText(/Sổ này được phục hồi từ bản sao lưu/);
  });
});

describe("a file that is refused at the start", () => {
  it("can be examined, saved and opened", async () => {
    const { host } = await start((own) => (own.answers.open_book = () => Promise.reject(refusal("damaged_book"))), false);
    await fireEvent.click(await screen.findByRole("button", { name: /Quận Bình Thủy/ }));
    await fireEvent.click(await screen.findByRole("button", { name: /^Khám sổ này/ }));
    await screen.findByText("Sổ bị hỏng.");
    expect(host.requests("examine_book")).toEqual([{ path: HURT.path }]);
    expect(text(dialog())).toContain("Có trang của tệp bị hỏng. (2 lần)");
    expect(text(dialog())).toContain("không đọc được thao tác cuối");
    await clean();
    host.saves = ["D:\\cuu.so06"];
    await submit();
    await screen.findByText("Đã cứu được phần lớn; 2 thao tác bị thiếu một phần.");
    const rows = within(dialog()).getAllByRole("row", { hidden: true }).map(text);
    expect(rows.slice(1)).toEqual(["nhiệm vụ3006", "số liệu1.240110", "Cộng1.270116"]);
    expect(text(dialog())).toContain("có thể còn dòng khác bị thiếu");
    await clean();
    host.answers.open_book = ({ path }) => ({ value: (host.book = { ...new SafetyHost().book!, path }), changes: [] });
    await submit();
    await screen.findByRole("navigation", { name: "Màn hình" });
    expect(host.requests("open_book").at(-1)).toEqual({ path: "D:\\cuu.so06" });
    expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
  });

  it("restores a copy beside it instead", async () => {
    const { host } = await start((own) => (own.opens = [HURT.path]), false);
    await key("F7");
    host.saves = ["C:\\So06\\moi.so06"];
    await fireEvent.click(await screen.findByRole("button", { name: /^Phục hồi từ bản này: binh-thuy/, hidden: true }));
    await screen.findByText(/Sổ này được phục hồi từ bản sao lưu, dừng ở 05:58/);
    expect(host.requests("restore_copy")).toEqual([{ path: COPY.path, to: "C:\\So06\\moi.so06" }]);
  });

  it("is not offered to be examined for other refusals", async () => {
    await start((own) => (own.answers.open_book = () => Promise.reject(refusal("book_locked"))), false);
    await fireEvent.click(await screen.findByRole("button", { name: /Quận Bình Thủy/ }));
    await screen.findByRole("alert");
    expect(screen.queryByRole("button", { name: /^Khám sổ này/ })).toBeNull();
  });

  it("over an open book is examined on the screen of safety", async () => {
    const { host, session } = await start((own) => (own.answers.open_book = () => Promise.reject(refusal("damaged_book", HURT.path))));
    session.failure = refusal("damaged_book", HURT.path);
    await fireEvent.click(await screen.findByRole("button", { name: /^Khám sổ này/ }));
    await screen.findByText("Sổ bị hỏng.");
    expect([session.screen, session.failure]).toEqual(["safety", null]);
    expect(host.requests("examine_book")).toEqual([{ path: HURT.path }]);
    expect(screen.getByRole("button", { name: /^Cứu vào sổ mới/ })).toBeTruthy();
    host.opens = ["D:\\khac.so06"];
    await ctrl("o");
    await vi.waitFor(() => expect(host.requests("examine_book")).toHaveLength(2));
    await clean();
  });
});

describe("the line at the foot", () => {
  it("is told once the window has tried, and leads to the screen", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: TODAY });
    const { session } = await start((own) => (own.view = { ...SAFE, copies: [] }));
    expect(screen.queryByText("Sổ chưa có bản sao nào")).toBeNull();
    await vi.advanceTimersByTimeAsync(9_000);
    const line = screen.getByRole("button", { name: /Sổ chưa có bản sao nào/ });
    expect(within(screen.getByRole("contentinfo")).getByText("Sổ chưa có bản sao nào")).toBeTruthy();
    await fireEvent.click(line);
    expect(session.screen).toBe("safety");
    vi.useRealTimers();
  });

  it("says nothing of an automatic copy that failed, which is told on its own screen", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, now: TODAY });
    await start((own) => (own.answers.keep_safe = () => Promise.reject(refusal("copy_failed"))));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(document.body.textContent).not.toContain("Từ chối");
    await key("a", { altKey: true });
    await screen.findByText("Lần tự sao lưu gần nhất chưa được.");
    expect(document.body.textContent).toContain("Từ chối: copy_failed.");
    vi.useRealTimers();
  });
});

describe("the journal", () => {
  it("lets words go that were counted, and leads to its proof", async () => {
    const { host, session } = await start();
    await key("8", { altKey: true });
    await fireEvent.click(await screen.findByRole("button", { name: /^Xóa lời khỏi lịch sử/ }));
    await fireEvent.input(within(dialog()).getByLabelText("Lời cần xóa"), { target: { value: "Trần Thị Cúc" } });
    await submit();
    await vi.waitFor(() => expect(text(document.querySelector("[data-counted]"))).toContain("Đang dùng1 chỗ"));
    expect(text(dialog())).toContain("2 văn bản không xóa tới được");
    expect(text(dialog())).toContain("Không hoàn tác được. Các bản sao lưu cũ vẫn còn lời này");
    await clean();
    await fireEvent.input(within(dialog()).getByLabelText("Lý do"), { target: { value: "tên công dân" } });
    await submit();
    await vi.waitFor(() => expect(text(document.querySelector("[data-redacted]"))).toContain("Đã xóa ở 4 chỗ."));
    await submit();
    await vi.waitFor(() => expect(screen.queryByRole("dialog", { hidden: true })).toBeNull());
    expect(host.count("redact_words")).toBe(2);
    await fireEvent.click(screen.getByRole("button", { name: /^Kiểm tra nhật ký/ }));
    expect([session.screen, safetyPlace.section]).toEqual(["safety", "proof"]);
  });

  it("of a book that can only be looked at keeps its words", async () => {
    await start((own) => (own.book = { ...own.book!, read_only: true }));
    await key("8", { altKey: true });
    expect((await screen.findByRole("button", { name: /^Xóa lời khỏi lịch sử/ })).hasAttribute("disabled")).toBe(true);
  });
});
