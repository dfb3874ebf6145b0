import type { Lineage, LineageLink, LineageNode } from "../../ipc/types";

export interface Box {
  key: string;
  column: number;
  node: LineageNode;
  x: number;
  y: number;
}

export interface Curve {
  key: string;
  path: string;
  extent: LineageLink["extent"];
  /** Touches the chosen unit. */
  hot: boolean;
  share: string | null;
  /** The middle, where a share is written. */
  x: number;
  y: number;
}

export interface Picture {
  boxes: Box[];
  curves: Curve[];
  columns: { x: number; label: string; day: string | null }[];
  width: number;
  height: number;
  box: { width: number; height: number };
}

const HEIGHT = 28;
const SLOT = 36;
const TOP = 6;
const LEFT = 14;
const NARROWEST = 144;
const WIDEST = 190;
const GAP = 40;
/** Room for a curve to swing, where there is room. */
const WISHED_GAP = 72;

/** Places the units of each column so that lines are short and cross seldom. */
export function layout(lineage: Lineage, room: number): Picture {
  const count = Math.max(lineage.columns.length, 1);
  const free = (room - 2 * LEFT - WISHED_GAP * (count - 1)) / count;
  const width = Math.min(Math.max(free, NARROWEST), WIDEST);
  const gap = count > 1 ? Math.min(Math.max((room - 2 * LEFT - width * count) / (count - 1), GAP), 140) : 0;
  const order = arrange(lineage);
  const y = heights(lineage, order);
  const x = (column: number) => LEFT + column * (width + gap);
  const boxes = lineage.columns.flatMap((column, index) =>
    (order[index] ?? []).map((node) => ({
      key: `${index}:${node.body}`,
      column: index,
      node,
      x: x(index),
      y: y.get(`${index}:${node.body}`) ?? 0,
    })),
  );
  const chosen = new Set(boxes.filter((box) => box.node.chosen).map((box) => box.key));
  const curves = lineage.links.flatMap((link, index): Curve[] => {
    const [from, to] = [`${link.column}:${link.from}`, `${link.column + 1}:${link.to}`];
    const [fromY, toY] = [y.get(from), y.get(to)];
    if (fromY === undefined || toY === undefined) return [];
    const [x1, y1, x2, y2] = [x(link.column) + width, fromY + HEIGHT / 2, x(link.column + 1), toY + HEIGHT / 2];
    const middle = (x1 + x2) / 2;
    return [
      {
        key: `${from}>${to} ${index}`,
        path: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`,
        extent: link.extent,
        hot: chosen.has(from) || chosen.has(to),
        share: link.share,
        x: middle,
        y: (y1 + y2) / 2,
      },
    ];
  });
  return {
    boxes,
    curves: curves.sort((one, other) => Number(one.hot) - Number(other.hot)),
    columns: lineage.columns.map((column, index) => ({ x: x(index), label: column.label, day: column.day })),
    width: Math.max(x(count - 1) + width + LEFT, 0),
    height: Math.max(0, ...boxes.map((box) => box.y)) + HEIGHT + TOP,
    box: { width, height: HEIGHT },
  };
}

/**
 * Orders the columns so that lines cross seldom: forwards each by the middle of where its units come from,
 * then backwards by where they go, which keeps together whatever merges.
 */
function arrange(lineage: Lineage): LineageNode[][] {
  const order = lineage.columns.map((column) => [...column.nodes]);
  const sort = (column: number, other: number, ends: (link: LineageLink) => [own: number, other: number]) => {
    const own = order[column] ?? [];
    const at = new Map((order[other] ?? []).map((node, index, all) => [node.body, (index + 0.5) / all.length]));
    const links = lineage.links.filter((link) => link.column === Math.min(column, other)).map(ends);
    const key = new Map(
      own.map((node, index) => {
        const places = links.flatMap(([mine, theirs]) => (mine === node.body ? [at.get(theirs) ?? 0] : []));
        return [node.body, places.length === 0 ? (index + 0.5) / own.length : mean(places)];
      }),
    );
    own.sort((one, two) => (key.get(one.body) ?? 0) - (key.get(two.body) ?? 0));
  };
  for (let column = 1; column < order.length; column += 1) sort(column, column - 1, (link) => [link.to, link.from]);
  for (let column = order.length - 2; column >= 0; column -= 1) sort(column, column + 1, (link) => [link.from, link.to]);
  return order;
}

function heights(lineage: Lineage, order: LineageNode[][]): Map<string, number> {
  const y = new Map<string, number>();
  const wish = (column: number, body: number, back: boolean): number | null => {
    const places = lineage.links.flatMap((link) => {
      if (back && link.column === column - 1 && link.to === body) return [y.get(`${column - 1}:${link.from}`) ?? 0];
      if (!back && link.column === column && link.from === body) return [y.get(`${column + 1}:${link.to}`) ?? 0];
      return [];
    });
    return places.length === 0 ? null : mean(places);
  };
  order.forEach((nodes, column) => {
    let next = TOP;
    for (const node of nodes) {
      const place = Math.max(next, wish(column, node.body, true) ?? next);
      y.set(`${column}:${node.body}`, place);
      next = place + SLOT;
    }
  });
  // Then what came from nowhere moves towards what it became, as far as its neighbours let it.
  for (let column = order.length - 2; column >= 0; column -= 1) {
    const nodes = order[column] ?? [];
    for (let index = nodes.length - 1; index >= 0; index -= 1) {
      const node = nodes[index];
      if (!node || wish(column, node.body, true) !== null) continue;
      const below = nodes[index + 1];
      const limit = below ? (y.get(`${column}:${below.body}`) ?? Infinity) - SLOT : Infinity;
      const own = y.get(`${column}:${node.body}`) ?? TOP;
      const wished = wish(column, node.body, false);
      if (wished !== null && wished > own) y.set(`${column}:${node.body}`, Math.min(wished, limit));
    }
  }
  return y;
}

const mean = (places: number[]) => places.reduce((sum, place) => sum + place, 0) / places.length;
