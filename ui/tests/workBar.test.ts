import "./browser";

import { cleanup, fireEvent, screen } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";

import { CallError } from "../src/ipc/host";
import type { PackageView, Reply } from "../src/ipc/types";
import { ctrl, key, open, text } from "./exchangePage";
import { VIEW, type ExchangeHost } from "./fakeExchange";

afterEach(cleanup);

const ENDED = new CallError({ code: "work_ended", params: {}, detail: "", message: "Đã dừng theo yêu cầu." });
const bar = () => screen.queryByRole("progressbar");
const stop = () => screen.getByRole("button", { name: /^Dừng/ });

/** One answer that comes when the test says so. */
function held() {
  let give!: (views: PackageView[]) => void;
  let refuse!: (reason: CallError) => void;
  const answer = new Promise<Reply<PackageView[]>>((resolve, reject) => {
    give = (value) => resolve({ value, changes: [] });
    refuse = reject;
  });
  return { answer, give, refuse };
}

/** The inbox with one file that is being looked over, and as far as the test lets it. */
async function looking(progress = { done: 0, total: 0 }) {
  const work = held();
  let own!: ExchangeHost;
  const { host, session } = await open((fake) => {
    own = fake;
    fake.picks = ["/usb/7.so06x"];
    fake.progress = progress;
    const look = fake.answers.look_over_packages!;
    let first = true;
    fake.answers.look_over_packages = (request) => {
      if (!first) return look(request);
      first = false;
      return work.answer;
    };
  });
  await ctrl("o");
  await vi.waitFor(() => expect(host.count("look_over_packages")).toBe(1));
  return { host: own, session, work };
}

describe("the bar of long work", () => {
  it("is not there at rest, and for work that is over at once nobody is asked how far it is", async () => {
    const { host, work } = await looking({ done: 1, total: 4 });
    await new Promise((done) => setTimeout(done, 100));
    work.give([{ ...VIEW, file: "7.so06x" }]);
    await screen.findByRole("heading", { name: "Phường Trà An" });
    await new Promise((done) => setTimeout(done, 700));
    expect(bar()).toBeNull();
    expect(host.count("work_progress")).toBe(0);
    await key("Escape");
    expect(host.count("end_work")).toBe(0);
  });

  it("tells what runs and how far it is, and goes on with the work", async () => {
    const { host, work } = await looking({ done: 1204, total: 3321 });
    await vi.waitFor(() => expect(bar()).not.toBeNull());
    expect(bar()!.getAttribute("aria-label")).toBe("Đang xem trước 1 gói…");
    expect([bar()!.getAttribute("max"), (bar() as HTMLProgressElement).value]).toEqual(["3321", 1204]);
    expect(text(bar()!.parentElement)).toBe("Đang xem trước 1 gói… 36% DừngEsc");
    host.progress = { done: 3320, total: 3321 };
    // What is not done is not called done.
    await screen.findByText("99%");
    expect(text(document.querySelector("#exchange-why"))).toBe("Nhận được sau khi xem trước xong");
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
    work.give([{ ...VIEW, file: "7.so06x" }]);
    await screen.findByRole("heading", { name: "Phường Trà An" });
    await vi.waitFor(() => expect(bar()).toBeNull());
    const known = host.count("work_progress");
    await new Promise((done) => setTimeout(done, 700));
    expect(host.count("work_progress"), "nobody asks after the end").toBe(known);
  });

  it("asks again when an asking failed", async () => {
    const { host, work } = await looking({ done: 1, total: 4 });
    host.answers.work_progress = () => Promise.reject(new CallError({ code: "host_unreachable", params: {}, detail: "", message: "" }));
    await vi.waitFor(() => expect(host.count("work_progress")).toBe(2));
    expect(bar()).toBeNull();
    host.answers.work_progress = () => ({ value: { done: 1, total: 4 }, changes: [] });
    await vi.waitFor(() => expect(bar()).not.toBeNull());
    work.give([{ ...VIEW, file: "7.so06x" }]);
    await vi.waitFor(() => expect(bar()).toBeNull());
  });

  it("is not there while the engine says nothing of steps, and Esc then ends nothing", async () => {
    const { host, work } = await looking();
    await vi.waitFor(() => expect(host.count("work_progress")).toBeGreaterThan(1));
    expect(bar()).toBeNull();
    await key("Escape");
    expect(host.count("end_work")).toBe(0);
    work.give([{ ...VIEW, file: "7.so06x" }]);
    await screen.findByRole("heading", { name: "Phường Trà An" });
  });

  it("ends the work by its button, once, and says that the book is as it was and how to look again", async () => {
    const { host, work } = await looking({ done: 1, total: 4 });
    await vi.waitFor(() => expect(bar()).not.toBeNull());
    await fireEvent.click(stop());
    const ending = screen.getByRole("button", { name: /^Đang dừng…/ });
    expect(ending.getAttribute("aria-disabled")).toBe("true");
    await fireEvent.click(ending);
    await key("Escape");
    expect(host.count("end_work")).toBe(1);
    work.refuse(ENDED);
    await screen.findByText("Đã dừng, sổ giữ nguyên.");
    expect(bar()).toBeNull();
    expect(document.body.textContent).not.toContain("Đang xem trước");
    expect(document.body.textContent).not.toContain(ENDED.message);
    expect(screen.getByText("Chưa xem trước gói này.")).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "Xem lại các gói" }));
    await screen.findByRole("heading", { name: "Phường Trà An" });
    expect(screen.queryByText("Đã dừng, sổ giữ nguyên.")).toBeNull();
  });

  it("ends the work by Esc, but not while a dialog lies over it", async () => {
    const { host, work } = await looking({ done: 1, total: 4 });
    await vi.waitFor(() => expect(bar()).not.toBeNull());
    await key("F9", { shiftKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Thư mục trao đổi" });
    await fireEvent.keyDown(dialog, { key: "Escape" });
    expect(host.count("end_work")).toBe(0);
    await fireEvent(dialog, new Event("cancel", { cancelable: true }));
    await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await key("Escape");
    expect(host.count("end_work")).toBe(1);
    work.refuse(ENDED);
    await screen.findByText("Đã dừng, sổ giữ nguyên.");
  });

  it("can be asked to end again when the first asking did not arrive", async () => {
    const { host, work } = await looking({ done: 1, total: 4 });
    host.answers.end_work = () => Promise.reject(new CallError({ code: "host_unreachable", params: {}, detail: "", message: "" }));
    await vi.waitFor(() => expect(bar()).not.toBeNull());
    await fireEvent.click(stop());
    await vi.waitFor(() => expect(stop().getAttribute("aria-disabled")).toBe("false"));
    await key("Escape");
    expect(host.count("end_work")).toBe(2);
    work.give([{ ...VIEW, file: "7.so06x" }]);
    await screen.findByRole("heading", { name: "Phường Trà An" });
  });

  it("ends a taking: nothing was kept, it is said, and the files wait as they were shown", async () => {
    const work = held();
    const { host } = await open((own) => {
      own.picks = ["/usb/7.so06x"];
      own.answers.take_packages = () => work.answer;
    });
    await ctrl("o");
    await screen.findByRole("button", { name: /^Nhận 1 gói/ });
    host.progress = { done: 2, total: 8 };
    await ctrl("Enter");
    await vi.waitFor(() => expect(bar()?.getAttribute("aria-label")).toBe("Đang nhận các gói"));
    await key("Escape");
    work.refuse(ENDED);
    await screen.findByText("Đã dừng, sổ giữ nguyên.");
    expect(bar()).toBeNull();
    expect(screen.queryByRole("button", { name: "Xem lại các gói" })).toBeNull();
    expect(screen.getByRole("button", { name: /^Nhận 1 gói/ }).getAttribute("aria-disabled")).toBe("false");
  });
});
