import { describe, expect, it } from "vitest";

import { told } from "../src/features/report/compare";
import { below, boxOf, byPage, listed, stepped } from "../src/features/report/figures";
import { findKept, isAbout, printedHead, replacing, standing } from "../src/features/report/kept";
import { cellPeriod, grouped } from "../src/features/report/trace";
import type { Comparison, FigureSpot, IssuedReport, TracePart } from "../src/ipc/types";
import { issued, part } from "./fakePapers";
import { head } from "./fakeHost";

const spot = (page: number, x: number, y: number, key = `${page}-${x}-${y}`): FigureSpot => ({ key, label: `nhãn ${key}`, text: "12", page, x, y, width: 20, height: 14 });
const wanted = { kind: "progress", period: "2024-Q1", as_of: null, subject: null, body: null, filled: null, template: null };

describe("figures on pages", () => {
  it("lie on their page in parts of it, so that any zoom fits", () => {
    expect(boxOf({ ...spot(1, 59.5, 421), width: 119, height: 84.2 }, { width: 595, height: 842 })).toBe("left: 10.000%; top: 50.000%; width: 20.000%; height: 10.000%");
  });

  it("know their page and their place among all", () => {
    const pages = byPage([spot(1, 0, 0), spot(2, 0, 0), spot(1, 0, 20)]);
    expect(pages.get(1)?.map(({ index }) => index)).toEqual([0, 2]);
    expect(pages.get(2)?.map(({ index }) => index)).toEqual([1]);
    expect(pages.get(3)).toBeUndefined();
  });

  it("are gone through in order and round the ends", () => {
    expect(stepped(3, null, 1)).toBe(0);
    expect(stepped(3, null, -1)).toBe(2);
    expect(stepped(3, 2, 1)).toBe(0);
    expect(stepped(3, 0, -1)).toBe(2);
    expect(stepped(0, null, 1)).toBeNull();
  });

  it("have the nearest one above and below, over the end of a page too", () => {
    const table = [spot(1, 100, 100), spot(1, 200, 101), spot(1, 100, 130), spot(1, 200, 130), spot(2, 210, 40), spot(2, 90, 41)];
    expect(below(table, 1, 1)).toBe(3);
    expect(below(table, 3, -1)).toBe(1);
    expect(below(table, 3, 1)).toBe(4);
    expect(below(table, 5, -1)).toBe(2);
    expect(below(table, 0, -1)).toBe(0);
    expect(below(table, 4, 1)).toBe(4);
  });

  it("are listed once each, with every page that prints them", () => {
    const list = listed([spot(1, 0, 0, "a"), spot(1, 50, 0, "b"), spot(4, 0, 0, "a"), spot(4, 0, 9, "a")]);
    expect(list.map(({ spot: { key }, pages }) => [key, pages])).toEqual([["a", [1, 4]], ["b", [1]]]);
  });
});

describe("what stands behind a figure", () => {
  it("is told by what it is of it, in a fixed order", () => {
    const parts = [part({ role: "target" }), part({ role: "value", entity: 1 }), part({ role: "value", entity: 2 }), part({ role: "before" })];
    expect(grouped(parts).map(({ role, parts }) => [role, parts.length])).toEqual([["value", 2], ["target", 1], ["before", 1]]);
  });

  it("leads to the period whose cell holds it", () => {
    const at = (over: Partial<TracePart>) => cellPeriod(part(over), head.periods)?.key ?? null;
    expect(at({ period: "2024-Q1", day: "2024-03-14" })).toBe("2024-Q1");
    // A stock that stands in the quarter but was counted in a month that was asked for by itself.
    expect(at({ period: "2024-T04", day: "2024-02-22" })).toBe("2024-T03");
    expect(at({ period: "2024-T03", day: "2024-01-20" })).toBe("2024-Q1");
    expect(at({ period: "2021-Q1", day: "2021-01-20" })).toBeNull();
    expect(at({ period: "2024-T03", day: null })).toBe("2024-T03");
  });
});

describe("a paper that was kept", () => {
  const submitted = issued({ id: 3, state: "submitted", number: "BC-UBND", day: null });
  const first = issued({ id: 1, replaced_by: 2 });
  const second = issued({ id: 2, number: "06/BC-UBND", replaces: 1 });

  it("is about what is asked for: kind, period, subject, units", () => {
    expect(isAbout(first, wanted)).toBe(true);
    expect(isAbout(first, { ...wanted, period: "2024-T03" })).toBe(false);
    expect(isAbout(first, { ...wanted, subject: 4 })).toBe(false);
    expect(isAbout(issued({ kind: "reminder", bodies: [5, 3] }), { ...wanted, kind: "reminder", bodies: [3, 5] })).toBe(true);
    // A meeting is the same in whatever period one looks.
    expect(isAbout(issued({ kind: "conclusion", subject: 8, period: "2024-T03" }), { ...wanted, kind: "conclusion", subject: 8 })).toBe(true);
  });

  it("that waits for signature goes before the issued one; a replaced one does not stand", () => {
    expect(standing([submitted, second, first], wanted)).toMatchObject({ submitted: { id: 3 }, issued: { id: 2 }, shown: { id: 3 } });
    expect(standing([second, first], wanted)).toMatchObject({ submitted: null, issued: { id: 2 }, shown: { id: 2 } });
    expect(standing([first], wanted).shown).toBeNull();
  });

  it("of a letter does not hide the draft of the next letter", () => {
    const letter = { ...wanted, kind: "reminder" };
    expect(standing([issued({ kind: "reminder" })], letter)).toMatchObject({ issued: { id: 1 }, shown: null });
  });

  it("is replaced by one about the same thing that names it", () => {
    expect(replacing(issued({ id: 9, kind: "reminder", bodies: [3], also: ["figures"] }))).toMatchObject({ kind: "reminder", period: "2024-Q1", bodies: [3], also: ["figures"], as_of: null, replaces: 9 });
  });

  it("is found by number, kind, day and code, whatever its marks and case", () => {
    const all: IssuedReport[] = [first, second, submitted];
    const found = (text: string) => findKept(all, text).map(({ id }) => id);
    expect(found("06/bc")).toEqual([2]);
    expect(found("bao cao ket qua")).toEqual([1, 2, 3]);
    expect(found("trinh ky")).toEqual([3]);
    expect(found("20/03/2024")).toEqual([1, 2]);
    expect(found("7k2m")).toEqual([1, 2, 3]);
    expect(found("nothing")).toEqual([]);
  });

  it("prints number and day by Decree 30: zeros below ten, of months for the first two", () => {
    expect(printedHead(5, "BC-UBND", "2024-01-05")).toEqual({ number: "05/BC-UBND", day: "05", month: "01", year: "2024" });
    expect(printedHead(112, "UBND-VP", "2024-03-20")).toEqual({ number: "112/UBND-VP", day: "20", month: "3", year: "2024" });
  });
});

describe("why two papers differ", () => {
  const change = (label: string, same_time: boolean) => ({ label, before: "98.000", after: "98.007", difference: "+7", same_time, causes: [{ kind: "corrected" as const, text: "Trà An: 5 → 12 (đính chính 21/3/2024, Bình)" }] });
  const view: Comparison = { before: issued({}), after: issued({ id: 2, number: "06/BC-UBND" }), changes: [change("Hồ sơ", true), change("Kích hoạt", false)], same: 38, only_before: [], only_after: [] };

  it("is copied as text, what asks for an answer first", () => {
    expect(told(view).split("\n")).toEqual([
      "số 05/BC-UBND ngày 20/03/2024 → số 06/BC-UBND ngày 20/03/2024",
      "Cùng thời điểm, số khác nhau:",
      "- Hồ sơ: 98.000 → 98.007 (+7)",
      "  + Trà An: 5 → 12 (đính chính 21/3/2024, Bình)",
      "Thời điểm khác nhau, số tăng giảm:",
      "- Kích hoạt: 98.000 → 98.007 (+7)",
      "  + Trà An: 5 → 12 (đính chính 21/3/2024, Bình)",
      "38 số như nhau",
    ]);
    expect(told({ ...view, changes: [] }).split("\n")).toHaveLength(2);
  });
});
