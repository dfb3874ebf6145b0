import "./browser";

import { cleanup, fireEvent, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";

import { waitsHere } from "../src/features/exchange/queries.svelte";
import { cameTo } from "../src/features/exchange/read";
import { dueWords } from "../src/features/exchange/receipts.svelte";
import { figurePlace } from "../src/features/figures/place.svelte";
import { ctrl, key, open, text } from "./exchangePage";
import { DUE, ExchangeHost, PACKAGES, QUESTIONS } from "./fakeExchange";

afterEach(cleanup);

const sent = (host: ExchangeHost, name: string) => host.asked.filter((call) => call.name === name).map(({ request }) => request);
const due = () => document.querySelector("[data-due]");

async function clean() {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
}

describe("receipts", () => {
  it("are offered after a taking, written by a key into a folder, and offered again when it is taken back", async () => {
    const { host } = await open((own) => (own.picks = ["/usb/7.so06x"]));
    expect(due()).toBeNull();
    await ctrl("o");
    await screen.findByRole("button", { name: /Nhận 1 gói/ });
    await ctrl("Enter");
    await vi.waitFor(() => expect(text(due())).toContain("Chưa báo nơi gửi: Phường Trà An: đã nhận gói 9"));
    await clean();
    await key("F4");
    await vi.waitFor(() => expect(sent(host, "write_receipts")).toEqual([{ body: null, folder: "/media/USB" }]));
    await vi.waitFor(() => expect(due()).toBeNull());
    await screen.findByText("Đã ghi biên nhận cho Phường Trà An vào /media/USB");
    await ctrl("z");
    await vi.waitFor(() => expect(text(due())).toContain("Có việc nhận đã hoàn tác, chưa báo nơi gửi: Phường Trà An: rút lại gói 9"));
    await fireEvent.click(screen.getByRole("button", { name: /Gửi biên nhận/ }));
    await vi.waitFor(() => expect(sent(host, "write_receipts")).toHaveLength(2));
  });

  it("that came tell what became of each package, and that they carry no figures", async () => {
    await open((own) => (own.picks = ["/usb/bien-nhan.so06x"]));
    await ctrl("o");
    const told = within(await screen.findByRole("region", { name: "Thành phố Cần Thơ báo về gói của sổ này" }));
    expect(told.getAllByRole("listitem").map(text)).toEqual([
      "gói số 11 Tháng 3/2024 nơi nhận đã nhận: 6 mới, 9 thay đổi, 41 đã có, 2 xung đột, 1 để riêng 15/03/2024 08:10",
      "gói số 10 Tháng 2/2024 nơi nhận đã rút lại việc nhận",
      "gói số 9 Tháng 1/2024 nơi nhận đã nhận đã biết từ trước",
    ]);
    expect(document.body.textContent).toContain("Biên nhận không mang số liệu");
    await clean();
  });

  it("stand with every package of a unit, and are written for one by a key", async () => {
    const { host } = await open();
    await ctrl("4");
    await screen.findByRole("region", { name: "Các gói với Thành phố Cần Thơ" });
    const package_ = (name: string) => text(document.querySelector(`[data-package="${name}"]`));
    await vi.waitFor(() => expect(package_("out-report-11")).toContain("6 mới, 9 thay đổi, 41 đã có, 2 xung đột, 1 để riêng"));
    expect(package_("out-report-10")).toBe("đibáo cáo số 1014/02/2024 17:00Tháng 2/2024nơi nhận đã rút");
    await clean();
    document.querySelector<HTMLElement>("[data-lines]")!.focus();
    await key("ArrowDown");
    await key("F4", { shiftKey: true });
    await vi.waitFor(() => expect(sent(host, "write_receipts")).toEqual([{ body: 2, folder: "/media/USB" }]));
    // A unit of which nothing came has nothing to be told.
    await key("End");
    await key("F4", { shiftKey: true });
    expect(sent(host, "write_receipts")).toHaveLength(1);
  });

  it("are told in words without what is nothing", () => {
    expect(cameTo(PACKAGES[0]!.came!)).toBe("6 mới, 9 thay đổi, 41 đã có, 2 xung đột, 1 để riêng");
    expect(cameTo({ taken: "", new: 0, changed: 0, same: 0, conflict: 0, closed: 0, refused: 0 })).toBe("không có dòng nào");
    expect(dueWords([...DUE, { ...DUE[0]!, name: "Phường Trà Nóc", taken: [1], withdrawn: [2, 3] }])).toBe("Phường Trà An: đã nhận gói 9 · Phường Trà Nóc: đã nhận gói 1; rút lại gói 2, 3");
  });
});

describe("questions about figures", () => {
  it("show old and new figure with the answer, are settled and withdrawn by keys", async () => {
    const { host } = await open();
    expect(text(screen.getByRole("button", { name: /Hỏi lại/ }))).toContain("2");
    await ctrl("3");
    await screen.findByRole("grid", { name: "Hỏi lại" });
    expect(text(document.querySelector("[data-line='71']"))).toMatch(/^đã trả lời Phường Trà An .* 12\.431→ thành 12\.468/);
    const pane = within(screen.getByRole("complementary", { name: "Câu hỏi đang chọn" }));
    expect(text(document.querySelector("[data-question]"))).toBe("Vì sao nhỏ hơn số tháng trước (12.480)?");
    expect(text(document.querySelector("[data-answer]"))).toContain("sót 37 tài khoản");
    expect(pane.getByText("đã sửa sau khi hỏi")).toBeTruthy();
    expect(pane.queryByRole("textbox")).toBeNull();
    await clean();
    document.querySelector<HTMLElement>("[data-lines]")!.focus();
    await key(" ");
    await vi.waitFor(() => expect(sent(host, "settle_query")).toEqual([{ id: 71, settled: true }]));
    await vi.waitFor(() => expect(document.querySelector("[data-line='71']")).toBeNull());
    await fireEvent.click(screen.getByRole("button", { name: "Mình hỏi" }));
    document.querySelector<HTMLElement>("[data-lines]")!.focus();
    await key("Delete");
    await vi.waitFor(() => expect(sent(host, "withdraw_query")).toEqual([{ id: 73 }]));
  });

  it("of the office above are answered here, and nothing else is done to them", async () => {
    const { host } = await open();
    await ctrl("3");
    await screen.findByRole("grid", { name: "Hỏi lại" });
    await fireEvent.click(screen.getByRole("button", { name: "Hỏi mình" }));
    document.querySelector<HTMLElement>("[data-lines]")!.focus();
    await key(" ");
    await key("Delete");
    expect(sent(host, "settle_query")).toEqual([]);
    expect(sent(host, "withdraw_query")).toEqual([]);
    await key("F2");
    const field = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: "Trả lời" });
    await vi.waitFor(() => expect(document.activeElement).toBe(field));
    await fireEvent.input(field, { target: { value: "Đã gồm cả liên thông " } });
    await ctrl("Enter");
    await vi.waitFor(() => expect(sent(host, "answer_query")).toEqual([{ id: 72, answer: "Đã gồm cả liên thông" }]));
    await vi.waitFor(() => expect(text(document.querySelector("[data-line='72']"))).toMatch(/^mình đã trả lời/));
    await clean();
  });

  it("lead to their cell, in the period that was asked about", async () => {
    const { session } = await open();
    await ctrl("3");
    await screen.findByRole("grid", { name: "Hỏi lại" });
    document.querySelector<HTMLElement>("[data-lines]")!.focus();
    await key("F7");
    expect(session.screen).toBe("counts");
    expect(session.period).toBe("2024-T03");
    expect(figurePlace.view).toBe("entry");
  });

  it("are asked of a row that two sides changed, before somebody decides", async () => {
    const { host } = await open();
    await ctrl("2");
    (await screen.findByRole("grid", { name: "Chờ xử lý" })).focus();
    await ctrl("h");
    const dialog = within(await screen.findByRole("dialog", { hidden: true }));
    expect(dialog.getByRole("heading", { hidden: true })).toHaveProperty("textContent", "Hỏi lại Phường Trà An");
    await fireEvent.submit(document.querySelector("dialog form")!);
    expect(sent(host, "ask_query")).toEqual([]);
    await fireEvent.input(dialog.getByRole("textbox", { hidden: true }), { target: { value: "Số nào đúng?" } });
    await fireEvent.submit(document.querySelector("dialog form")!);
    await vi.waitFor(() => expect(sent(host, "ask_query")).toEqual([{ body: 2, indicator: 12, period: "2024-T03", question: "Số nào đúng?" }]));
    await screen.findByText("Câu hỏi đi trong gói giao tiếp theo cho Phường Trà An");
    expect(host.held.every((own) => own.state === "open")).toBe(true);
  });

  it("wait for whoever is to answer, and then for whoever asked", () => {
    const [answered, open_, asked] = QUESTIONS;
    expect([answered, open_, asked].map((own) => waitsHere(own!))).toEqual([true, true, false]);
    expect(waitsHere({ ...answered!, state: "settled" })).toBe(false);
    expect(waitsHere({ ...open_!, state: "answered" })).toBe(false);
  });
});
