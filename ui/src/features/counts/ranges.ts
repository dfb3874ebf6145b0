import type { Move, Place } from "./gridKeys";

/** A rectangle of cells, both corners included. */
export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** The rectangle between two corners, whichever way they lie. */
export function between(one: Place, other: Place): Range {
  return {
    top: Math.min(one.row, other.row),
    left: Math.min(one.column, other.column),
    bottom: Math.max(one.row, other.row),
    right: Math.max(one.column, other.column),
  };
}

export const holds = (range: Range, row: number, column: number): boolean =>
  row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;

export const height = (range: Range): number => range.bottom - range.top + 1;
export const width = (range: Range): number => range.right - range.left + 1;
export const size = (range: Range): number => height(range) * width(range);

/** Every place of a range, line by line. */
export function* places(range: Range): Generator<Place> {
  for (let row = range.top; row <= range.bottom; row += 1) {
    for (let column = range.left; column <= range.right; column += 1) yield { row, column };
  }
}

/**
 * Where Enter and Tab go while a range of several cells is chosen: on within it, from its end to its
 * beginning, so that a column that was marked first is filled without leaving it.
 */
export function stepWithin(range: Range, from: Place, move: Move): Place | null {
  if (size(range) === 1) return null;
  const tall = height(range);
  const wide = width(range);
  const row = from.row - range.top;
  const column = from.column - range.left;
  const along = move === "down" || move === "up";
  if (!along && move !== "next" && move !== "previous") return null;
  const step = move === "down" || move === "next" ? 1 : -1;
  const count = tall * wide;
  const at = ((along ? column * tall + row : row * wide + column) + step + count) % count;
  return along
    ? { row: range.top + (at % tall), column: range.left + Math.floor(at / tall) }
    : { row: range.top + Math.floor(at / wide), column: range.left + (at % wide) };
}
