import { describe, expect, it } from "vitest";

import { atOf, axis, dayAt, moveDay, STEPS, stepTo } from "../src/features/units/axis";
import { ChangeDraft } from "../src/features/units/change.svelte";
import { readCount } from "../src/features/units/count";
import { layout } from "../src/features/units/lineage";
import { lines, matches } from "../src/features/units/lines";
import { doubtful, lasts } from "../src/features/units/tell";
import type { UnitRow } from "../src/ipc/types";
import { readInstant, readTime } from "../src/lib/days";
import { lineage, ROOT, unitTree } from "./unitsWorld";

const TODAY = "2024-03-18";
const NOV = "2024-11-01";

describe("the axis of days", () => {
  const marks = axis(unitTree(TODAY).events, TODAY);

  it("has every event and today, in order and in even distances", () => {
    expect(marks.map((mark) => mark.day)).toEqual([TODAY, NOV, "2025-03-01", "2025-07-01"]);
    const steps = marks.slice(1).map((mark, index) => mark.at - (marks[index]?.at ?? 0));
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
  });

  it("names an event that falls on today once", () => {
    expect(axis(unitTree(NOV).events, NOV).filter((mark) => mark.day === NOV)).toHaveLength(1);
  });

  it("takes two events of one day as one mark that says both", () => {
    const [first] = unitTree(TODAY).events;
    if (!first) throw new Error("no event");
    const both = axis([first, { ...first, label: "đổi tên An Hòa", sure: false }], TODAY).filter((mark) => mark.day === NOV);
    expect(both).toHaveLength(1);
    expect(both[0]?.event).toMatchObject({ label: `${first.label}; đổi tên An Hòa`, sure: false });
  });

  it("finds each day again from its place", () => {
    for (const day of ["2024-01-05", TODAY, "2024-08-20", NOV, "2025-01-15", "2025-12-31"]) {
      expect(dayAt(marks, atOf(marks, day)), day).toBe(day);
    }
  });

  it("takes the mark when the pointer is beside it, and stays within its ends", () => {
    expect(dayAt(marks, (marks[1]?.at ?? 0) + 100)).toBe(NOV);
    expect(atOf(marks, "2040-01-01")).toBe(STEPS);
    expect(moveDay(marks, "2025-07-01", 5000)).toBe("2026-07-01");
  });

  it("steps from event to event and stops at the last", () => {
    expect(stepTo(marks, "2024-12-24", 1)).toBe("2025-03-01");
    expect(stepTo(marks, "2024-12-24", -1)).toBe(NOV);
    expect(stepTo(marks, "2025-07-01", 1)).toBe("2025-07-01");
  });
});

describe("the lines of the tree", () => {
  const none = new Set<string>();
  const names = (day: string, text = "", turned: ReadonlySet<string> = none) =>
    lines(unitTree(day), text, turned).map((line) => line.row?.name ?? line.group);

  it("keep what ended apart from what is in force", () => {
    const shown = lines(unitTree(NOV), "", none);
    const ended = shown.findIndex((line) => line.group === "ended" && line.row === null);
    const before = shown.slice(0, ended).flatMap((line) => (line.row ? [line.row.code] : []));
    expect(before).toContain("31123");
    expect(before).not.toContain("31141");
    expect(shown[ended]?.count).toBe(4);
    expect(shown.slice(ended + 1, ended + 5).every((line) => line.group === "ended" && line.level === 2)).toBe(true);
  });

  it("name those that are not begun yet, and those outside, as such", () => {
    expect(names(TODAY)).toContain("later");
    expect(names(NOV)).not.toContain("later");
    expect(names(TODAY)).toContain("outside");
  });

  it("with a text show what fits and what stands above it, whatever was folded", () => {
    expect(names(NOV, "xuan khanh", new Set([String(ROOT)]))).not.toContain("Phường Tân An");
    expect(names(NOV, "xuan khanh")).toEqual(["Quận Ninh Kiều", "Phường Xuân Khánh"]);
    expect(names(NOV, "31144")).toEqual(["Quận Ninh Kiều", "Phường Xuân Khánh"]);
  });

  it("count their siblings for whoever hears them", () => {
    const units = lines(unitTree(NOV), "", none).filter((line) => line.level === 2 && line.group === null);
    expect(units.map((line) => line.position)).toEqual(units.map((_, index) => index + 1));
    expect(units.every((line) => line.size === units.length)).toBe(true);
  });

  it("begin folded where there are many, and open where they are turned", () => {
    const base = unitTree(NOV);
    const district = (body: number): UnitRow => ({ ...(base.rows[0] as UnitRow), body, parent: ROOT, depth: 1, name: `Quận ${body}` });
    const commune = (body: number): UnitRow => ({ ...district(body), parent: 1000, depth: 2, name: `Phường ${body}` });
    const tree = { ...base, rows: [base.rows[0] as UnitRow, district(1000), ...Array.from({ length: 200 }, (_, index) => commune(2000 + index))] };
    expect(lines(tree, "", none)).toHaveLength(2);
    expect(lines(tree, "", new Set(["1000"]))).toHaveLength(202);
  });

  it("are found by the beginning of a word, without marks, or by code", () => {
    const row = { name: "Phường An Hòa", code: "31120" };
    expect(["an hoa", "hoa", "phuong an", "311"].every((text) => matches(row, text))).toBe(true);
    expect(matches({ name: "Quận Ninh Kiều", code: "916" }, "an")).toBe(false);
  });
});

describe("the picture of the lineage", () => {
  const picture = layout(lineage(13), 645);

  it("crosses no lines where units only merge", () => {
    const y = (column: number, body: number) => picture.boxes.find((box) => box.column === column && box.node.body === body)?.y ?? NaN;
    const { links } = lineage(13);
    const crossed = links.filter((one) =>
      links.some((other) => one.column === other.column && (y(one.column, one.from) - y(other.column, other.from)) * (y(one.column + 1, one.to) - y(other.column + 1, other.to)) < 0),
    );
    expect(crossed).toEqual([]);
  });

  it("lets no box touch another", () => {
    for (const box of picture.boxes) {
      for (const other of picture.boxes) {
        if (box === other || box.column !== other.column) continue;
        expect(Math.abs(box.y - other.y)).toBeGreaterThan(picture.box.height);
      }
    }
  });

  it("stays within its room, and grows wider than it rather than cut names", () => {
    expect(picture.width).toBeLessThanOrEqual(645);
    expect(layout(lineage(13), 300).width).toBeGreaterThan(300);
  });

  it("marks what the chosen unit came from and became", () => {
    expect(picture.curves.filter((curve) => curve.hot)).toHaveLength(5);
    expect(picture.curves.filter((curve) => curve.extent === "part")).toHaveLength(2);
  });

  it("of a unit without a history is empty and breaks nothing", () => {
    expect(layout({ columns: [], links: [] }, 600).boxes).toEqual([]);
  });
});

describe("the form of a change", () => {
  const { rows } = unitTree(TODAY);
  const unit = (code: string) => rows.find((row) => row.code === code && row.alive) as UnitRow;
  const signed = (draft: ChangeDraft) => {
    draft.day = "1/11/2024";
    draft.document.number = " 1192/NQ-UBTVQH15 ";
    draft.document.day = "28/9/2024";
    return draft;
  };

  it("merges whole units into one that keeps a code, and ends them", () => {
    const draft = new ChangeDraft();
    for (const code of ["31141", "31129", "31126", "31123"]) draft.pick(unit(code));
    expect(draft.missing).toBe("change.need_name");
    draft.keep(unit("31123").body);
    expect(draft.missing).toBe("change.need_day");
    signed(draft);
    expect(draft.missing).toBeNull();
    expect(draft.request()).toEqual({
      day: NOV,
      document: { kind: "Nghị quyết", number: "1192/NQ-UBTVQH15", day: "2024-09-28", issuer: "", excerpt: "" },
      begun: [
        { code: "31123", name: "Thới Bình", kind: "phường", parent: ROOT, from: [7, 5, 4, 3].map((body) => ({ body, extent: "whole" })) },
      ],
      renamed: [],
      ended: [7, 5, 4, 3],
    });
    expect(draft.sentence).toBe(
      "Từ ngày 01/11/2024: Phường An Phú, Phường An Cư, Phường An Nghiệp, Phường Thới Bình nhập toàn bộ thành phường Thới Bình (31123); " +
        "Phường An Phú, Phường An Cư, Phường An Nghiệp, Phường Thới Bình kết thúc, số liệu cũ vẫn giữ.",
    );
  });

  it("lets a unit of which only a part goes stay, unless it is said to end", () => {
    const draft = new ChangeDraft();
    for (const code of ["31141", "31129"]) draft.pick(unit(code));
    draft.turnExtent(unit("31129").body);
    draft.keep(unit("31141").body);
    signed(draft);
    expect(draft.request().ended).toEqual([7]);
    expect(draft.sentence).toContain("Phường An Cư vẫn còn với phần đất còn lại");
    draft.ends = true;
    expect(draft.request().ended).toEqual([7, 5]);
  });

  it("splits one unit into parts", () => {
    const draft = new ChangeDraft();
    draft.turn("split");
    draft.pick(unit("31147"));
    draft.pick(unit("31149"));
    expect(draft.picked).toHaveLength(1);
    Object.assign(draft.begun[0] ?? {}, { code: "1", name: "Một" });
    Object.assign(draft.begun[1] ?? {}, { code: "2", name: "Hai" });
    signed(draft);
    const { begun, ended } = draft.request();
    expect(begun.map((part) => [part.code, part.kind, part.from])).toEqual([
      ["1", "phường", [{ body: 10, extent: "part" }]],
      ["2", "phường", [{ body: 10, extent: "part" }]],
    ]);
    expect(ended).toEqual([10]);
  });

  it("renames with what changed alone", () => {
    const draft = new ChangeDraft();
    draft.turn("rename");
    draft.pick(unit("31120"));
    expect(draft.missing).toBe("change.need_other");
    Object.assign(draft.begun[0] ?? {}, { name: "An Hoà Mới" });
    signed(draft);
    expect(draft.request().renamed).toEqual([{ body: 2, code: null, name: "An Hoà Mới", kind: null, parent: null }]);
    expect(draft.request().ended).toEqual([]);
  });

  it("moves units below another, and ends units", () => {
    const draft = new ChangeDraft();
    draft.turn("transfer");
    draft.pick(unit("31120"));
    expect(draft.missing).toBe("change.need_parent");
    draft.parent = 77;
    signed(draft);
    expect(draft.request().renamed).toEqual([{ body: 2, code: null, name: null, kind: null, parent: 77 }]);
    draft.turn("end");
    expect(draft.request()).toMatchObject({ begun: [], renamed: [], ended: [2] });
  });

  it("asks for a document and a real day", () => {
    const draft = signed(new ChangeDraft());
    draft.turn("end");
    draft.pick(unit("31120"));
    expect(draft.missing).toBeNull();
    draft.day = "31/02/2024";
    expect(draft.missing).toBe("change.need_day");
    draft.day = "1/3/2024";
    draft.document.number = "";
    expect(draft.missing).toBe("document.need_number");
  });
});

describe("words and numbers", () => {
  it("say of a day that nobody told that it is not known", () => {
    expect(lasts({ from_day: null, to_day: "2025-02-28", from_sure: true, to_sure: false })).toBe("đến: chưa rõ, muộn nhất 28/02/2025");
    expect(lasts({ from_day: NOV, to_day: "2025-06-30", from_sure: true, to_sure: true })).toBe("từ 01/11/2024 đến 30/06/2025");
    expect(doubtful({ from_day: null, to_day: "2025-02-28", from_sure: true, to_sure: false })).toBe(true);
    expect(doubtful({ from_day: null, to_day: "2025-06-30", from_sure: false, to_sure: true })).toBe(false);
  });

  it("are read as officers write them", () => {
    expect(["330", "12.345", "1.234.567"].map(readCount)).toEqual([330, 12345, 1234567]);
    expect(["", "12,5", "1.23", "-4", "O"].map(readCount)).toEqual([null, null, null, null, null]);
    expect(["17h", "7h05", "17:30", "", "25h", "chiều"].map(readTime)).toEqual(["17:00", "07:05", "17:30", "", null, null]);
    expect(readInstant("2024-11-05T17:00")).toEqual({ day: "05/11/2024", time: "17h00" });
    expect(readInstant("2024-11-05").time).toBeNull();
  });
});
