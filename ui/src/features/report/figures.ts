import type { FigureSpot } from "../../ipc/types";
import type { PageSize } from "./pdf";

/** A figure of a page with its place among all of the paper. */
export interface Placed {
  spot: FigureSpot;
  index: number;
}

/** The figures of each page, by the number of the page. */
export function byPage(spots: readonly FigureSpot[]): Map<number, Placed[]> {
  const pages = new Map<number, Placed[]>();
  spots.forEach((spot, index) => {
    const own = pages.get(spot.page);
    if (own) own.push({ spot, index });
    else pages.set(spot.page, [{ spot, index }]);
  });
  return pages;
}

/** Where a figure stands on a page of any size, in parts of the page: it moves with the zoom by itself. */
export function boxOf({ x, y, width, height }: FigureSpot, size: PageSize): string {
  const part = (length: number, whole: number) => `${((length / whole) * 100).toFixed(3)}%`;
  return `left: ${part(x, size.width)}; top: ${part(y, size.height)}; width: ${part(width, size.width)}; height: ${part(height, size.height)}`;
}

/** The figure before or after, round the ends; the first or the last when none is stood on. */
export function stepped(count: number, at: number | null, step: 1 | -1): number | null {
  if (count === 0) return null;
  if (at === null) return step === 1 ? 0 : count - 1;
  return (at + step + count) % count;
}

const LINE = 4;

/** The nearest figure on a line above or below: of the same page first, else of the pages that follow. */
export function below(spots: readonly FigureSpot[], at: number, step: 1 | -1): number {
  const here = spots[at];
  if (!here) return at;
  const down = (spot: FigureSpot) => (spot.page - here.page) * 100_000 + spot.y - here.y;
  const others = spots.map((spot, index) => ({ index, far: down(spot) * step, aside: Math.abs(spot.x - here.x) })).filter(({ far }) => far > LINE);
  const line = others.reduce((least, { far }) => Math.min(least, far), Infinity);
  const nearest = others.filter(({ far }) => far <= line + LINE).sort((a, b) => a.aside - b.aside)[0];
  return nearest?.index ?? at;
}

/** Each figure of the book once, in the order of print, with the pages that it stands on. */
export function listed(spots: readonly FigureSpot[]): { index: number; spot: FigureSpot; pages: number[] }[] {
  const found = new Map<string, { index: number; spot: FigureSpot; pages: number[] }>();
  spots.forEach((spot, index) => {
    const known = found.get(spot.key);
    if (!known) found.set(spot.key, { index, spot, pages: [spot.page] });
    else if (!known.pages.includes(spot.page)) known.pages.push(spot.page);
  });
  return [...found.values()];
}
