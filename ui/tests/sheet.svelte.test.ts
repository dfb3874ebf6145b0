import { tick } from "svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import { headings, masksOf } from "../src/features/counts/parts";
import { Sheet } from "../src/features/counts/sheet.svelte";
import { Session } from "../src/lib/session.svelte";
import { GridWorld, indicatorOf, ROOT, unitBody, type GridWorldOptions } from "./gridWorld";

let stop: () => void = () => undefined;
afterEach(() => stop());

const shown = vi.fn<(text: string) => void>();

async function given(options: Partial<GridWorldOptions> = {}) {
  shown.mockReset();
  const world = new GridWorld({ units: 4, columns: 3, filled: () => false, ...options });
  const session = new Session(world);
  session.start();
  let made: Sheet | undefined;
  stop = $effect.root(() => {
    made = new Sheet(session, () => "2024-T03", () => options.readonly ?? false, () => shown);
  });
  const sheet = made!;
  await vi.waitFor(() => expect(sheet.pages.frame).not.toBeNull());
  await settle();
  const text = (row: number, column: number) => sheet.pages.cell(row, column)?.text;
  const type = (entry: string, move: "down" | "next" = "down") => {
    sheet.type(entry);
    sheet.commit(move);
  };
  return { world, session, sheet, text, type };
}

const settle = async () => {
  for (let round = 0; round < 6; round += 1) {
    await new Promise((done) => setTimeout(done));
    await tick();
  }
};

describe("the sheet", () => {
  it("asks a unit below about its figure, not the own office, and shows where it was asked", async () => {
    const { world, session, sheet } = await given();
    expect(sheet.asks).toBe(true);
    await session.change("ask_query", { body: unitBody(0), indicator: indicatorOf(0), period: "2024-T03", question: "Vì sao?" });
    await session.change("ask_query", { body: unitBody(1), indicator: indicatorOf(0), period: "2024-Q1", question: "Kỳ khác" });
    await vi.waitFor(() => expect(sheet.questions.at(unitBody(0), indicatorOf(0))?.question).toBe("Vì sao?"));
    expect(sheet.questions.at(unitBody(1), indicatorOf(0))).toBeUndefined();
    expect(sheet.questions.at(unitBody(0), indicatorOf(1))).toBeUndefined();
    expect(world.count("ask_query")).toBe(2);
    sheet.go({ row: 4, column: 0 });
    expect(sheet.unit?.body).toBe(ROOT);
    expect(sheet.asks).toBe(false);
  });

  it("that can only be read asks nobody", async () => {
    const { sheet } = await given({ readonly: true });
    expect(sheet.asks).toBe(false);
  });

  it("asks for a window of rows and columns, and puts the root below the units", async () => {
    const { world, sheet } = await given({ units: 3321, columns: 60 });
    expect(world.asked.find(({ name }) => name === "counts")?.request).toEqual({ period: "2024-T03", as_of: null, from_row: 0, rows: 32, from_column: 0, columns: 12 });
    expect(sheet.pages.height).toBe(3322);
    expect(sheet.pages.unit(3321)?.body).toBe(ROOT);
    expect(sheet.pages.cell(3000, 50)).toBeUndefined();
    sheet.pages.see({ first: 2990, last: 3010 }, { first: 48, last: 55 });
    await settle();
    expect(sheet.pages.cell(3000, 50)?.previous).toBeDefined();
    expect(world.count("counts")).toBeLessThan(5);
  });

  it("asks for no page that was scrolled past", async () => {
    const { world, sheet } = await given({ units: 3321, columns: 12, delay: 5 });
    const before = world.count("counts");
    for (let row = 0; row < 3200; row += 100) sheet.pages.see({ first: row, last: row + 20 }, { first: 0, last: 8 });
    await vi.waitFor(() => expect(sheet.pages.cell(3110, 0)).toBeDefined());
    expect(world.count("counts") - before).toBeLessThan(7);
  });

  it("sends an entry as it was typed, keeps the note, and goes on", async () => {
    const { world, sheet, text } = await given();
    sheet.type("trên 13.400");
    expect(sheet.mode).toBe("type");
    sheet.commit("down");
    expect(sheet.place).toEqual({ row: 1, column: 0 });
    await settle();
    expect(world.asked.find(({ name }) => name === "record_count")?.request).toEqual({ body: unitBody(0), indicator: indicatorOf(0), period: "2024-T03", entry: "trên 13.400", note: null, source: null });
    expect(text(0, 0)).toBe("13.400");
  });

  it("takes one key more than the digits for each unit", async () => {
    const { world, sheet, text, type } = await given({ units: 12 });
    for (let unit = 0; unit < 12; unit += 1) type(String(9000 + unit));
    await settle();
    await vi.waitFor(() => expect(world.count("record_count")).toBe(12));
    await settle();
    expect([text(0, 0), text(11, 0)]).toEqual(["9.000", "9.011"]);
    expect(sheet.place).toEqual({ row: 12, column: 0 });
  });

  it("keeps the old value of a refused entry, says why, and goes back to it", async () => {
    const { sheet, text, type } = await given({ filled: () => true });
    const before = text(0, 0);
    type("-1");
    await settle();
    expect(text(0, 0)).toBe(before);
    expect(sheet.entries.remarks).toMatchObject([{ kind: "refused", entry: "-1", text: "Số đếm không âm. Sửa lại số vừa gõ." }]);
    expect(sheet.place).toEqual({ row: 0, column: 0 });
    expect(sheet.entries.waiting(unitBody(0), indicatorOf(0))).toBeUndefined();
  });

  it("opens a value with its qualifier and sends nothing when it was not changed", async () => {
    const { world, sheet, type } = await given();
    type("trên 98.000");
    await settle();
    sheet.go({ row: 0, column: 0 });
    sheet.edit();
    expect(sheet.draft).toBe("trên 98.000");
    sheet.commit(null);
    expect(world.count("record_count")).toBe(1);
  });

  it("takes no typing where the unit did not exist, nor in a book that is only looked at", async () => {
    const { sheet } = await given({ absent: 1 });
    sheet.place = { row: 1, column: 0 };
    sheet.type("5");
    expect([sheet.mode, sheet.draft]).toEqual(["choose", ""]);
    stop();
    const looked = await given({ readonly: true });
    looked.sheet.type("5");
    expect(looked.sheet.mode).toBe("choose");
  });

  it("takes what is typed into a cell that was not read yet", async () => {
    const { sheet, text, type } = await given({ units: 3321 });
    sheet.go({ row: 3000, column: 2 });
    type("41");
    await settle();
    sheet.pages.see({ first: 2995, last: 3005 }, { first: 0, last: 2 });
    await vi.waitFor(() => expect(text(3000, 2)).toBe("41"));
  });

  it("goes down to the column where a run of Tabs began", async () => {
    const { sheet, type } = await given();
    type("1", "next");
    type("2", "next");
    type("3", "down");
    expect(sheet.place).toEqual({ row: 1, column: 0 });
  });

  it("extends a range by keys and walks within it by Enter", async () => {
    const { sheet } = await given();
    sheet.extend("down");
    sheet.extend("right");
    expect(sheet.range).toEqual({ top: 0, left: 0, bottom: 1, right: 1 });
    expect(sheet.place).toEqual({ row: 0, column: 0 });
    sheet.move("down");
    sheet.move("down");
    expect(sheet.place).toEqual({ row: 0, column: 1 });
    expect(sheet.several).toBe(true);
    sheet.move("right");
    expect(sheet.several).toBe(false);
  });

  it("chooses a column without the root's own row, and everything by Ctrl+A", async () => {
    const { sheet } = await given();
    sheet.selectColumn(1);
    expect(sheet.range).toEqual({ top: 0, left: 1, bottom: 3, right: 1 });
    sheet.selectColumn(2, true);
    expect(sheet.range).toEqual({ top: 0, left: 1, bottom: 3, right: 2 });
    sheet.selectRow(2);
    expect(sheet.range).toEqual({ top: 2, left: 0, bottom: 2, right: 2 });
    sheet.selectAll();
    expect(sheet.range).toEqual({ top: 0, left: 0, bottom: 3, right: 2 });
    expect(sheet.place).toEqual({ row: 2, column: 0 });
  });
});

describe("blocks of cells", () => {
  it("are pasted as one operation, which one undo takes back", async () => {
    const { world, session, sheet, text } = await given();
    sheet.blocks.paste("1\t2\n3\t4\n", "");
    await settle();
    expect(world.count("record_block")).toBe(1);
    expect([text(0, 0), text(0, 1), text(1, 0), text(1, 1)]).toEqual(["1", "2", "3", "4"]);
    expect(sheet.range).toEqual({ top: 0, left: 0, bottom: 1, right: 1 });
    await session.step("undo", (label) => label);
    await settle();
    expect([text(0, 0), text(1, 1)]).toEqual(["", ""]);
  });

  it("leave units out that did not exist, by their place, and say so", async () => {
    const { world, session, sheet } = await given({ absent: 1 });
    sheet.blocks.paste("1\n3\n5", "");
    await settle();
    const { cells } = world.asked.find(({ name }) => name === "record_block")!.request as { cells: { body: number; entry: string }[] };
    expect(cells.map(({ body, entry }) => `${body}:${entry}`)).toEqual([`${unitBody(0)}:1`, `${unitBody(2)}:5`]);
    expect(session.notice?.text).toContain("1 ô không nhập được");
  });

  it("ask before figures are overwritten, show what would stand, and do nothing on Esc", async () => {
    const { world, sheet, text } = await given({ filled: (row) => row === 0 });
    const before = text(0, 0);
    sheet.blocks.paste("5\n6", "");
    await settle();
    expect(sheet.blocks.ask?.text).toBe("Ghi đè 1 số đã có?");
    expect(sheet.blocks.ask?.samples).toMatchObject([{ before, after: "5" }]);
    expect([...sheet.blocks.planned.values()]).toEqual(["5", "6"]);
    sheet.type("9");
    expect(sheet.mode).toBe("choose");
    sheet.blocks.answer(false);
    await settle();
    expect(text(0, 0)).toBe(before);
    expect(world.asked.filter(({ name }) => name === "record_block").map(({ request }) => (request as { rehearse: boolean }).rehearse)).toEqual([true]);
    expect(sheet.blocks.planned.size).toBe(0);
  });

  it("are written after Enter; what the book refuses is said of its cell", async () => {
    const { sheet, text } = await given({ filled: (row) => row === 0 });
    sheet.blocks.paste("5\n-6\n7", "");
    await settle();
    expect(sheet.blocks.ask?.text).toBe("Ghi đè 1 số đã có? 1 ô không nhận, xem Soát số.");
    sheet.blocks.answer(true);
    await settle();
    expect([text(0, 0), text(1, 0), text(2, 0)]).toEqual(["5", "", "7"]);
    expect(sheet.entries.remarks).toMatchObject([{ kind: "refused", entry: "-6", unit: { body: unitBody(1) } }]);
  });

  it("say once a column what only the whole shows, until the figure is another", async () => {
    const { world, session, sheet } = await given({ copies: true });
    sheet.blocks.paste("5\n6", "");
    await settle();
    expect(sheet.entries.remarks).toMatchObject([{ kind: "warning", text: "Gần hết cột giống kỳ trước.", unit: { body: unitBody(0) } }]);
    await session.step("undo", (label) => label);
    await settle();
    expect(sheet.entries.remarks).toEqual([]);
    expect(world.count("undo")).toBe(1);
  });

  it("ask nothing when the same figures are pasted again", async () => {
    const { world, session, sheet, text } = await given({ filled: () => true });
    sheet.blocks.paste(`${text(0, 0)}\n${text(1, 0)}`, "");
    await settle();
    expect(world.count("record_block")).toBe(0);
    expect(session.notice?.text).toBe("Không có gì đổi.");
  });

  it("fill down, fill with what was typed, clear and mark as no data", async () => {
    const { world, sheet, text, type } = await given();
    type("7");
    await settle();
    sheet.select({ row: 0, column: 0 }, { row: 3, column: 0 });
    sheet.blocks.fill("down");
    await settle();
    expect([1, 2, 3].map((row) => text(row, 0))).toEqual(["7", "7", "7"]);
    sheet.select({ row: 0, column: 1 }, { row: 3, column: 1 });
    sheet.type("8");
    sheet.commitAll();
    await settle();
    expect([0, 3].map((row) => text(row, 1))).toEqual(["8", "8"]);
    sheet.put("");
    await settle();
    expect(sheet.blocks.ask?.text).toBe("Rút 4 số đã có?");
    sheet.blocks.answer(true);
    await settle();
    expect([0, 3].map((row) => text(row, 1))).toEqual(["", ""]);
    sheet.put("x");
    await settle();
    expect(sheet.pages.cell(2, 1)?.state).toBe("no_data");
    expect(world.asked.filter(({ name, request }) => name === "record_block" && !(request as { rehearse: boolean }).rehearse)).toHaveLength(4);
  });

  it("are not written into the cells of another period that came into sight meanwhile", async () => {
    const { world, sheet } = await given({ filled: () => true });
    sheet.select({ row: 0, column: 0 }, { row: 2, column: 0 });
    for (const deed of [() => sheet.blocks.clear(), () => sheet.blocks.paste("1\r\n2\r\n3", "")]) {
      const frame = sheet.pages.frame!;
      deed();
      sheet.pages.frame = { ...frame, period: { ...frame.period, key: "2024-Q1" } };
      await settle();
      expect([world.count("record_block"), sheet.blocks.ask]).toEqual([0, null]);
      sheet.pages.frame = frame;
    }
    sheet.blocks.clear();
    await vi.waitFor(() => expect(sheet.blocks.ask).not.toBeNull());
  });

  it("are offered for a look when they name their units", async () => {
    const { world, sheet } = await given();
    sheet.blocks.paste("P. Trà An\t12\nP. An Thới\t13", "");
    expect(sheet.blocks.ask?.text).toContain("P. Trà An");
    sheet.blocks.answer(true);
    expect(shown).toHaveBeenCalledWith("P. Trà An\t12\nP. An Thới\t13");
    expect(world.count("record_block")).toBe(0);
  });

  it("are copied as they can be pasted again, and reach what was not read yet", async () => {
    const { world, sheet, type } = await given({ units: 3321 });
    type("13.360");
    await settle();
    sheet.select({ row: 0, column: 0 }, { row: 3320, column: 0 });
    expect(sheet.blocks.copied(sheet.range)).toBeNull();
    await sheet.pages.load(sheet.range);
    expect(sheet.blocks.copied(sheet.range)).not.toBeNull();
    // What was read before a change from elsewhere is not copied as if it still held.
    world.tell(["facts"]);
    await tick();
    expect(sheet.blocks.copied(sheet.range)).toBeNull();
    await sheet.pages.load(sheet.range);
    expect(sheet.blocks.copied(sheet.range)?.text.split("\r\n").slice(0, 2)).toEqual(["13360", ""]);
  });
});

describe("doubts", () => {
  it("are listed by unit, stepped through, set right or kept with a reason", async () => {
    const { world, sheet, text, type } = await given();
    const previous = (row: number) => Number(sheet.pages.cell(row, 0)!.previous!.replaceAll(".", ""));
    sheet.go({ row: 2, column: 0 });
    type(String(previous(2) * 10));
    sheet.go({ row: 0, column: 0 });
    type(String(previous(0) - 1));
    await settle();
    expect(sheet.doubts.open.map(({ place, doubt }) => [place.row, doubt.code])).toEqual([[0, "stock_fell"], [2, "tenfold"]]);
    sheet.go({ row: 0, column: 0 });
    expect(sheet.doubts.step(1)).toBe(true);
    expect(sheet.place.row).toBe(2);
    sheet.doubts.step(1);
    expect(sheet.place.row).toBe(0);
    sheet.doubts.fix(sheet.doubts.open[1]!);
    await settle();
    expect(Number(text(2, 0)!.replaceAll(".", ""))).toBe(previous(2));
    sheet.doubts.keeping = sheet.doubts.open[0]!;
    await sheet.doubts.keep(sheet.doubts.keeping, "Đối chiếu, loại trùng");
    await settle();
    expect(world.asked.find(({ name }) => name === "accept_doubt")?.request).toMatchObject({ body: unitBody(0), code: "stock_fell", reason: "Đối chiếu, loại trùng" });
    expect([sheet.doubts.keeping, sheet.doubts.open, sheet.doubts.kept[0]?.doubt.accepted?.reason]).toEqual([null, [], "Đối chiếu, loại trùng"]);
    expect(sheet.doubts.step(1)).toBe(false);
  });

  it("of a small book are all known without scrolling", async () => {
    const { sheet } = await given({ units: 100, columns: 14, filled: () => true });
    await vi.waitFor(() => expect(sheet.pages.whole).toBe(true));
  });
});

describe("the columns under an indicator", () => {
  it("are those that some unit fills", async () => {
    const { sheet } = await given({ filled: (row, column) => row === 0 && column === 2 });
    const parts = (brief: boolean) => headings(sheet.pages.columns, sheet.pages.masks, brief).map((heading) => heading.parts);
    expect(parts(false)).toEqual([["target", "previous", "value"], ["previous", "value"], ["previous", "value", "delta"]]);
    expect(parts(true)).toEqual([["value"], ["value"], ["value"]]);
    expect(masksOf([])).toEqual([]);
  });
});
