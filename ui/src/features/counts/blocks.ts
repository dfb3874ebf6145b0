import { fold } from "../../lib/text";
import type { Block } from "./clipboard";
import type { Place } from "./gridKeys";
import { height, places, width, type Range } from "./ranges";

/** What is to be written at a place, as it would be typed. */
export interface Writing extends Place {
  entry: string;
}

/**
 * A pasted block laid over the range. One value fills it; a block that fits into it several times is
 * repeated, as spreadsheets do; any other goes in from the first cell on. An empty cell of the block
 * writes nothing: a figure is taken back on purpose only.
 */
export function spread(block: Block, range: Range): { writings: Writing[]; covered: Range } {
  const tall = block.length;
  const wide = Math.max(...block.map((row) => row.length), 0);
  const tiles = tall > 0 && wide > 0 && height(range) % tall === 0 && width(range) % wide === 0;
  const covered = tiles
    ? range
    : { ...range, bottom: range.top + tall - 1, right: range.left + wide - 1 };
  const writings: Writing[] = [];
  for (const { row, column } of places(covered)) {
    const entry = block[(row - range.top) % tall]?.[(column - range.left) % wide] ?? "";
    if (entry !== "") writings.push({ row, column, entry });
  }
  return { writings, covered };
}

/** The same entry in every cell of the range. */
export function everywhere(range: Range, entry: string): Writing[] {
  return [...places(range)].map((place) => ({ ...place, entry }));
}

/**
 * Fills a range from its first line (`down`) or first column (`right`); of a single line or column,
 * from the one before it. Empty sources write nothing.
 */
export function fill(range: Range, way: "down" | "right", entryAt: (place: Place) => string): Writing[] {
  const down = way === "down";
  const single = (down ? height(range) : width(range)) === 1;
  const from = down ? range.top - Number(single) : range.left - Number(single);
  if (from < 0) return [];
  const writings: Writing[] = [];
  for (const place of places(range)) {
    const source = down ? { row: from, column: place.column } : { row: place.row, column: from };
    if (source.row === place.row && source.column === place.column) continue;
    const entry = entryAt(source);
    if (entry !== "") writings.push({ ...place, entry });
  }
  return writings;
}

const WORDS = /^(tren|duoi|hon|gan|khoang|tu|den|it nhat|toi da|uoc)\s+(?=[\d−-])/;
const NOTHING = new Set(["", "x", "-", "–", "—", "chua phat sinh", "khong phat sinh", "co", "khong", "0"]);

/** Whether a pasted cell may stand in a cell of the grid: a number, a word before one, or "no data". */
export function isEntry(text: string): boolean {
  const folded = fold(text);
  if (NOTHING.has(folded) || folded.startsWith("chua phat sinh")) return true;
  return /^[−+-]?\d[\d.,\s]*%?$/.test(folded.replace(WORDS, ""));
}

/**
 * Whether a block says itself what it is about: unit names in front or heads above. Such a block is
 * not laid over cells by its place, since the rows may stand in another order.
 */
export function namesThings(block: Block): boolean {
  const words = (cells: string[]) => cells.filter((text) => text !== "" && !isEntry(text) && /\p{L}/u.test(text)).length;
  const head = block[0] ?? [];
  const first = block.map((row) => row[0] ?? "");
  const second = block.map((row) => row[1] ?? "");
  return words(head) > 0 || words(first) * 2 > first.length || words(second) * 2 > second.length;
}
