import { describe, expect, it } from "vitest";

import { everywhere, fill, isEntry, namesThings, spread } from "../src/features/counts/blocks";
import { copied, differs, qualified, tally } from "../src/features/counts/cells";
import { plainFigure, readClipboard, readHtml, readTable, writeHtml, writeTable } from "../src/features/counts/clipboard";
import { columnAt, columnsInSight, edges, reveal, rowsInSight, UNIT } from "../src/features/counts/geometry";
import { bulks, lacking } from "../src/features/counts/pageMath";
import { between, holds, places, size, stepWithin } from "../src/features/counts/ranges";
import type { GridCell } from "../src/ipc/types";

const range = (top: number, left: number, bottom: number, right: number) => ({ top, left, bottom, right });
const cell = (text: string, more: Partial<GridCell> = {}): GridCell => ({
  state: text === "" ? "empty" : "value", text, prefix: "", previous: null, delta: null, delta_negative: false, target: null, percent: null, bar: null,
  as_of: null, source: null, note: "", illustrative: false, editable: true, closed: false, doubts: [], others: [], ...more,
});

describe("a range", () => {
  it("lies between two corners, whichever way they were chosen", () => {
    expect(between({ row: 4, column: 1 }, { row: 2, column: 3 })).toEqual(range(2, 1, 4, 3));
    expect(size(range(2, 1, 4, 3))).toBe(9);
    expect(holds(range(2, 1, 4, 3), 4, 3)).toBe(true);
    expect(holds(range(2, 1, 4, 3), 5, 3)).toBe(false);
    expect([...places(range(0, 1, 1, 2))].map(({ row, column }) => `${row}${column}`)).toEqual(["01", "02", "11", "12"]);
  });

  it("is walked by Enter down its columns and by Tab along its lines, round and round", () => {
    const block = range(1, 1, 2, 2);
    expect(stepWithin(block, { row: 2, column: 1 }, "down")).toEqual({ row: 1, column: 2 });
    expect(stepWithin(block, { row: 2, column: 2 }, "down")).toEqual({ row: 1, column: 1 });
    expect(stepWithin(block, { row: 1, column: 2 }, "next")).toEqual({ row: 2, column: 1 });
    expect(stepWithin(block, { row: 1, column: 1 }, "previous")).toEqual({ row: 2, column: 2 });
    expect(stepWithin(block, { row: 1, column: 1 }, "left")).toBeNull();
    expect(stepWithin(range(1, 1, 1, 1), { row: 1, column: 1 }, "down")).toBeNull();
  });
});

describe("text from a spreadsheet", () => {
  it("is read as Excel copies it", () => {
    expect(readTable("12.905\t86\r\n7.590\t\r\n")).toEqual([["12.905", "86"], ["7.590", ""]]);
    expect(readTable("5")).toEqual([["5"]]);
    expect(readTable("a\n\nb")).toEqual([["a"], [""], ["b"]]);
  });

  it("keeps a cell of several lines and doubled quotes together", () => {
    expect(readTable('"Phường\nAn Thới"\t12\n"nói ""có"""\t3')).toEqual([["Phường An Thới", "12"], ['nói "có"', "3"]]);
  });

  it("takes a quote that is no sign of a cell for a letter", () => {
    expect(readTable('5" ống\t2\n"mở\t3')).toEqual([['5" ống', "2"], ['"mở', "3"]]);
  });

  it("is read from the mark-up where the lines of Word come out uneven", () => {
    const html = "<table><tr><td>P. An<p>Thới</p></td><td>12</td></tr><tr><td colspan=2>Cộng</td></tr></table>";
    expect(readClipboard("P. An\nThới\t12\nCộng", html)).toEqual({ block: [["P. An Thới", "12"], ["Cộng", ""]], text: "P. An Thới\t12\r\nCộng\t" });
    expect(readClipboard("1\t2", html)).toEqual({ block: [["1", "2"]], text: "1\t2" });
  });

  it("leaves the places of merged cells empty", () => {
    expect(readHtml("<table><tr><td rowspan=2>A</td><td>1</td></tr><tr><td>2</td></tr></table>")).toEqual([["A", "1"], ["", "2"]]);
    expect(readHtml("<p>không có bảng</p>")).toBeNull();
  });
});

describe("what is copied", () => {
  it("is plain digits with the comma as typed; words make it text, no data is x", () => {
    expect(copied(cell("13.360"))).toEqual({ text: "13360", number: true });
    expect(copied(cell("93,02"))).toEqual({ text: "93,02", number: true });
    expect(copied(cell("−4"))).toEqual({ text: "-4", number: true });
    expect(copied(cell("98.000", { prefix: "trên" }))).toEqual({ text: "trên 98000", number: false });
    expect(copied(cell("", { state: "no_data" }))).toEqual({ text: "x", number: false });
    expect(copied(cell(""))).toEqual({ text: "", number: false });
  });

  it("has tabs and Windows line ends, and comes back equal", () => {
    const block = [[{ text: "13360", number: true }, { text: 'a "b"', number: false }], [{ text: "", number: false }, { text: "x", number: false }]];
    expect(writeTable(block)).toBe('13360\t"a ""b"""\r\n\tx');
    expect(readTable(writeTable(block))).toEqual([["13360", 'a "b"'], ["", "x"]]);
  });

  it("says the number itself in the table, whatever the other program's comma is", () => {
    const html = writeHtml([[{ text: "93,02", number: true }, { text: "<b>", number: false }]]);
    expect(html).toContain('<td x:num="93.02" sdval="93.02" sdnum="1033;">93,02</td>');
    expect(html).toContain("<td>&lt;b&gt;</td>");
    expect(readHtml(html)).toEqual([["93,02", "<b>"]]);
  });
});

describe("a block over a range", () => {
  it("goes in from the first cell, and an empty cell writes nothing", () => {
    expect(spread([["1", ""], ["3", "4"]], range(2, 1, 2, 1))).toEqual({
      writings: [{ row: 2, column: 1, entry: "1" }, { row: 3, column: 1, entry: "3" }, { row: 3, column: 2, entry: "4" }],
      covered: range(2, 1, 3, 2),
    });
  });

  it("of one value fills the range, one that fits is repeated", () => {
    expect(spread([["7"]], range(0, 0, 1, 1)).writings).toHaveLength(4);
    expect(spread([["1"], ["2"]], range(0, 0, 3, 0)).writings.map(({ entry }) => entry)).toEqual(["1", "2", "1", "2"]);
    expect(spread([["1"], ["2"]], range(0, 0, 2, 0)).writings.map(({ entry }) => entry)).toEqual(["1", "2"]);
  });

  it("fills down from the first line, and a single line from the one above", () => {
    const entryAt = ({ row, column }: { row: number; column: number }) => (column === 2 ? "" : `${row}${column}`);
    expect(fill(range(1, 0, 3, 2), "down", entryAt)).toEqual([
      { row: 2, column: 0, entry: "10" }, { row: 2, column: 1, entry: "11" }, { row: 3, column: 0, entry: "10" }, { row: 3, column: 1, entry: "11" },
    ]);
    expect(fill(range(1, 0, 1, 0), "down", entryAt)).toEqual([{ row: 1, column: 0, entry: "00" }]);
    expect(fill(range(1, 0, 1, 1), "right", entryAt)).toEqual([{ row: 1, column: 1, entry: "10" }]);
    expect(fill(range(0, 0, 0, 0), "down", entryAt)).toEqual([]);
    expect(everywhere(range(0, 0, 0, 1), "x")).toHaveLength(2);
  });

  it("that names units or has heads is known", () => {
    expect(namesThings([["12.345", "trên 98.000"], ["x", "-"], ["chưa phát sinh", ""]])).toBe(false);
    expect(namesThings([["P. An Thới", "12"], ["Trà An", "3"]])).toBe(true);
    expect(namesThings([["1", "P. An Thới", "12"], ["2", "Trà An", "3"]])).toBe(true);
    expect(namesThings([["Kỳ này"], ["12"]])).toBe(true);
    expect(namesThings([["P. An Thới: KH mức 2: 12.345; thu nhận 23"]])).toBe(true);
  });

  it("knows what may stand in a cell", () => {
    for (const text of ["12.345", "98,5", "-3", "67,5 %", "trên 98.000", "khoảng 1 200", "x", "–", "Chưa phát sinh số liệu", "có"]) expect(isEntry(text), text).toBe(true);
    for (const text of ["An Thới", "tháng 3", "12.345 hồ sơ", "P. 5"]) expect(isEntry(text), text).toBe(false);
  });

  it("gets a word before it, and loses it again", () => {
    expect(qualified("98.000", 1)).toBe("trên 98.000");
    expect(qualified("trên 98.000", 1)).toBe("gần 98.000");
    expect(qualified("khoảng 98.000", 1)).toBe("98.000");
    expect(qualified("98.000", -1)).toBe("khoảng 98.000");
  });

  it("differs from a cell only by what it says", () => {
    expect(differs(cell("13.360"), "13360")).toBe(false);
    expect(differs(cell("98.000", { prefix: "trên" }), "trên 98.000")).toBe(false);
    expect(differs(cell("13.360"), "13361")).toBe(true);
    expect(differs(cell(""), "")).toBe(false);
    expect(differs(cell("", { state: "no_data" }), "x")).toBe(false);
  });
});

describe("the line below the grid", () => {
  const counted = (texts: [string, Partial<GridCell>?][], unit = "hồ sơ", adds = true) => texts.map(([text, more]) => ({ cell: cell(text, more), unit, adds }));

  it("adds without rounding, and keeps the word before a figure", () => {
    expect(tally(counted([["13.360"], [""], ["1.640", { prefix: "trên" }]]))).toMatchObject({ cells: 3, figures: 2, sum: "15.000", prefix: "trên" });
    expect(tally(counted([["0,1"], ["0,2"], ["−1,05"]]))).toMatchObject({ sum: "−0,75" });
    expect(tally(counted([["1", { prefix: "trên" }], ["2", { prefix: "gần" }]]))).toMatchObject({ sum: "3", prefix: "khoảng" });
    expect(plainFigure("9.007.199.254.740.993")).toBe("9007199254740993");
    expect(tally(counted([["9.007.199.254.740.993"], ["0"]])).sum).toBe("9.007.199.254.740.993");
  });

  it("says why there is no sum", () => {
    expect(tally([...counted([["1"]]), ...counted([["2"]], "tài khoản")])).toMatchObject({ sum: null, why: "units" });
    expect(tally(counted([["67,5"]], "%", false))).toMatchObject({ sum: null, why: "kinds" });
    expect(tally(counted([["1"], ["2", { illustrative: true }]]))).toMatchObject({ sum: null, why: "examples" });
    expect(tally(counted([[""]]))).toMatchObject({ figures: 0, sum: null, why: null });
  });
});

describe("what is in sight", () => {
  const lines = edges([100, 50, 200]);

  it("is found from where columns begin", () => {
    expect(lines).toEqual([UNIT, UNIT + 100, UNIT + 150, UNIT + 350]);
    expect([0, UNIT, UNIT + 99, UNIT + 100, UNIT + 9999].map((x) => columnAt(lines, x))).toEqual([0, 0, 0, 1, 2]);
    expect(columnsInSight(lines, 0, UNIT + 120, 0)).toEqual({ first: 0, last: 1 });
    expect(columnsInSight(lines, 110, UNIT + 120, 1)).toEqual({ first: 0, last: 2 });
  });

  it("is a few rows more than the window", () => {
    expect(rowsInSight(0, 300, 3321, 6)).toEqual({ first: 0, last: 16 });
    expect(rowsInSight(99_000, 300, 3321, 6)).toEqual({ first: 3294, last: 3316 });
    expect(rowsInSight(0, 300, 3, 6)).toEqual({ first: 0, last: 2 });
  });

  it("moves no further than it must", () => {
    expect(reveal(100, 120, 150, 0, 300)).toBe(100);
    expect(reveal(100, 60, 90, 0, 300)).toBe(60);
    expect(reveal(100, 500, 530, 0, 300)).toBe(230);
  });

  it("is asked for in pages, and a long range in few questions", () => {
    const missing = lacking(range(0, 0, 3320, 13), 3321, (key) => key === "0:0");
    expect(missing).toHaveLength(104 * 2 - 1);
    const asked = bulks(missing);
    expect(asked.length).toBeLessThan(16);
    expect(asked.reduce((sum, { rows }) => sum + rows, 0)).toBe(missing.length);
    expect(asked[0]).toEqual({ from: 1, rows: 16, column: 0 });
  });
});
