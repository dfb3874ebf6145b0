import type { UnitRow, UnitTree } from "../../ipc/types";
import { fold } from "../../lib/text";

export type GroupKey = "ended" | "later" | "outside";

/** One line of the tree: a unit, or the head of those that are not part of it on this day. */
export interface Line {
  key: string;
  row: UnitRow | null;
  group: GroupKey | null;
  level: number;
  /** Whether what lies below is shown; `null` where nothing lies below. */
  open: boolean | null;
  /** Place among its siblings, and how many they are. */
  position: number;
  size: number;
  count: number;
}

/** More units than this begin folded. */
const MANY = 150;

export const groupOf = (row: UnitRow, asOf: string): GroupKey | null => {
  if (!row.inside) return "outside";
  if (row.alive) return null;
  return row.from_day !== null && row.from_day > asOf ? "later" : "ended";
};

type Named = Pick<UnitRow, "name" | "code">;

/** Folding ten thousand names with every letter typed would be felt. */
const folds = new WeakMap<Named, { name: string; code: string }>();

function folded(row: Named): { name: string; code: string } {
  const known = folds.get(row) ?? { name: ` ${fold(row.name)}`, code: fold(row.code) };
  folds.set(row, known);
  return known;
}

/** Words are found from their beginning: `an` means An Phú, not every Quận. */
export function matches(row: Named, wanted: string): boolean {
  if (wanted === "") return true;
  const { name, code } = folded(row);
  return name.includes(` ${wanted}`) || code.startsWith(wanted);
}

/** The lines to show: with a text, what fits it and what stands above that. */
export function lines(tree: UnitTree, text: string, turned: ReadonlySet<string>): Line[] {
  const wanted = fold(text);
  const living = tree.rows.filter((row) => groupOf(row, tree.as_of) === null);
  const kept = keepFitting(living, wanted);
  const below = new Map<number | null, UnitRow[]>();
  const known = new Set(kept.map((row) => row.body));
  for (const row of kept) {
    const parent = row.parent !== null && known.has(row.parent) ? row.parent : null;
    const siblings = below.get(parent);
    if (siblings) siblings.push(row);
    else below.set(parent, [row]);
  }
  const shown: Line[] = [];
  const many = living.length > MANY;
  const walk = (parent: number | null, level: number) => {
    const siblings = below.get(parent) ?? [];
    siblings.forEach((row, index) => {
      const children = below.get(row.body) ?? [];
      const key = String(row.body);
      const rule = wanted !== "" || !many || level === 1;
      const open = children.length === 0 ? null : rule !== turned.has(key);
      shown.push({ key, row, group: null, level, open, position: index + 1, size: siblings.length, count: children.length });
      if (open) walk(row.body, level + 1);
    });
  };
  walk(null, 1);
  return [...shown, ...grouped(tree, wanted, turned)];
}

function keepFitting(rows: UnitRow[], wanted: string): UnitRow[] {
  if (wanted === "") return rows;
  const byBody = new Map(rows.map((row) => [row.body, row]));
  const kept = new Set<number>();
  for (const row of rows) {
    if (!matches(row, wanted)) continue;
    for (let at: UnitRow | undefined = row; at && !kept.has(at.body); at = at.parent === null ? undefined : byBody.get(at.parent)) {
      kept.add(at.body);
    }
  }
  return rows.filter((row) => kept.has(row.body));
}

function grouped(tree: UnitTree, wanted: string, turned: ReadonlySet<string>): Line[] {
  const shown: Line[] = [];
  for (const group of ["ended", "later", "outside"] as const) {
    const rows = tree.rows.filter((row) => groupOf(row, tree.as_of) === group && matches(row, wanted));
    if (rows.length === 0) continue;
    const rule = wanted !== "" || (group === "ended" && rows.length <= MANY);
    const open = rule !== turned.has(group);
    shown.push({ key: group, row: null, group, level: 1, open, position: 1, size: 1, count: rows.length });
    if (!open) continue;
    rows.forEach((row, index) => {
      shown.push({ key: String(row.body), row, group, level: 2, open: null, position: index + 1, size: rows.length, count: 0 });
    });
  }
  return shown;
}
