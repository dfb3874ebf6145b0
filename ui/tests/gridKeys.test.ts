import { describe, expect, it } from "vitest";

import { movePlace, readKey, readPasted, type Key, type Move, type Place } from "../src/features/counts/gridKeys";

const key = (name: string, more: Partial<Key> = {}): Key => ({ key: name, ctrl: false, shift: false, composing: false, ...more });

describe("keys in a chosen cell", () => {
  it.each<[string, Partial<Key>, Move]>([
    ["ArrowUp", {}, "up"],
    ["ArrowRight", {}, "right"],
    ["ArrowLeft", { ctrl: true }, "row_start"],
    ["Enter", {}, "down"],
    ["Enter", { shift: true }, "up"],
    ["Tab", {}, "next"],
    ["Tab", { shift: true }, "previous"],
    ["Home", {}, "row_start"],
    ["End", { ctrl: true }, "last"],
  ])("%s %o moves %s", (name, more, move) =>
    expect(readKey(key(name, more), "choose")).toEqual({ do: "move", move }),
  );

  it("open, clear and mark as nothing arisen", () => {
    expect(readKey(key("F2"), "choose")).toEqual({ do: "open" });
    expect(readKey(key("Delete"), "choose")).toEqual({ do: "clear" });
    expect(readKey(key("0", { ctrl: true }), "choose")).toEqual({ do: "no_data" });
  });

  it("leave letters and digits to the input", () => {
    expect(readKey(key("7"), "choose")).toBeNull();
    expect(readKey(key("t"), "choose")).toBeNull();
  });
});

describe("keys while a value is written", () => {
  it("Enter and Tab keep it", () => {
    for (const mode of ["type", "edit"] as const) {
      expect(readKey(key("Enter"), mode)).toEqual({ do: "commit", move: "down" });
      expect(readKey(key("Tab", { shift: true }), mode)).toEqual({ do: "commit", move: "previous" });
      expect(readKey(key("Escape"), mode)).toEqual({ do: "cancel" });
    }
  });

  it("arrows leave a typed value, but move within one opened by F2", () => {
    expect(readKey(key("ArrowLeft"), "type")).toEqual({ do: "commit", move: "left" });
    expect(readKey(key("ArrowLeft"), "edit")).toBeNull();
    expect(readKey(key("Home"), "edit")).toBeNull();
  });

  it("belong to the input method while it composes", () => {
    expect(readKey(key("Enter", { composing: true }), "type")).toBeNull();
    expect(readKey(key("ArrowDown", { composing: true }), "choose")).toBeNull();
  });
});

describe("moving among places", () => {
  const all = () => true;
  const from: Place = { row: 1, column: 1 };

  it.each<[Move, Place]>([
    ["up", { row: 0, column: 1 }],
    ["down", { row: 2, column: 1 }],
    ["left", { row: 1, column: 0 }],
    ["right", { row: 1, column: 2 }],
    ["row_start", { row: 1, column: 0 }],
    ["row_end", { row: 1, column: 2 }],
    ["first", { row: 0, column: 0 }],
    ["last", { row: 2, column: 2 }],
    ["page_up", { row: 0, column: 1 }],
    ["page_down", { row: 2, column: 1 }],
  ])("%s", (move, place) => expect(movePlace(from, move, 3, 3, all)).toEqual(place));

  it("stays at the edge", () => {
    expect(movePlace({ row: 0, column: 0 }, "up", 3, 3, all)).toEqual({ row: 0, column: 0 });
    expect(movePlace({ row: 1, column: 2 }, "right", 3, 3, all)).toEqual({ row: 1, column: 2 });
    expect(movePlace({ row: 2, column: 2 }, "next", 3, 3, all)).toEqual({ row: 2, column: 2 });
  });

  it("Tab runs on into the next row", () => {
    expect(movePlace({ row: 0, column: 2 }, "next", 3, 3, all)).toEqual({ row: 1, column: 0 });
    expect(movePlace({ row: 1, column: 0 }, "previous", 3, 3, all)).toEqual({ row: 0, column: 2 });
  });

  it("passes over units that did not exist, and stays when nothing lies beyond", () => {
    const open = ({ row }: Place) => row !== 1;
    expect(movePlace({ row: 0, column: 1 }, "down", 3, 3, open)).toEqual({ row: 2, column: 1 });
    expect(movePlace({ row: 0, column: 1 }, "down", 2, 3, open)).toEqual({ row: 0, column: 1 });
  });

  it("knows an empty grid", () => {
    expect(movePlace({ row: 0, column: 0 }, "last", 0, 0, all)).toEqual({ row: 0, column: 0 });
  });
});

describe("a pasted block", () => {
  it("is read as Excel copies it", () => {
    expect(readPasted("12.905\t86\r\n7.590\t\r\n")).toEqual([
      ["12.905", "86"],
      ["7.590", ""],
    ]);
  });
});
