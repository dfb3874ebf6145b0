import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { taskFilter } from "../src/features/tasks/filter.svelte";
import { CallError } from "../src/ipc/host";
import { Session, type Screen } from "../src/lib/session.svelte";
import { TaskHost, TODAY } from "./fakeTasks";

beforeEach(() => Object.assign(taskFilter, { view: "table", state: null, text: "", only: null, grouping: "group", baseline: null, body: null, occurrence: null }));
afterEach(cleanup);

async function open(more: { prepare?: (host: TaskHost) => void; at?: Screen; answers?: ConstructorParameters<typeof TaskHost>[1] } = {}) {
  const host = new TaskHost(0, more.answers);
  more.prepare?.(host);
  const session = new Session(host);
  render(App, { session });
  session.start();
  await screen.findByRole("navigation");
  session.screen = more.at ?? "tasks";
  await (more.at === "overview" ? screen.findByRole("heading", { name: "Việc hôm nay" }) : screen.findByRole("heading", { name: "Nhiệm vụ" }));
  return { host, session };
}

const asked = (host: TaskHost, name: string) => host.asked.findLast((call) => call.name === name)?.request;
const grid = () => screen.findByRole("treegrid", { name: "Danh sách nhiệm vụ" });
const key = async (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(await grid(), { key: name, ...more });
const row = (number: string) => document.querySelector<HTMLElement>(`[data-task="${number}"]`);
/** Only the first lines are drawn here, where nothing has a height. */
const show = (session: Session, host: TaskHost, number: string) => (session.task = host.byNumber(number).id);
const paneOf = (name: string) => vi.waitFor(() => {
  const pane = screen.getByRole("complementary", { name: "Chi tiết nhiệm vụ" });
  within(pane).getByRole("heading", { name });
  return within(pane);
});

describe("the task list", () => {
  it("tells its lines to a screen reader: level, fold, tick and the one that keys speak to", async () => {
    await open();
    const list = await grid();
    const lines = within(list).getAllByRole("row");
    expect(lines[1]?.getAttribute("aria-expanded")).toBe("true");
    expect(lines[2]?.getAttribute("aria-level")).toBe("2");
    expect(row("NV-013")?.getAttribute("aria-level")).toBe("3");
    await key("Home");
    await key("ArrowDown");
    await key(" ");
    expect(list.getAttribute("aria-activedescendant")).toBe(row("NV-001")?.id);
    expect(row("NV-001")?.getAttribute("aria-selected")).toBe("true");
  });

  it("confirms what waits in the ticked tasks with one operation", async () => {
    const { host, session } = await open();
    await key("a", { ctrlKey: true });
    await fireEvent.click(await screen.findByRole("button", { name: "Xác nhận" }));
    await vi.waitFor(() => expect(asked(host, "act_on_tasks")).toMatchObject({ bodies: [], deed: { do: "confirm" } }));
    await vi.waitFor(() => expect(session.notice?.text).toMatch(/^Đã xác nhận 2 phần việc · \d+ nhiệm vụ không đổi$/));
    expect(host.count("act_on_tasks")).toBe(1);
    expect(host.count("task")).toBeLessThanOrEqual(1);
  });

  it("moves the deadlines of many with one operation and tells which it could not", async () => {
    const { host, session } = await open();
    await key("a", { ctrlKey: true });
    await fireEvent.click(await screen.findByRole("button", { name: "Lùi hạn" }));
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    const [day, reason] = dialog.getAllByRole("textbox", { hidden: true });
    if (!day || !reason) throw new Error("no fields");
    await fireEvent.input(day, { target: { value: "31/5/2024" } });
    await fireEvent.input(reason, { target: { value: "chờ số liệu" } });
    await fireEvent.click(dialog.getByRole("button", { name: /^Lùi hạn/, hidden: true }));
    await vi.waitFor(() => expect(asked(host, "act_on_tasks")).toMatchObject({ deed: { do: "extend", last_day: "2024-05-31", reason: "chờ số liệu" } }));
    expect(host.count("act_on_tasks")).toBe(1);
    expect(host.count("extend_deadline")).toBe(0);
    const recurring = host.book.tasks.filter((task) => task.reading.rhythm !== "");
    await vi.waitFor(() => expect(session.notice?.text).toMatch(new RegExp(`^Đã lùi hạn \\d+ nhiệm vụ · ${recurring.length} nhiệm vụ không làm được$`)));
    const left = within(screen.getByRole("status", { name: "Nhiệm vụ không làm được" }));
    expect(left.getAllByRole("listitem").map((line) => line.querySelector("b")?.textContent)).toEqual(recurring.map(({ number }) => number));
    await fireEvent.click(left.getByRole("button", { name: "Đã xem" }));
    expect(screen.queryByRole("status", { name: "Nhiệm vụ không làm được" })).toBeNull();
  });

  it("shows why a removal was refused, and the tasks stay", async () => {
    const { host } = await open();
    await key("Home");
    await key("ArrowDown");
    await key("Delete");
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    await fireEvent.click(dialog.getByRole("button", { name: /^Xóa/, hidden: true }));
    expect((await screen.findByRole("alert")).textContent).toContain("NV-001 đã có đơn vị báo xong");
    expect(host.book.tasks.some(({ number }) => number === "NV-001")).toBe(true);
  });

  it("says that places cannot be changed while tasks stand otherwise", async () => {
    const { host, session } = await open();
    taskFilter.grouping = "person";
    await vi.waitFor(() => expect(screen.getByText("Chị Hoa")).toBeTruthy());
    await key("Home");
    await key("ArrowDown");
    await key("ArrowDown", { altKey: true });
    expect(session.notice?.text).toContain("Xếp theo nhóm nhiệm vụ");
    expect(host.count("move_task")).toBe(0);
  });

  it("keeps the cursor on a task that was moved into another group", async () => {
    const { host } = await open();
    await key("Home");
    for (let step = 0; step < 4; step += 1) await key("ArrowDown");
    await key("ArrowDown", { altKey: true });
    await vi.waitFor(() => expect(asked(host, "move_task")).toMatchObject({ group: "b" }));
    const moved = host.book.tasks.find(({ number }) => number === "NV-004");
    expect(moved?.draft.group).toBe("b");
    await vi.waitFor(async () => expect((await grid()).getAttribute("aria-activedescendant")).toBe(row("NV-004")?.id));
  });

  it("of a book that is only looked at offers no change", async () => {
    const { host, session } = await open({ prepare: (made) => (made.readonly = true) });
    await key("a", { ctrlKey: true });
    expect(screen.queryByRole("toolbar")).toBeNull();
    expect(screen.queryByRole("button", { name: /^Nhiệm vụ.*Ctrl N/ })).toBeNull();
    show(session, host, "NV-024");
    const pane = await paneOf("Ban hành Kế hoạch triển khai Đề án 06 năm 2024");
    expect(pane.queryByRole("button", { name: "Xác nhận hoàn thành" })).toBeNull();
    expect(pane.queryByRole("button", { name: /^Lùi hạn/ })).toBeNull();
  });

  it("that cannot be read says so and can be read again", async () => {
    let broken = true;
    const whole = new TaskHost();
    await open({
      answers: {
        tasks: (request) => {
          if (broken) throw new CallError({ code: "locked", params: {}, detail: "", message: "Sổ đang bận." });
          return whole.answers.tasks!(request);
        },
      },
    });
    await screen.findByText("Sổ đang bận.");
    broken = false;
    await fireEvent.click(screen.getByRole("button", { name: "Thử lại" }));
    await grid();
  });
});

describe("one task", () => {
  it("shows the next who claims to be done after one was confirmed", async () => {
    const { host, session } = await open();
    show(session, host, "NV-024");
    const pane = await paneOf("Ban hành Kế hoạch triển khai Đề án 06 năm 2024");
    const pressed = () => document.querySelector(".two [aria-pressed=true]")?.textContent;
    expect(pressed()).toContain("Trà An");
    await fireEvent.click(pane.getByRole("button", { name: "Xác nhận hoàn thành" }));
    await vi.waitFor(() => expect(pressed()).toContain("Long Hòa"));
    expect(host.count("confirm_completion")).toBe(1);
  });

  it("offers a reminder to those who owe, not to those who wait for an answer", async () => {
    const { host, session } = await open();
    show(session, host, "NV-024");
    const pane = await paneOf("Ban hành Kế hoạch triển khai Đề án 06 năm 2024");
    await fireEvent.click(pane.getByRole("button", { name: "Soạn đôn đốc" }));
    expect(session.screen).toBe("outreach");
  });

  it("does not take a day that does not exist for an event", async () => {
    const { host, session } = await open();
    show(session, host, "NV-026");
    const pane = await paneOf("Quy chế mạng máy tính nội bộ");
    const field = pane.getByLabelText(/^Chờ: Thành ủy/);
    await fireEvent.input(field, { target: { value: "31/02/2024" } });
    await fireEvent.submit(field.closest("form")!);
    expect(pane.getByText(/Ngày chưa đúng/)).toBeTruthy();
    expect(host.count("set_event_day")).toBe(0);
  });

  it("tells when a period's work is asked for and whose deadline is which", async () => {
    const { host, session } = await open();
    show(session, host, "NV-010");
    const pane = await paneOf("Vận động, hướng dẫn kích hoạt tài khoản định danh");
    const three = [...document.querySelectorAll(".three div")].map((part) => part.textContent);
    expect(three).toEqual(["Hạn của đơn vị19/03/2024", "Hạn của ta22/03/2024", "Hạn với cấp trên25/03/2024"]);
    expect(pane.getByText("7.058")).toBeTruthy();
  });
});

describe("a new task", () => {
  it("begins in the plan and the group where one stands, and says what is missing", async () => {
    const { host } = await open();
    await key("End");
    await fireEvent.keyDown(document.body, { key: "n", ctrlKey: true });
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    expect(dialog.getByText("Ghi tên nhiệm vụ")).toBeTruthy();
    await fireEvent.input(dialog.getByLabelText("Nhiệm vụ"), { target: { value: "  Rà soát camera  " } });
    await fireEvent.click(dialog.getByRole("button", { name: /^Giao nhiệm vụ/, hidden: true }));
    await vi.waitFor(() => expect(asked(host, "save_task")).toMatchObject({ id: null, draft: { title: "Rà soát camera", plan: 2, group: "dd", leads: [], deadline: null } }));
    await paneOf("Rà soát camera");
  });
});

describe("checklists of one's own", () => {
  it("a new one that is begun before the others have come stays", async () => {
    const host = new TaskHost();
    const all = host.answers.checklists!;
    let come = () => undefined as void;
    const late = new Promise<void>((done) => (come = done));
    await open({ answers: { checklists: (request) => late.then(() => all(request)) } });
    await fireEvent.click(await screen.findByRole("button", { name: "Việc khác" }));
    await fireEvent.click(await screen.findByRole("menuitem", { name: "Mẫu việc cần làm" }));
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    await fireEvent.click(dialog.getByRole("button", { name: "+ Mẫu mới", hidden: true }));
    const name = dialog.getByLabelText<HTMLInputElement>("Tên mẫu");
    come();
    await vi.waitFor(() => expect(dialog.getAllByRole("button", { pressed: false, hidden: true }).length).toBeGreaterThan(0));
    expect(name.isConnected && name.value).toBe("");
    expect(dialog.getByLabelText<HTMLInputElement>("Việc 1").value).toBe("");
  });
});

describe("today", () => {
  it("opens what waits for an event's day at that task", async () => {
    const { session } = await open({ at: "overview" });
    await fireEvent.click(await screen.findByRole("tab", { name: "Chờ sự kiện 1" }));
    await fireEvent.click(screen.getByRole("button", { name: /^Ghi ngày: Quy chế mạng/ }));
    expect(session.screen).toBe("tasks");
    await paneOf("Quy chế mạng máy tính nội bộ");
  });

  it("with nothing to do says that there is nothing", async () => {
    const none = { day: TODAY, overdue: [], due_today: [], this_week: [], warnings: [], to_confirm: [], extensions: [], waiting: [], unsure: [] };
    await open({ at: "overview", answers: { today_work: () => ({ value: none, changes: [] }) } });
    await screen.findByText(/^Không có việc quá hạn/);
  });
});
