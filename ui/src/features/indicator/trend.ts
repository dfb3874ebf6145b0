import type { TargetView, TrendPoint } from "../../ipc/types";

/** The drawing's measures in CSS pixels. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Dot {
  x: number;
  y: number;
  point: TrendPoint;
  last: boolean;
}

export interface Gap {
  x: number;
  width: number;
  /** "no_data" is chưa phát sinh, "missing" is chưa có số: they never look alike. */
  kind: "no_data" | "missing";
  /** The periods of one kind in a row: a long silence is one field, not many. */
  points: TrendPoint[];
}

/** The trend as placed lines and points; drawing it needs no further thought. */
export interface TrendShape {
  /** One path for each run of periods with a value: gaps are never bridged. */
  lines: string[];
  dots: Dot[];
  gaps: Gap[];
  targets: string[];
  targetY: number | null;
  /** From the last point to the target on its last day. */
  pace: string | null;
  marks: { x: number; text: string }[];
  ticks: { x: number; text: string; end: boolean }[];
  /** Rulings at values that the book itself names, so that no label is made up here. */
  levels: { y: number; text: string }[];
}

// Letters of 11 px are about this wide: labels that would touch are left out.
const LETTER = 6.4;
const PAD = 0.1;

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

const round = (place: number): number => Math.round(place * 10) / 10;

/** Places the points by their day, so that periods of different length keep their distance. */
export function layTrend(points: TrendPoint[], target: TargetView | null, frame: Frame): TrendShape {
  const days = points.map((point) => dayNumber(point.last_day));
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? 0;
  const step = points.length > 1 ? (last - first) / (points.length - 1) : 1;
  const goal = points.at(-1)?.target ?? null;
  const wanted = target !== null && !target.met && goal !== null ? dayNumber(target.last_day) : last;
  // A target far ahead would press the past together: its line then leaves the drawing at the edge.
  const end = Math.min(Math.max(wanted, last), last + (last - first) * 0.3 + step);
  const inner = { width: frame.width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom };
  const x = (day: number) => round(frame.left + (end === first ? 0.5 : (day - first) / (end - first)) * inner.width);

  const values = points.flatMap((point) => [point.value, point.target]).filter((value) => value !== null);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = high > low ? (high - low) * PAD : Math.max(Math.abs(high) * PAD, 1);
  const y = (value: number) => round(frame.top + (1 - (value - low + room) / (high - low + 2 * room)) * inner.height);

  const runs: Dot[][] = [];
  const gaps: Gap[] = [];
  let open = false;
  points.forEach((point, index) => {
    const at = x(days[index] ?? first);
    if (point.value === null) {
      open = false;
      const half = ((x(first + step) - x(first)) / 2) * 0.7;
      const kind = point.no_data ? "no_data" : "missing";
      const from = Math.max(at - half, frame.left);
      const to = Math.min(at + half, frame.width - frame.right);
      const before = gaps.at(-1);
      if (before && before.kind === kind && before.points.at(-1) === points[index - 1]) {
        before.points.push(point);
        before.width = round(to - before.x);
      } else gaps.push({ x: round(from), width: round(to - from), kind, points: [point] });
      return;
    }
    if (!open) runs.push([]);
    open = true;
    runs.at(-1)?.push({ x: at, y: y(point.value), point, last: false });
  });
  const dots = runs.flat();
  const tip = dots.at(-1);
  if (tip) tip.last = true;

  const path = (places: { x: number; y: number }[]) =>
    places.map((place, index) => `${index === 0 ? "M" : "L"}${place.x} ${place.y}`).join("");
  const pace =
    tip && target !== null && !target.met && goal !== null && wanted > last
      ? path([tip, edge(tip, { x: x(wanted), y: y(goal) }, frame.width - frame.right)])
      : null;
  const lowest = dots.reduce<Dot | undefined>((least, dot) => (least && least.y >= dot.y ? least : dot), undefined);
  const highest = dots.reduce<Dot | undefined>((most, dot) => (most && most.y <= dot.y ? most : dot), undefined);

  return {
    lines: runs.filter((run) => run.length > 1).map(path),
    dots,
    gaps,
    targets: targetRuns(points, days, step, x, y, end),
    targetY: goal === null ? null : y(goal),
    pace,
    marks: points.flatMap((point, index) => (point.mark === null ? [] : [{ x: x(days[index] ?? first), text: point.mark }])),
    ticks: ticks(points, days.map(x), frame),
    levels: levels([highest, lowest].filter((dot) => dot !== undefined)),
  };
}

/** Where the way to a place beyond the drawing meets its edge. */
function edge(from: { x: number; y: number }, to: { x: number; y: number }, right: number): { x: number; y: number } {
  if (to.x <= right || to.x === from.x) return to;
  const share = (right - from.x) / (to.x - from.x);
  return { x: right, y: round(from.y + (to.y - from.y) * share) };
}

/** The target in steps: each period has its own, the last one holds to the end of the drawing. */
function targetRuns(
  points: TrendPoint[],
  days: number[],
  step: number,
  x: (day: number) => number,
  y: (value: number) => number,
  end: number,
): string[] {
  const runs: string[] = [];
  points.forEach((point, index) => {
    if (point.target === null) return;
    const day = days[index] ?? 0;
    const from = x(Math.max(day - step / 2, days[0] ?? 0));
    const to = index === points.length - 1 ? x(end) : x(day + step / 2);
    const before = points[index - 1]?.target;
    const line = `${before === undefined || before === null ? `M${from} ${y(point.target)}` : `L${from} ${y(point.target)}`}L${to} ${y(point.target)}`;
    if (line.startsWith("M") || runs.length === 0) runs.push(line.replace(/^L/, "M"));
    else runs[runs.length - 1] += line;
  });
  return runs;
}

/** A period's name as short as an axis needs it: "Tháng 3/2024" is "T3/24". Others stay as the book names them. */
export function axisName(label: string): string {
  return label
    .replace(/^Tháng (\d+)\/\d\d(\d\d)$/, "T$1/$2")
    .replace(/^Quý ([IV]+)\/\d\d(\d\d)$/, "Q.$1/$2")
    .replace(/^Tuần (\d+)\/\d{4}$/, "Tuần $1");
}

/** The last period is always named; of the others every second, every third … so that none touch. */
function ticks(points: TrendPoint[], places: number[], frame: Frame): TrendShape["ticks"] {
  const all = points.map((point, index) => {
    const text = axisName(point.label);
    const x = places[index] ?? 0;
    return { text, x, half: (text.length * LETTER) / 2 };
  });
  const every = (step: number) => all.filter(({ x, half }, index) => (all.length - 1 - index) % step === 0 && x - half >= frame.left - 30);
  const apart = (kept: typeof all) =>
    kept.every((tick, index) => {
      const before = kept[index - 1];
      return before === undefined || before.x + before.half + 6 <= tick.x - tick.half;
    });
  let step = 1;
  while (step < all.length && !apart(every(step))) step += 1;
  return every(step).map(({ text, x, half }) => ({ text, x, end: x + half > frame.width }));
}

function levels(dots: Dot[]): TrendShape["levels"] {
  const [high, low] = dots;
  const named = [high, low && high && low.y - high.y > 14 ? low : undefined].filter((dot) => dot !== undefined);
  return named.map((dot) => ({ y: dot.y, text: dot.point.text ?? "" }));
}
