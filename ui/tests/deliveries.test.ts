import "./browser";

import { cleanup, fireEvent, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { columnAtHand } from "../src/features/exchange/deliveries.svelte";
import { exchangePlace } from "../src/features/exchange/place.svelte";
import { CallError } from "../src/ipc/host";
import { ctrl, key, open, text } from "./exchangePage";
import { deliveriesOf } from "./fakeDeliveries";
import { BODIES, type ExchangeHost } from "./fakeExchange";
import { head } from "./fakeHost";

afterEach(cleanup);
beforeEach(() => wide(1366));

function wide(pixels: number) {
  window.innerWidth = pixels;
  window.dispatchEvent(new Event("resize"));
}
const line = (body: number) => document.querySelector<HTMLElement>(`[data-line="${body}"]`)!;
const cells = (body: number) => [...line(body).querySelectorAll<HTMLElement>("td.m")];
const heads = () => [...document.querySelectorAll<HTMLElement>("th.m")].map(text);
const asked = (host: ExchangeHost, name: string) => host.asked.filter((own) => own.name === name).map(({ request }) => request);

async function months(prepare: (host: ExchangeHost) => void = () => undefined) {
  const page = await open(prepare);
  await ctrl("4");
  const grid = await screen.findByRole("grid", { name: "Tình hình" });
  return { ...page, grid };
}

describe("which unit has handed in for which month", () => {
  it("stands for the last twelve months and the one that runs, across the turn of the year, by signs and in words", async () => {
    await months();
    await vi.waitFor(() => expect(heads()).toEqual(["T4", "T5", "T6", "T7", "T8", "T9", "T10", "T11", "T12", "đã chốtT1", "đã chốtT2", "T3", "T4"]));
    expect(cells(2).map(({ dataset }) => dataset.state)).toEqual(["on_time", "on_time", "on_time", "late", "late", "on_time", "late", "on_time", "on_time", "on_time", "late", "missing", "not_due"]);
    expect(cells(2)[10]!.title).toBe("Tháng 2/2024: trễ 2 ngày · 5/5 chỉ tiêu · nộp 20/02/2024");
    expect(text(cells(2)[10]!)).toBe("2T2: trễ 2 ngày · 5/5 chỉ tiêu · nộp 20/02/2024");
    expect(text(cells(2)[11]!)).toBe("×T3: chưa nộp · 0/5 chỉ tiêu");
    // Not there yet is not the same as nothing handed in.
    expect(text(cells(3)[0]!)).toBe("");
    expect(text(cells(4)[11]!)).toContain("3/5");
    // The office above hands in nothing here.
    expect(cells(1).map(text).join("")).toBe("");
    expect(document.querySelector("th.now")?.getAttribute("title")).toBe("Tháng 3/2024 (15/02 – 14/03/2024) · hạn 18/03/2024");
    expect([...document.querySelectorAll("tfoot td")].map(text).slice(1, 14).join(" ")).toBe("Đã nộp đủ 3/3 3/3 3/3 3/3 3/3 3/3 3/3 3/3 3/3 3/3 3/3 1/3");
    expect(text(document.querySelector("p.key"))).toContain("Tháng 4/2023 – Tháng 4/2024");
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
  });

  it("says beside the months what a person must look at, and nothing else", async () => {
    await months();
    await vi.waitFor(() => expect(cells(2)).toHaveLength(13));
    expect(text(line(2))).toMatch(/thiếu số 7, 8\s*4 dòng chờ /);
    expect(text(line(1))).toContain("số 2 · 01/03/2024");
    expect(text(line(3))).toContain("chưa gửi gói nào");
    await fireEvent.click(within(line(2)).getByRole("button", { name: "4 dòng chờ" }));
    await screen.findByRole("grid", { name: "Chờ xử lý" });
  });

  it("leads to the figures of that unit in that month by a key, and writes a package by Enter", async () => {
    const { grid, session } = await months();
    await vi.waitFor(() => expect(heads()).toHaveLength(13));
    grid.focus();
    await key("F7");
    expect(session.screen, "the office above has no figures here").toBe("exchange");
    await key("ArrowDown");
    await key("Enter");
    await screen.findByRole("dialog", { name: "Xuất gói cho Phường Trà An?" });
    await fireEvent(screen.getByRole("dialog"), new Event("cancel", { cancelable: true }));
    grid.focus();
    await key("F7");
    expect([session.screen, session.period]).toEqual(["counts", "2024-T03"]);
  });

  it("gives way to packages where one wants them, and is remembered while other screens are open", async () => {
    const { host } = await months();
    await vi.waitFor(() => expect(heads()).toHaveLength(13));
    expect(asked(host, "submissions")).toEqual([2023, 2024].map((year) => ({ kind: "month", year, as_of: null, from_row: 0, rows: 200 })));
    const ways = within(screen.getByRole("group", { name: "Cách xem tình hình" }));
    expect(ways.getByRole("button", { name: "Kỳ nộp" }).getAttribute("aria-pressed")).toBe("true");
    await fireEvent.click(ways.getByRole("button", { name: "Gói" }));
    expect(heads()).toEqual([]);
    await ctrl("1");
    await ctrl("4");
    expect(screen.getByRole("button", { name: "Gói" }).getAttribute("aria-pressed")).toBe("true");
    expect(asked(host, "submissions"), "nobody looks, nothing is asked").toHaveLength(2);
    exchangePlace.enter("another");
    expect(exchangePlace.way).toBeNull();
  });

  it("is not offered where no unit hands in", async () => {
    const { host } = await months((own) => (own.bodies = BODIES.slice(0, 1)));
    await vi.waitFor(() => expect(line(1)).not.toBeNull());
    expect(screen.queryByRole("group", { name: "Cách xem tình hình" })).toBeNull();
    expect(host.count("submissions")).toBe(0);
  });

  it("keeps the units in sight when the months cannot be read, and reads them again", async () => {
    let broken = true;
    await months((own) => {
      const whole = own.answers.submissions!;
      own.answers.submissions = (request) => {
        if (broken) throw new CallError({ code: "store_failed", params: {}, detail: "", message: "Không đọc được sổ." });
        return whole(request);
      };
    });
    await screen.findByText("Không đọc được sổ.");
    expect(text(line(2))).toContain("Phường Trà An");
    broken = false;
    await fireEvent.click(screen.getByRole("button", { name: /Thử lại|Đọc lại/ }));
    await vi.waitFor(() => expect(heads()).toHaveLength(13));
    expect(screen.queryByText("Không đọc được sổ.")).toBeNull();
  });

  it("lets the oldest months give way on a narrow screen, and has them back on a wide one", async () => {
    wide(1093);
    await months();
    await vi.waitFor(() => expect(heads()).toEqual(["T7", "T8", "T9", "T10", "T11", "T12", "đã chốtT1", "đã chốtT2", "T3", "T4"]));
    expect(cells(2)).toHaveLength(10);
    expect(text(document.querySelector("p.key"))).toContain("Tháng 7/2023 – Tháng 4/2024");
    wide(1366);
    await vi.waitFor(() => expect(heads()).toHaveLength(13));
  });

  it("begins with the first month in which anybody handed in anything", async () => {
    const only = (months: number[]) => (own: ExchangeHost) => {
      const whole = own.answers.submissions!;
      own.answers.submissions = async (request) => {
        const { value, changes } = await whole(request);
        const rows = value.rows.map((row) => ({ ...row, cells: row.cells.map((cell, at) => (request.year === 2024 && months.includes(at + 1) ? cell : { ...cell, state: "missing" as const, done: 0 })) }));
        return { value: { ...value, rows, periods: value.periods.map((period) => ({ ...period, closed: false })) }, changes };
      };
    };
    await months(only([2]));
    await vi.waitFor(() => expect(heads()).toEqual(["T2", "T3", "T4"]));
    cleanup();
    // Where nobody ever did, the month that has ended and the one that runs are enough.
    await months(only([]));
    await vi.waitFor(() => expect(heads()).toEqual(["T3", "T4"]));
  });

  it("is read whole in pages, and in December with the January that has begun", async () => {
    const many = Array.from({ length: 450 }, (_, index) => ({ ...BODIES[1]!, body: 100 + index, name: `Phường ${index}` }));
    const { host } = await months((own) => {
      own.bodies = many;
      own.answers.book = () => ({ value: { ...head, today: "2024-12-20" }, changes: [] });
    });
    await vi.waitFor(() => expect(cells(100).length).toBe(13));
    const pages = asked(host, "submissions") as { year: number; from_row: number }[];
    expect(pages.map(({ year, from_row }) => [year, from_row])).toEqual([2023, 2024, 2025].flatMap((year) => [0, 200, 400].map((row) => [year, row])));
  });
});

describe("the month at hand", () => {
  const { periods } = deliveriesOf([], { kind: "month", year: 2024, as_of: null, from_row: 0, rows: 1 });
  it("is the period of the book, else the last that has ended", () => {
    expect(columnAtHand(periods, "2024-T02", "2024-03-18")?.period).toBe("2024-T02");
    expect(columnAtHand(periods, "2024-Q1", "2024-03-18")?.period).toBe("2024-T03");
    expect(columnAtHand(periods, "2024-Q1", "2024-03-14")?.period).toBe("2024-T03");
    expect(columnAtHand(periods, "2024-Q1", "2024-03-13")?.period).toBe("2024-T02");
    expect(columnAtHand([], "2024-Q1", "2024-03-13")).toBeNull();
  });
});
