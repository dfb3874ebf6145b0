// @vitest-environment node
import { describe, expect, it } from "vitest";

import { anchor, around, indexOf, letters, likely, looks, moved, next, placeName, spotAt, unmappedAt, widths } from "../src/features/superior_forms/place";
import type { FormCellView, FormSpotView, SuperiorFormView } from "../src/ipc/types";

const cell = (column: number, text: string, more: Partial<FormCellView> = {}): FormCellView => ({ column, text, span: 1, rows: 1, formula: false, covered: false, ...more });

const spot = (row: number, column: number, more: Partial<FormSpotView> = {}): FormSpotView => ({
  place: `T1!${letters(column)}${row}`,
  sheet: 0,
  row,
  column,
  row_label: "P. An Thới",
  head: "Kích hoạt",
  what: "value",
  indicator: 3,
  body: 6,
  base: null,
  window: "current",
  pattern: "",
  over_formula: false,
  words: "Kích hoạt, Phường An Thới",
  origin: "proposed",
  outcome: "written",
  state: "value",
  value: "14.411",
  as_of: "2024-03-14",
  counted: null,
  ...more,
});

/** A head merged over two columns, three rows below it, a note column that nobody mapped, one slot. */
const view: SuperiorFormView = {
  name: "a.xlsx",
  ending: "xlsx",
  form: null,
  form_name: "",
  exact: false,
  no_data: "",
  period: "2024-T03",
  period_label: "Tháng 3/2024",
  as_of: "2024-03-14",
  sheets: [
    {
      name: "T1",
      hidden: false,
      columns: 4,
      more: 0,
      rows: [
        { number: 1, cells: [cell(0, "Đơn vị"), cell(1, "Kích hoạt", { span: 2 }), cell(2, "", { covered: true }), cell(3, "Ghi chú")] },
        { number: 2, cells: [cell(0, "P. An Thới")] },
        { number: 3, cells: [cell(0, "P. Trà Nóc")] },
        { number: 4, cells: [cell(0, "Tổng"), cell(1, "", { formula: true })] },
      ],
    },
  ],
  slots: [{ name: "{{ngay}}", around: `${"Số liệu của quận trong kỳ báo cáo này, "}tính đến {{ ngay }}` }],
  spots: [spot(2, 1), spot(2, 2, { outcome: "unsure", what: "percent" }), spot(3, 1, { outcome: "emptied", state: "no_data", body: 7 })],
  unmapped: [{ name: "D2:D3", head: "Ghi chú", row_label: "P. An Thới", sheet: 0, row: 2, column: 3, count: 2 }],
  lost: [],
  written: 1,
};
const sheet = view.sheets[0]!;

describe("places of a form", () => {
  it("are found by where they stand, stretches by each of their rows", () => {
    const index = indexOf(view);
    expect(spotAt(index, { sheet: 0, row: 2, column: 1 })?.value).toBe("14.411");
    expect(unmappedAt(index, { sheet: 0, row: 3, column: 3 })?.name).toBe("D2:D3");
    expect(unmappedAt(index, { sheet: 0, row: 4, column: 3 })).toBeUndefined();
    expect(placeName(view, { sheet: 0, row: 12, column: 27 })).toBe("T1!AB12");
  });

  it("are walked by arrows, a merged area as one", () => {
    expect(moved(sheet, { row: 1, column: 0 }, "ArrowRight", 10)).toEqual({ row: 1, column: 1 });
    expect(moved(sheet, { row: 1, column: 1 }, "ArrowRight", 10)).toEqual({ row: 1, column: 3 });
    expect(moved(sheet, { row: 1, column: 3 }, "ArrowLeft", 10)).toEqual({ row: 1, column: 1 });
    expect(moved(sheet, { row: 2, column: 2 }, "ArrowUp", 10)).toEqual({ row: 1, column: 1 });
    expect(moved(sheet, { row: 4, column: 0 }, "ArrowDown", 10)).toEqual({ row: 4, column: 0 });
    expect(moved(sheet, { row: 2, column: 0 }, "x", 10)).toBeNull();
    expect(anchor(sheet, 1, 2)).toEqual({ row: 1, column: 1 });
  });

  it("want a look where they are not certain, not mapped or without a figure", () => {
    expect(looks(view).map(({ kind }) => kind)).toEqual(["unsure", "unmapped", "empty"]);
    const first = next(view, null, false);
    expect(first).toEqual({ sheet: 0, row: 2, column: 2 });
    expect(next(view, first, false)).toEqual({ sheet: 0, row: 2, column: 3 });
    expect(next(view, { sheet: 0, row: 2, column: 3 }, false)).toEqual(first);
    expect(next(view, first, true)).toEqual({ sheet: 0, row: 2, column: 3 });
  });

  it("are proposed what their column and row hold", () => {
    expect(likely(view, { sheet: 0, row: 3, column: 2 })).toMatchObject({ what: "percent", indicator: 3, body: 7 });
    expect(likely(view, { slot: "{{x}}" })).toMatchObject({ what: "value", indicator: null });
  });

  it("show the words around a slot, and columns no narrower than their figures", () => {
    expect(around(view.slots[0]!)).toMatch(/^….*ngay/);
    expect(widths(sheet, (row, column) => (row === 2 && column === 1 ? "100.000.000" : ""))[1]).toBeGreaterThan(100);
  });
});
