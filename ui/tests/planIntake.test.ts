import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { bringInPlan } from "../src/features/tasks/elsewhere";
import { taskFilter } from "../src/features/tasks/filter.svelte";
import { Session } from "../src/lib/session.svelte";
import { MeetingHost } from "./fakeMeeting";
import { GOAL_AT, planAnswers } from "./fakePlan";

afterEach(() => {
  cleanup();
  taskFilter.text = "";
});

async function open() {
  const plan = planAnswers();
  const host = new MeetingHost(plan.answers);
  const session = new Session(host);
  render(App, { session });
  session.start();
  await screen.findByRole("navigation", { name: "Màn hình" });
  session.screen = "plan_intake";
  await screen.findByRole("heading", { name: "Từ tệp" });
  return { host, session, plan };
}

async function choose(name = "KH 2026.docx") {
  await fireEvent.change(document.querySelector("[data-plan-file]")!, { target: { files: [new File(["abc"], name)] } });
}

const key = (name: string, more: KeyboardEventInit = {}) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name, ...more });
const row = (line: number) => document.querySelector<HTMLElement>(`tr[data-row="${line}"]`)!;
const here = () => document.querySelector<HTMLElement>("tr[aria-selected=true]")!.dataset.row;
const last = (host: MeetingHost) => host.asked.filter(({ name }) => name === "read_plan_again").at(-1)?.request;

describe("a plan before it goes into the book", () => {
  it("is shown with groups, units, and deadlines as said and as understood; nothing is written", async () => {
    const { host } = await open();
    await choose();
    await screen.findByRole("button", { name: /Ghi 6 nhiệm vụ vào sổ/ });
    expect(row(4).textContent).toContain("I. Hoàn thiện thể chế");
    expect(row(5).textContent?.replace(/\s+/g, " ")).toMatch(/mới ?K26-001 ?Ban hành Kế hoạch.*“trước ngày 15\/3” ?chậm nhất thứ Bảy 14\/03\/2026/);
    expect(row(13).dataset.state).toBe("unchanged");
    expect(host.count("bring_in_plan")).toBe(0);
    // What is doubtful is looked at first.
    expect(here()).toBe("11");
    expect(within(screen.getByRole("complementary", { name: "Cần xem" })).getByText(/“sớm” không nêu ngày/, { selector: "button *" })).toBeTruthy();
  });

  it("takes another wording of a deadline, by keys alone", async () => {
    const { host } = await open();
    await choose();
    const table = await screen.findByRole("grid");
    table.focus();
    await key("Enter");
    const field = screen.getByLabelText<HTMLInputElement>(/^Thời hạn/);
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
    await fireEvent.change(field, { target: { value: "22/3/2026" } });
    await vi.waitFor(() => expect(row(11).textContent).toContain("chậm nhất 22/03/2026"));
    expect(last(host)).toMatchObject({ choices: { rows: [{ row: 11, deadline: "22/3/2026", leave_out: false }] } });
  });

  it("takes other units, leaves a row out and takes it in again", async () => {
    const { host } = await open();
    await choose();
    const table = await screen.findByRole("grid");
    const units = screen.getByRole("combobox", { name: "Thêm đơn vị Chủ trì" });
    await fireEvent.input(units, { target: { value: "long hoa" } });
    await fireEvent.keyDown(units, { key: "Enter" });
    await vi.waitFor(() => expect(last(host)).toMatchObject({ choices: { rows: [{ row: 11, leads: [8] }] } }));
    table.focus();
    await key("Delete");
    await screen.findByRole("button", { name: /Ghi 5 nhiệm vụ/ });
    expect(row(11).dataset.state).toBe("left_out");
    await key("Delete");
    await screen.findByRole("button", { name: /Ghi 6 nhiệm vụ/ });
  });

  it("offers a target that the plan names, and sets it only when it is ticked", async () => {
    const { host } = await open();
    await choose();
    (await screen.findByRole("grid")).focus();
    await fireEvent.click(row(GOAL_AT + 3));
    const tick = await screen.findByRole("checkbox", { name: /Tỷ lệ hồ sơ trực tuyến: đạt 98 %/ });
    expect((tick as HTMLInputElement).checked).toBe(false);
    await fireEvent.click(tick);
    await vi.waitFor(() => expect(last(host)).toMatchObject({ choices: { rows: [{ row: GOAL_AT + 3, goal: { indicator: 7, value: null } }] } }));
    await vi.waitFor(() => expect(row(GOAL_AT + 3).textContent).toContain("đóng theo số liệu"));
  });

  it("goes into the plan that it was opened from", async () => {
    const { host, session } = await open();
    bringInPlan(session, { id: 1, title: "Đề án 06 năm 2024" });
    expect(await screen.findByText(/sẽ nhập vào kế hoạch “Đề án 06 năm 2024”/)).toBeTruthy();
    await choose();
    await screen.findByRole("grid");
    expect(host.asked.find(({ name }) => name === "look_over_plan")?.request).toMatchObject({ plan: 1 });
    await fireEvent.click(row(GOAL_AT + 3));
    await key("Delete");
    await vi.waitFor(() => expect(last(host)).toMatchObject({ choices: { plan: { existing: 1 } } }));
  });

  it("goes round its doubts by F8", async () => {
    await open();
    await choose();
    (await screen.findByRole("grid")).focus();
    await key("F8");
    expect(here()).toBe("12");
    await key("F8");
    expect(here()).toBe("11");
    await key("F8", { shiftKey: true });
    expect(here()).toBe("12");
  });

  it("goes into a plan of the book, or one with other words", async () => {
    const { host } = await open();
    await choose();
    const title = await screen.findByLabelText("Tên kế hoạch");
    await fireEvent.change(title, { target: { value: "Kế hoạch 100 ngày" } });
    await vi.waitFor(() => expect(last(host)).toMatchObject({ choices: { plan: { title: "Kế hoạch 100 ngày", existing: null } } }));
    await fireEvent.change(screen.getByLabelText("Ngày ban hành"), { target: { value: "31/2/2026" } });
    expect(await screen.findByText(/Không có ngày “31\/2\/2026”/)).toBeTruthy();
    const into = screen.getByRole("combobox", { name: "Ghi vào" });
    await fireEvent.input(into, { target: { value: "nam 2024" } });
    await fireEvent.keyDown(into, { key: "Enter" });
    await vi.waitFor(() => expect(last(host)).toMatchObject({ choices: { plan: { existing: 1 } } }));
  });

  it("is written by one key; its tasks are one key away, and undo shows it as not written", async () => {
    const { host, session } = await open();
    await choose();
    await screen.findByRole("button", { name: /Ghi 6 nhiệm vụ/ });
    await key("Enter", { ctrlKey: true });
    await screen.findByText(/Đã ghi 6 nhiệm vụ mới vào/);
    expect(host.count("bring_in_plan")).toBe(1);
    host.tell(["tasks"]);
    await screen.findByRole("button", { name: /Ghi 6 nhiệm vụ/ });
    await key("Enter", { ctrlKey: true });
    await fireEvent.click(await screen.findByRole("button", { name: /Xem nhiệm vụ/ }));
    expect(session.screen).toBe("tasks");
  });

  it("is shown again first when the book changed meanwhile", async () => {
    const { plan } = await open();
    await choose();
    await screen.findByRole("button", { name: /Ghi 6 nhiệm vụ/ });
    plan.state.changed = true;
    await key("Enter", { ctrlKey: true });
    await screen.findByText(/Sổ vừa thay đổi ở chỗ khác/);
    expect(screen.queryByText(/Đã ghi/)).toBeNull();
  });

  it("is handed over again when the engine let it go", async () => {
    const { host, plan } = await open();
    await choose();
    await screen.findByRole("grid");
    plan.state.forgets = true;
    await fireEvent.change(screen.getByLabelText("Mã việc"), { target: { value: "KH" } });
    await vi.waitFor(() => expect(row(5).textContent).toBeTruthy());
    await vi.waitFor(() => expect(host.count("look_over_plan")).toBe(2));
    expect(last(host)).toMatchObject({ choices: { plan: { prefix: "KH" } } });
  });

  it("that cannot be opened is refused in words, and another one may come", async () => {
    await open();
    await choose("khoa.docx");
    expect((await screen.findByRole("alert")).textContent).toContain("mật khẩu");
    await choose();
    await screen.findByRole("button", { name: /Ghi 6 nhiệm vụ/ });
  });

  it("is taken from the clipboard as the table it is", async () => {
    const { host } = await open();
    const html = "<table><tr><td>1</td><td>Ban hành kế hoạch</td></tr></table>";
    await fireEvent.paste(document.body, { clipboardData: { getData: (type: string) => (type === "text/html" ? html : "1\tBan hành kế hoạch"), files: [] } });
    await vi.waitFor(() => expect(host.asked.find(({ name }) => name === "look_over_plan")?.request).toMatchObject({ text: html, bytes: null, plan: null }));
  });
});
