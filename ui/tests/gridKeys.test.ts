import { describe, expect, it } from "vitest";

import { movePlace, readKey, tabRun, type Action, type Key, type Mode, type Move, type Place } from "../src/features/counts/gridKeys";

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

  it("ask the unit about its figure, and not while one is written", () => {
    expect(readKey(key("h", { ctrl: true }), "choose")).toEqual({ do: "query" });
    expect(readKey(key("h", { ctrl: true }), "edit")).toBeNull();
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
    ["top", { row: 0, column: 1 }],
    ["bottom", { row: 2, column: 1 }],
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

describe("the keys of ranges and blocks", () => {
  it.each<[string, Partial<Key>, Action]>([
    ["ArrowDown", { shift: true }, { do: "extend", move: "down" }],
    ["ArrowDown", { shift: true, ctrl: true }, { do: "extend", move: "bottom" }],
    ["ArrowUp", { ctrl: true }, { do: "move", move: "top" }],
    ["End", { shift: true, ctrl: true }, { do: "extend", move: "last" }],
    ["a", { ctrl: true }, { do: "select_all" }],
    ["d", { ctrl: true }, { do: "fill_down" }],
    ["R", { ctrl: true }, { do: "fill_right" }],
    [" ", { ctrl: true }, { do: "select_column" }],
    [" ", { shift: true }, { do: "select_row" }],
    ["f", { ctrl: true }, { do: "find" }],
    ["/", {}, { do: "find" }],
    ["F2", { shift: true }, { do: "note" }],
    ["F8", {}, { do: "next_doubt" }],
    ["F8", { shift: true }, { do: "previous_doubt" }],
    ["Enter", { alt: true }, { do: "next_doubt" }],
  ])("%s %o", (name, more, action) => expect(readKey(key(name, more), "choose")).toEqual(action));

  it.each<[string, Partial<Key>, Mode]>([
    ["c", { ctrl: true }, "choose"],
    ["v", { ctrl: true }, "choose"],
    ["z", { ctrl: true }, "choose"],
    ["x", {}, "choose"],
    [".", {}, "type"],
    [",", {}, "type"],
    ["d", { ctrl: true }, "type"],
    ["ArrowLeft", { alt: true }, "choose"],
    ["/", {}, "edit"],
  ])("%s %o is left alone in %s", (name, more, mode) => expect(readKey(key(name, more), mode)).toBeNull());

  it("Ctrl+Enter fills the range with what is being typed", () => {
    expect(readKey(key("Enter", { ctrl: true }), "type")).toEqual({ do: "commit_all" });
    expect(readKey(key("Enter", { ctrl: true }), "choose")).toEqual({ do: "keep" });
  });
});

it("Alt with an arrow changes the word before a figure that is written", () => {
  expect(readKey(key("ArrowDown", { alt: true }), "edit")).toEqual({ do: "next_qualifier" });
  expect(readKey(key("ArrowUp", { alt: true }), "type")).toEqual({ do: "previous_qualifier" });
  expect(readKey(key("ArrowUp", { alt: true }), "choose")).toBeNull();
});

describe("a run of Tabs", () => {
  it("is remembered from its first column, and Enter goes back to it", () => {
    let run: number | null = null;
    for (const column of [2, 3, 4]) ({ run } = tabRun(run, "next", { row: 5, column }));
    expect(tabRun(run, "down", { row: 5, column: 5 })).toEqual({ run: null, back: 2 });
  });

  it("is forgotten by any other move", () => {
    const { run } = tabRun(2, "left", { row: 5, column: 5 });
    expect(tabRun(run, "down", { row: 5, column: 4 })).toEqual({ run: null, back: null });
  });
});
