/** Where things stand in a sheet of many rows and columns of which only those in sight are drawn. */
export const ROW = 30;
export const UNIT = 232;

/** The beginnings of columns behind the unit names, and at last the end of the whole. */
export function edges(widths: number[]): number[] {
  const found = [UNIT];
  for (const width of widths) found.push((found.at(-1) ?? UNIT) + width);
  return found;
}

/** The column that `x` lies in, by halves; the first or last when it lies outside. */
export function columnAt(edges: number[], x: number): number {
  let low = 0;
  let high = Math.max(edges.length - 2, 0);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface Span {
  first: number;
  last: number;
}

/** Rows to draw: those in sight and some `ahead`, so that a frame of scrolling shows no gap. */
export function rowsInSight(top: number, height: number, count: number, ahead: number): Span {
  return {
    first: Math.min(Math.max(Math.floor(top / ROW) - ahead, 0), Math.max(count - 1, 0)),
    last: Math.min(Math.ceil((top + height) / ROW) + ahead, count - 1),
  };
}

export function columnsInSight(edges: number[], left: number, width: number, ahead: number): Span {
  const count = edges.length - 1;
  return {
    first: Math.max(columnAt(edges, left + UNIT) - ahead, 0),
    last: Math.min(columnAt(edges, left + width) + ahead, count - 1),
  };
}

/** How far to scroll so that `from`…`to` lies between `start` and `end` of what is in sight. */
export function reveal(scroll: number, from: number, to: number, start: number, end: number): number {
  if (from < scroll + start) return Math.max(from - start, 0);
  if (to > scroll + end) return to - end;
  return scroll;
}
