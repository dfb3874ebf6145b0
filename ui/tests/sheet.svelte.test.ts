import { tick } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import { headings } from "../src/features/counts/parts";
import { Sheet } from "../src/features/counts/sheet.svelte";
import { CallError } from "../src/ipc/host";
import type { CountGrid, GridCell, GridColumn, GridRow } from "../src/ipc/types";
import { Session } from "../src/lib/session.svelte";
import { FakeHost, head } from "./fakeHost";

const cell = (text: string, more: Partial<GridCell> = {}): GridCell => ({
  state: text === "" ? "empty" : "value",
  text,
  prefix: "",
  previous: null,
  delta: null,
  delta_negative: false,
  target: null,
  percent: null,
  bar: null,
  as_of: null,
  source: null,
  note: "",
  illustrative: false,
  editable: true,
  closed: false,
  ...more,
});
const column = (indicator: number): GridColumn => ({ indicator, code: `i${indicator}`, name: `Chỉ tiêu ${indicator}`, unit: "hồ sơ", kind: "stock", has_target: false, decimals: 0, source: "" });
const row = (body: number, cells: GridCell[], total = false): GridRow => ({ body, code: String(body), name: `Đơn vị ${body}`, total, cells });
const grid: CountGrid = {
  period: head.periods[1]!,
  columns: [column(1), column(2)],
  rows: [
    row(9, [cell("98.000", { prefix: "trên" }), cell("")], true),
    row(1, [cell("13.360"), cell("86", { previous: "80", delta: "+6" })]),
    row(2, [cell("", { state: "absent", editable: false }), cell("", { state: "absent", editable: false })]),
    row(3, [cell("7.590"), cell("")]),
  ],
  total_rows: 4,
  sums: [],
  illustrative_sums: [],
};

let stop: () => void = () => undefined;
afterEach(() => stop());

function sheetOn(host: FakeHost): Sheet {
  let sheet: Sheet | undefined;
  const session = new Session(host);
  stop = $effect.root(() => {
    sheet = new Sheet(session, () => grid, () => false);
  });
  if (!sheet) throw new Error("no sheet");
  return sheet;
}

const settle = async () => {
  for (let round = 0; round < 8; round += 1) await tick();
};

describe("the sheet", () => {
  it("puts what was entered for the whole below the units", () => {
    const sheet = sheetOn(new FakeHost({}));
    expect(sheet.rows.map((line) => line.body)).toEqual([1, 2, 3, 9]);
  });

  it("sends an entry as it was typed, and goes on", async () => {
    const host = new FakeHost({
      book: () => ({ value: head, changes: [] }),
      record_count: () => ({ value: { cell: cell("13.400", { prefix: "trên" }), warnings: [] }, changes: ["facts"] }),
    });
    const sheet = sheetOn(host);
    sheet.type("trên 13.400");
    expect(sheet.mode).toBe("type");
    sheet.commit("down");
    expect(sheet.place).toEqual({ row: 2, column: 0 });
    await settle();
    expect(host.asked[0]).toEqual({
      name: "record_count",
      request: { body: 1, indicator: 1, period: "2024-Q1", entry: "trên 13.400", note: "" },
    });
    expect(sheet.cellOf(sheet.rows[0]!, 0)?.text).toBe("13.400");
  });

  it("keeps the old value of a refused entry, says why, and goes back to it", async () => {
    const host = new FakeHost({
      record_count: () => {
        throw new CallError({ code: "negative", params: {}, detail: "", message: "Số đếm không âm." });
      },
    });
    const sheet = sheetOn(host);
    sheet.type("-1");
    sheet.commit("down");
    await settle();
    expect(sheet.cellOf(sheet.rows[0]!, 0)?.text).toBe("13.360");
    expect(sheet.remarks.map(({ kind, entry, text }) => ({ kind, entry, text }))).toEqual([
      { kind: "refused", entry: "-1", text: "Số đếm không âm." },
    ]);
    expect(sheet.place).toEqual({ row: 0, column: 0 });
    expect(sheet.waiting(sheet.rows[0]!, grid.columns[0]!)).toBeUndefined();
  });

  it("opens a value with its qualifier and sends nothing when it was not changed", () => {
    const host = new FakeHost({});
    const sheet = sheetOn(host);
    sheet.go({ row: 3, column: 0 });
    sheet.edit();
    expect(sheet.draft).toBe("trên 98.000");
    sheet.commit(null);
    expect(host.asked).toEqual([]);
  });

  it("takes no typing where the unit did not exist", () => {
    const sheet = sheetOn(new FakeHost({}));
    sheet.place = { row: 1, column: 0 };
    sheet.type("5");
    expect(sheet.mode).toBe("choose");
    expect(sheet.draft).toBe("");
  });

  it("pastes a block into the cells that can be written, in order", async () => {
    const host = new FakeHost({
      book: () => ({ value: head, changes: [] }),
      record_count: () => ({ value: { cell: cell("1"), warnings: [] }, changes: ["facts"] }),
    });
    const sheet = sheetOn(host);
    sheet.paste("1\t2\n3\t4\n5\t6\n");
    await settle();
    await settle();
    const sent = host.asked.filter((call) => call.name === "record_count").map((call) => (call.request as { body: number; entry: string }));
    expect(sent.map(({ body, entry }) => `${body}:${entry}`)).toEqual(["1:1", "1:2", "3:5", "3:6"]);
  });
});

describe("the columns under an indicator", () => {
  it("are those that some unit fills", () => {
    expect(headings(grid, false).map((heading) => heading.parts)).toEqual([["value"], ["previous", "value", "delta"]]);
    expect(headings(grid, true).map((heading) => heading.parts)).toEqual([["value"], ["value"]]);
  });
});
