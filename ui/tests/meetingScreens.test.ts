import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { documentPlace } from "../src/features/documents/place.svelte";
import { meetingPlace } from "../src/features/meeting/place.svelte";
import { taskFilter } from "../src/features/tasks/filter.svelte";
import { Session, type Screen } from "../src/lib/session.svelte";
import { MeetingHost } from "./fakeMeeting";

let copied: string[] = [];

beforeEach(() => {
  copied = [];
  meetingPlace.enter("");
  documentPlace.enter("");
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: async (text: string) => void copied.push(text) } });
});
afterEach(cleanup);

async function open(where: Screen, prepare: (host: MeetingHost) => void = () => undefined) {
  const host = new MeetingHost();
  prepare(host);
  const session = new Session(host);
  render(App, { session });
  session.start();
  await screen.findByRole("navigation", { name: "Màn hình" });
  session.screen = where;
  return { host, session };
}

const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const hidden = { hidden: true } as const;

describe("the meeting screen", () => {
  async function stage(prepare?: (host: MeetingHost) => void) {
    const opened = await open("meeting", prepare);
    await screen.findByRole("button", { name: /Màn hình họp/ });
    await vi.waitFor(() => expect(screen.getByRole<HTMLButtonElement>("button", { name: /Màn hình họp/ }).disabled).toBe(false));
    await key("F11");
    const dialog = await screen.findByRole("dialog", hidden);
    await within(dialog).findByRole("heading", { name: "Đơn vị có việc quá hạn", ...hidden });
    return { ...opened, dialog, at: within(dialog) };
  }
  const field = (dialog: HTMLElement) => dialog.querySelector<HTMLTextAreaElement>("#conclusion-text")!;

  it("says who is late, and Enter shows with what and what is missing", async () => {
    const { at } = await stage();
    expect(at.getAllByText("Long Tuyền")[0]).toBeTruthy();
    await key("ArrowDown");
    await key("Enter");
    await at.findByRole("heading", { name: "Thới An Đông", ...hidden });
    await at.findByText(/Trình Chủ tịch UBND phường ký; Gửi bản ký/);
    expect(at.getByText("hạn 14/03/2024")).toBeTruthy();
    expect(at.getByText(/Dữ liệu giáo dục; và 1 mục nữa/)).toBeTruthy();
    await key("Escape");
    await at.findByRole("heading", { name: "Đơn vị có việc quá hạn", ...hidden });
  });

  it("turns its pages by the presenter's remote, and is hidden by a dot", async () => {
    const { at, dialog } = await stage();
    await key("PageDown");
    await at.findByRole("heading", { name: "Tài khoản kích hoạt so với chỉ tiêu giao", ...hidden });
    await key("PageUp");
    await at.findByRole("heading", { name: "Đơn vị có việc quá hạn", ...hidden });
    await key("3");
    await at.findByRole("heading", { name: "Thay đổi từ lần giao ban trước", ...hidden });
    await key(".");
    await at.findByText(/Đã che màn hình/);
    await key(".");
    expect(at.queryByText(/Đã che màn hình/)).toBeNull();
    await key("Escape");
    expect(dialog.isConnected).toBe(false);
  });

  it("understands a conclusion while it is typed, and Enter makes it a task", async () => {
    const { host, at, dialog } = await stage();
    await key("F2");
    expect(document.activeElement).toBe(field(dialog));
    await fireEvent.input(field(dialog), { target: { value: "Thới An Đông ký kế hoạch trước ngày 22/3" } });
    await at.findByText("chậm nhất thứ Năm 21/03/2024");
    expect(at.getByRole("button", { name: "Bỏ Thới An Đông", ...hidden })).toBeTruthy();
    await key("Enter");
    await vi.waitFor(() => expect(host.meetings[0]!.conclusions).toHaveLength(3));
    expect(host.asked.find(({ name }) => name === "conclude")?.request).toEqual({ meeting: 2, text: "Thới An Đông ký kế hoạch trước ngày 22/3", bodies: null, deadline_text: null, parent: null });
    await vi.waitFor(() => expect(field(dialog).value).toBe(""));
    // A dot typed in a sentence hides nothing.
    await key(".");
    expect(at.queryByText(/Đã che màn hình/)).toBeNull();
  });

  it("has a field of its own for the deadline, with what the sentence says until other words are typed", async () => {
    const { host, at, dialog } = await stage();
    await key("F2");
    await fireEvent.input(field(dialog), { target: { value: "Thới An Đông ký kế hoạch trước ngày 22/3" } });
    const until = await at.findByLabelText<HTMLInputElement>("Hạn");
    await vi.waitFor(() => expect(until.value).toBe("trước ngày 22/3"));
    until.focus();
    await fireEvent.input(until, { target: { value: "ngày 29/3" } });
    await at.findByText("chậm nhất 29/03/2024");
    await fireEvent.click(at.getByRole("button", { name: "Lấy lại hạn trong câu", ...hidden }));
    await at.findByText("chậm nhất thứ Năm 21/03/2024");
    await fireEvent.input(until, { target: { value: "ngày 29/3" } });
    await at.findByText("chậm nhất 29/03/2024");
    until.focus();
    await key("Enter");
    await vi.waitFor(() => expect(host.meetings[0]!.conclusions).toHaveLength(3));
    expect(host.asked.find(({ name }) => name === "conclude")?.request).toMatchObject({ deadline_text: "ngày 29/3" });
    await vi.waitFor(() => expect(field(dialog).value).toBe(""));
  });

  it("sends what was chosen by hand instead of what was understood", async () => {
    const { host, at, dialog } = await stage();
    await key("F2");
    await fireEvent.input(field(dialog), { target: { value: "Thới An Đông ký kế hoạch trước ngày 22/3" } });
    await at.findByText("chậm nhất thứ Năm 21/03/2024");
    await fireEvent.click(at.getByRole("button", { name: "Bỏ Thới An Đông", ...hidden }));
    await fireEvent.click(at.getByRole("button", { name: "tách riêng", ...hidden }));
    const units = at.getByRole("combobox", { name: "Thêm đơn vị", ...hidden });
    await fireEvent.input(units, { target: { value: "long hoa" } });
    await fireEvent.keyDown(units, { key: "Enter" });
    field(dialog).focus();
    await key("Enter");
    await vi.waitFor(() => expect(host.count("conclude")).toBe(1));
    expect(host.asked.find(({ name }) => name === "conclude")?.request).toMatchObject({ bodies: [8], parent: 0 });
  });

  it("changes, reorders and drops conclusions by keys, and takes back the last step", async () => {
    const { host, dialog } = await stage();
    const texts = () => host.meetings[0]!.conclusions.map(({ text }) => text);
    await key("4");
    await key("ArrowDown", { altKey: true });
    await vi.waitFor(() => expect(texts()[0]).toBe("Long Hòa giải trình số giảm 49"));
    await vi.waitFor(() => expect(dialog.querySelector("[aria-current=true]")?.textContent).toContain("Trà An, Long Tuyền nộp"));
    await key("Delete");
    await vi.waitFor(() => expect(texts()).toEqual(["Long Hòa giải trình số giảm 49"]));
    await key("z", { ctrlKey: true });
    await vi.waitFor(() => expect(texts()).toHaveLength(2));
    await vi.waitFor(() => expect(dialog.querySelectorAll("li .big")).toHaveLength(2));
    await key("Enter");
    await vi.waitFor(() => expect(field(dialog).value).not.toBe(""));
    await fireEvent.input(field(dialog), { target: { value: "Long Hòa giải trình trước ngày 20/3" } });
    await key("Enter");
    await vi.waitFor(() => expect(texts()).toContain("Long Hòa giải trình trước ngày 20/3"));
  });

  it("of a book that is only read takes no conclusion", async () => {
    const { host, dialog } = await stage((own) => (own.readonly = true));
    await key("4");
    await key("Delete");
    await key("F2");
    expect(field(dialog)).toBeNull();
    expect(host.count("drop_conclusion")).toBe(0);
  });
});

describe("round a meeting", () => {
  it("a first one is made from what the last one had", async () => {
    const { host } = await open("meeting");
    await screen.findByText("Phòng họp số 2, UBND quận", { exact: false, selector: "dd *" });
    await key("n", { ctrlKey: true });
    const dialog = within(await screen.findByRole("dialog", hidden));
    await vi.waitFor(() => expect((dialog.getByLabelText("Chủ trì") as HTMLInputElement).value).toContain("Nguyễn Văn Bình"));
    await fireEvent.input(dialog.getByLabelText("Ngày"), { target: { value: "32/3/2024" } });
    expect(dialog.getByText(/Gõ ngày họp như/)).toBeTruthy();
    await fireEvent.input(dialog.getByLabelText("Ngày"), { target: { value: "1/4/2024" } });
    await fireEvent.click(dialog.getByRole("button", { name: /Ghi cuộc họp/, ...hidden }));
    await vi.waitFor(() => expect(host.meetings).toHaveLength(3));
    expect(host.meetings[0]).toMatchObject({ day: "2024-04-01", time: "08:00", place: "Phòng họp số 2, UBND quận" });
  });

  it("the signed notice is kept and the tasks get it", async () => {
    const { host } = await open("meeting");
    await fireEvent.click(await screen.findByRole("button", { name: /Đã ký/ }));
    const dialog = within(await screen.findByRole("dialog", hidden));
    expect(dialog.getByText(/2 nhiệm vụ từ cuộc họp này/)).toBeTruthy();
    await fireEvent.input(dialog.getByLabelText("Số, ký hiệu"), { target: { value: "45/TB-UBND" } });
    await fireEvent.click(dialog.getByRole("button", { name: /Ghi số, ngày/, ...hidden }));
    await vi.waitFor(() => expect(host.meetings[0]!.document).toBe("45/TB-UBND, 18/03/2024"));
    expect(await screen.findByText("45/TB-UBND, 18/03/2024", { selector: "dd" })).toBeTruthy();
  });

  it("each unit has its list for the chat", async () => {
    await open("meeting");
    await fireEvent.click(await screen.findByRole("button", { name: /Danh sách từng đơn vị/ }));
    const list = await screen.findByRole("group", { name: "Long Hòa" });
    list.focus();
    await key("c", { ctrlKey: true });
    await vi.waitFor(() => expect(copied).toHaveLength(1));
    expect(copied[0]).toMatch(/Việc phường Long Hòa.*\n1\. Long Hòa giải trình số giảm 49 \(hạn 20\/03\/2024\)/);
  });

  it("a book without meetings says what to do", async () => {
    await open("meeting", (host) => (host.meetings = []));
    await screen.findByText("Chưa có cuộc giao ban nào.");
    expect(screen.getAllByRole("button", { name: /Cuộc họp mới/ }).length).toBe(2);
  });
});

describe("reminders", () => {
  const chosen = () => document.querySelector<HTMLElement>("[data-owing-chosen]")!;

  it("begin with who is late for longest; its words are copied from the row and kept when sent", async () => {
    const { host } = await open("outreach");
    await vi.waitFor(() => expect(chosen().textContent).toContain("Trà An"));
    chosen().focus();
    await key("c", { ctrlKey: true });
    await vi.waitFor(() => expect(copied[0]).toContain("Niêm yết mã QR"));
    const text = screen.getByLabelText<HTMLTextAreaElement>(/Lời nhắc/);
    await fireEvent.input(text, { target: { value: `${text.value} Gấp.` } });
    await key("Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(host.count("record_reminder")).toBe(1));
    expect(host.asked.find(({ name }) => name === "record_reminder")?.request).toMatchObject({ body: 3, way: "message", document: null, items: [{ assignment: 312, occurrence: "" }, { assignment: 316, occurrence: "" }] });
    expect(host.reminders[0]!.text).toMatch(/Gấp\.$/);
    await screen.findByText("đã nhắn 18/03/2024");
    // What was changed by hand went; the next words are the engine's again.
    await vi.waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>(/Lời nhắc/).value).not.toMatch(/Gấp/));
  });

  it("to all are one text and one step of the book", async () => {
    const { host } = await open("outreach");
    await vi.waitFor(() => expect(chosen()).toBeTruthy());
    chosen().focus();
    await key("End");
    await screen.findByDisplayValue(/– Long Tuyền:/);
    await key("Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(host.count("record_reminders")).toBe(1));
    expect(host.count("record_reminder")).toBe(0);
    expect(host.reminders.slice(0, 5).every(({ text }) => text.includes("– Long Tuyền:"))).toBe(true);
  });

  it("go to several at once: ticked with Space, one letter for all or one for each", async () => {
    const { host, session } = await open("outreach");
    await vi.waitFor(() => expect(chosen()).toBeTruthy());
    chosen().focus();
    await key("Home");
    await key(" ");
    await key("ArrowDown");
    await key(" ");
    await screen.findByText("2 đơn vị đã chọn");
    const two = host.asked.filter(({ name }) => name === "reminder_draft").length;
    expect(two).toBeGreaterThan(0);
    await key("P", { ctrlKey: true, shiftKey: true });
    await vi.waitFor(() => expect(host.asked.findLast(({ name }) => name === "report")?.request).toMatchObject({ subject: null, also: [] }));
    const asked = host.asked.findLast(({ name }) => name === "report")?.request as { bodies: number[] };
    expect(asked.bodies).toHaveLength(2);
    const options = within(screen.getByRole("group", { name: "Nêu thêm" }));
    await fireEvent.click(options.getByRole("button", { name: "Sắp đến hạn" }));
    await vi.waitFor(() => expect(host.asked.findLast(({ name }) => name === "report")?.request).toMatchObject({ also: ["coming"] }));
    vi.spyOn(host, "pickFolder").mockResolvedValueOnce("/media/usb");
    await fireEvent.click(screen.getByRole("button", { name: /Mỗi đơn vị một công văn/ }));
    await vi.waitFor(() => expect(host.asked.findLast(({ name }) => name === "save_letters")?.request).toMatchObject({ bodies: asked.bodies, also: ["coming"], folder: "/media/usb" }));
    await vi.waitFor(() => expect(session.notice?.text).toContain("2 công văn"));
  });

  it("tell which figures are missing unless they are not to", async () => {
    const { host } = await open("outreach");
    await screen.findByText("1 kỳ chưa nộp đủ số liệu");
    await fireEvent.click(screen.getByRole("button", { name: "Số liệu chưa nộp" }));
    await vi.waitFor(() => expect(host.asked.findLast(({ name }) => name === "reminder_draft")?.request).toMatchObject({ figures: false, returned: true }));
    await vi.waitFor(() => expect(screen.queryByText("1 kỳ chưa nộp đủ số liệu")).toBeNull());
  });

  it("look as far ahead as is asked for, and say when there is nothing", async () => {
    await open("outreach");
    await vi.waitFor(() => expect(chosen()).toBeTruthy());
    expect(document.querySelectorAll("[data-body]")).toHaveLength(6);
    await fireEvent.click(screen.getByRole("button", { name: "Chỉ quá hạn" }));
    await vi.waitFor(() => expect(document.querySelectorAll("[data-body]")).toHaveLength(4));
  });

  it("by letter are kept with its number and day", async () => {
    const { host } = await open("outreach");
    await fireEvent.click(await screen.findByRole("button", { name: /Đã ban hành/ }));
    const dialog = within(await screen.findByRole("dialog", hidden));
    await fireEvent.input(dialog.getByLabelText("Số, ký hiệu"), { target: { value: "420/UBND-VP" } });
    await fireEvent.click(dialog.getByRole("button", { name: /Ghi công văn/, ...hidden }));
    await vi.waitFor(() => expect(host.reminders[0]).toMatchObject({ way: "letter", document: "420/UBND-VP" }));
  });

  it("stay in the history with their words", async () => {
    await open("outreach");
    await vi.waitFor(() => expect(chosen()).toBeTruthy());
    await key("2", { ctrlKey: true });
    const pane = within(await screen.findByRole("complementary", { name: "Lời đã gửi" }));
    expect(pane.getByText(/hạn 01\/03\/2024, quá 10 ngày/)).toBeTruthy();
  });
});

describe("contacts", () => {
  async function contacts() {
    const opened = await open("outreach");
    await screen.findByRole("button", { name: "Danh bạ" });
    await fireEvent.click(screen.getByRole("button", { name: "Danh bạ" }));
    await screen.findByDisplayValue("Trần Văn Minh");
    return opened;
  }

  it("are changed in their cell, and a refused number goes back", async () => {
    const { host } = await contacts();
    const cell = screen.getByDisplayValue<HTMLInputElement>("0907 111 222");
    cell.focus();
    await fireEvent.input(cell, { target: { value: "0907.999.000" } });
    await fireEvent.blur(cell);
    await vi.waitFor(() => expect(host.contacts[0]!.phone).toBe("0907 999 000"));
    const other = screen.getByDisplayValue<HTMLInputElement>("0918 333 444");
    await fireEvent.input(other, { target: { value: "khong co" } });
    await fireEvent.blur(other);
    expect((await screen.findByRole("alert")).textContent).toContain("chỉ gồm chữ số");
    expect(other.value).toBe("0918 333 444");
  });

  it("are added one after the other, and removed", async () => {
    const { host } = await contacts();
    await key("n", { ctrlKey: true });
    const name = document.querySelector<HTMLInputElement>("[data-new-contact]")!;
    await vi.waitFor(() => expect(document.activeElement).toBe(name));
    await key("Enter");
    expect(await screen.findByText("Chọn đơn vị và gõ họ tên.")).toBeTruthy();
    await fireEvent.input(name, { target: { value: "Ngô Thị Mai" } });
    await key("Enter");
    await vi.waitFor(() => expect(host.contacts.at(-1)).toMatchObject({ name: "Ngô Thị Mai", body_name: "Bình Thủy" }));
    await fireEvent.click(await screen.findByRole("button", { name: "Bỏ Ngô Thị Mai" }));
    await vi.waitFor(() => expect(host.contacts).toHaveLength(5));
  });

  it("come as a table of Excel, and what was not taken is told", async () => {
    const { host } = await contacts();
    const table = "STT\tĐơn vị\tHọ tên\tChức vụ\tĐiện thoại\n1\tP. Trà Nóc\tĐỗ Văn Sơn\tCông chức\t0911 222 333\n2\tLong Tuyền mới\tHồ Thị Sáu\tCông chức\t0912 345 678";
    await fireEvent.paste(document.body, { clipboardData: { getData: () => table, files: [] } });
    await screen.findByText(/thêm 1, đổi 0, giữ nguyên 0/);
    expect(screen.getByText(/Sổ không có đơn vị “Long Tuyền mới”/)).toBeTruthy();
    expect(host.contacts.at(-1)?.name).toBe("Đỗ Văn Sơn");
  });
});

describe("documents and commendations", () => {
  it("open the tasks of a document by Enter", async () => {
    const { session } = await open("documents");
    await vi.waitFor(() => expect(document.querySelector("[data-document-chosen]")?.textContent).toBe("96/TB-VPCP"));
    document.querySelector<HTMLElement>("[data-document-chosen]")!.focus();
    await key("Enter");
    expect(session.screen).toBe("tasks");
    expect(JSON.stringify(taskFilter)).toContain("96/TB-VPCP");
    taskFilter.text = "";
  });

  it("are changed, and a second one of the same number is refused in words", async () => {
    const { host } = await open("documents");
    await vi.waitFor(() => expect(document.querySelector("[data-document-chosen]")).toBeTruthy());
    await key("n", { ctrlKey: true });
    const dialog = within(await screen.findByRole("dialog", hidden));
    await fireEvent.input(dialog.getByLabelText("Số, ký hiệu"), { target: { value: "96/TB-VPCP" } });
    await fireEvent.input(dialog.getByLabelText(/Ngày/), { target: { value: "13/3/2024" } });
    await fireEvent.click(dialog.getByRole("button", { name: /Ghi văn bản/, ...hidden }));
    expect((await dialog.findByRole("alert", hidden)).textContent).toContain("Sổ đã có văn bản");
    expect(host.documents).toHaveLength(4);
  });

  it("are taken out by Delete when nothing names them, else the reason is said", async () => {
    const { host, session } = await open("documents");
    await vi.waitFor(() => expect(document.querySelector("[data-document-chosen]")?.textContent).toBe("96/TB-VPCP"));
    document.querySelector<HTMLElement>("[data-document-chosen]")!.focus();
    await key("Delete");
    expect((await screen.findByRole("alert")).textContent).toContain("còn nơi dẫn tới");
    expect(host.documents).toHaveLength(4);
    const free = host.documents.find(({ tasks }) => tasks === 0)!;
    await fireEvent.click(screen.getByRole("button", { name: `Bỏ ${free.number}` }));
    await vi.waitFor(() => expect(host.documents).toHaveLength(3));
    await vi.waitFor(() => expect(session.notice?.action?.label).toBe("Hoàn tác"));
  });

  it("tell which evidence is missing, changed or strange", async () => {
    await open("documents");
    await key("F7");
    const pane = within(await screen.findByRole("complementary", { name: "Minh chứng" }));
    await pane.findByText("37 tệp, 48,2 MB");
    for (const words of ["Thiếu tệp", "Tệp bị đổi", "Tệp lạ trong thư mục"]) expect(pane.getByText(words)).toBeTruthy();
  });

  it("take a proposal as it is proposed", async () => {
    const { host } = await open("commendations");
    await key("F7");
    const pane = within(await screen.findByRole("complementary", { name: "Đề xuất từ kết quả" }));
    await pane.findByText("đã được khen ngày 12/01/2024");
    await fireEvent.click(pane.getAllByRole("button", { name: "Nhận đề xuất…" })[1]!);
    const dialog = within(await screen.findByRole("dialog", hidden));
    await fireEvent.click(dialog.getByRole("button", { name: /Ghi khen thưởng/, ...hidden }));
    await vi.waitFor(() => expect(host.commendations[0]).toMatchObject({ body_name: "Trà Nóc", state: "proposed", number: 1, form: "Giấy khen" }));
  });
});
