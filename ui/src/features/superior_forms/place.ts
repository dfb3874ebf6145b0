import type { ChosenSpot, FormCellView, FormSheetView, FormSpotView, SuperiorFormView, UnmappedView } from "../../ipc/types";

/** Where one stands in a form: a cell of a sheet, or a place outside tables. */
export type Chosen = { sheet: number; row: number; column: number } | { slot: string };

/** What can belong into a place, in the order in which it is offered. */
export const WHATS = ["value", "percent", "delta", "target", "rank", "as_of", "period", "unit"] as const;
export const WINDOWS = ["current", "previous", "year"] as const;

/** What a cell shows of itself; each has a sign beside its colour. */
export const SIGNS = ["written", "unsure", "unmapped", "emptied", "formula", "skipped"] as const;
export type Sign = (typeof SIGNS)[number];

/** Whether it is of an indicator. */
export const ofIndicator = (what: ChosenSpot["what"]) => !["as_of", "period", "unit", "skip"].includes(what);
/** Whether it is of a time of its own. */
export const ofWindow = (what: ChosenSpot["what"]) => !["target", "rank", "unit", "skip"].includes(what);
/** Whether it is compared with something. */
export const ofBase = (what: ChosenSpot["what"]) => what === "percent" || what === "rank";

/** "A", "B", … "AA". */
export function letters(column: number): string {
  let rest = column + 1;
  let text = "";
  while (rest > 0) {
    rest -= 1;
    text = String.fromCharCode(65 + (rest % 26)) + text;
    rest = Math.floor(rest / 26);
  }
  return text;
}

export const cellName = (row: number, column: number) => `${letters(column)}${row}`;

const keyOf = (sheet: number, row: number, column: number) => `${sheet}:${row}:${column}`;

/** The place as the engine is asked for it. */
export function placeName(view: SuperiorFormView, chosen: Chosen): string {
  if ("slot" in chosen) return chosen.slot;
  return `${view.sheets[chosen.sheet]?.name ?? ""}!${cellName(chosen.row, chosen.column)}`;
}

/** A whole column of a sheet. */
export function columnName(view: SuperiorFormView, chosen: Chosen): string | null {
  return "slot" in chosen ? null : `${view.sheets[chosen.sheet]?.name ?? ""}!${letters(chosen.column)}`;
}

/** The places of a form by where they stand. */
export interface Index {
  spots: Map<string, FormSpotView>;
  unmapped: Map<string, UnmappedView>;
}

export function indexOf(view: SuperiorFormView): Index {
  const spots = new Map<string, FormSpotView>();
  for (const spot of view.spots) spots.set(spot.sheet === null ? spot.place : keyOf(spot.sheet, spot.row, spot.column), spot);
  const unmapped = new Map<string, UnmappedView>();
  for (const own of view.unmapped) {
    if (own.sheet === null) unmapped.set(own.name, own);
    // A stretch counts its places; blank rows between them are not among those.
    else for (let row = own.row; row < own.row + lines(own); row += 1) unmapped.set(keyOf(own.sheet, row, own.column), own);
  }
  return { spots, unmapped };
}

/** Rows that a stretch spans: "F7:F18" spans twelve. */
function lines(own: UnmappedView): number {
  const last = /:[A-Z]+(\d+)$/.exec(own.name)?.[1];
  return last === undefined ? 1 : Number(last) - own.row + 1;
}

export function spotAt(index: Index, chosen: Chosen): FormSpotView | undefined {
  return index.spots.get("slot" in chosen ? chosen.slot : keyOf(chosen.sheet, chosen.row, chosen.column));
}

export function unmappedAt(index: Index, chosen: Chosen): UnmappedView | undefined {
  return index.unmapped.get("slot" in chosen ? chosen.slot : keyOf(chosen.sheet, chosen.row, chosen.column));
}

/** The words around a slot, begun shortly before it. */
export function around(slot: { name: string; around: string }): string {
  const core = slot.name.replace(/^\{\{|\}\}$/g, "");
  const at = slot.around.indexOf(core);
  return at > 34 ? `…${slot.around.slice(at - 30)}` : slot.around;
}

/** The cell of a merged area that holds its content, or the cell itself. */
export function anchor(sheet: FormSheetView, row: number, column: number): { row: number; column: number } {
  const cell = cellAt(sheet, row, column);
  if (!cell?.covered) return { row, column };
  for (let above = row; above >= 1; above -= 1) {
    for (const own of sheet.rows[above - 1]?.cells ?? []) {
      if (!own.covered && own.column <= column && column < own.column + own.span && above + own.rows > row) return { row: above, column: own.column };
    }
  }
  return { row, column };
}

export function cellAt(sheet: FormSheetView, row: number, column: number): FormCellView | undefined {
  return sheet.rows[row - 1]?.cells.find((own) => own.column === column);
}

/** The cell that an arrow leads to; merged areas count as one. */
export function moved(sheet: FormSheetView, at: { row: number; column: number }, key: string, page: number): { row: number; column: number } | null {
  const cell = cellAt(sheet, at.row, at.column);
  const [wide, tall] = [cell?.span ?? 1, cell?.rows ?? 1];
  const to = {
    ArrowRight: { row: at.row, column: at.column + wide },
    ArrowLeft: { row: at.row, column: at.column - 1 },
    ArrowDown: { row: at.row + tall, column: at.column },
    ArrowUp: { row: at.row - 1, column: at.column },
    PageDown: { row: at.row + page, column: at.column },
    PageUp: { row: at.row - page, column: at.column },
    Home: { row: at.row, column: 0 },
    End: { row: at.row, column: sheet.columns - 1 },
  }[key];
  if (to === undefined) return null;
  const row = Math.min(Math.max(to.row, 1), Math.max(sheet.rows.length, 1));
  const column = Math.min(Math.max(to.column, 0), sheet.columns - 1);
  return anchor(sheet, row, column);
}

/** How wide columns are, by what stands in them alone. */
export function widths(sheet: FormSheetView, values: (row: number, column: number) => string): number[] {
  return Array.from({ length: sheet.columns }, (_, column) => {
    const longest = sheet.rows.reduce((most, row) => {
      const cell = row.cells.find((own) => own.column === column);
      if (cell !== undefined && (cell.covered || cell.span > 1)) return most;
      return Math.max(most, cell?.text.length ?? 0, values(row.number, column).length + 3);
    }, 0);
    return Math.min(Math.max(longest * 7 + 20, 62), 230);
  });
}

/** What wants a look, in the order of need. */
export type Look =
  | { kind: "unsure"; spot: FormSpotView }
  | { kind: "unmapped"; own: UnmappedView }
  | { kind: "empty"; state: FormSpotView["state"]; spots: FormSpotView[] }
  | { kind: "formula"; spots: FormSpotView[] };

export function looks(view: SuperiorFormView): Look[] {
  const of = (outcome: string) => view.spots.filter((own) => own.outcome === outcome);
  const states = [...new Set(of("emptied").map((own) => own.state))];
  return [
    ...of("unsure").map((spot) => ({ kind: "unsure" as const, spot })),
    ...view.unmapped.map((own) => ({ kind: "unmapped" as const, own })),
    ...states.map((state) => ({ kind: "empty" as const, state, spots: of("emptied").filter((own) => own.state === state) })),
    ...(of("formula").length > 0 ? [{ kind: "formula" as const, spots: of("formula") }] : []),
  ];
}

/** Where the first place of it stands. */
export function placeOf(look: Look): Chosen {
  if (look.kind === "unmapped") return look.own.sheet === null ? { slot: look.own.name } : { sheet: look.own.sheet, row: look.own.row, column: look.own.column };
  const spot = look.kind === "unsure" ? look.spot : look.spots[0];
  if (spot === undefined || spot.sheet === null) return { slot: spot?.place ?? "" };
  return { sheet: spot.sheet, row: spot.row, column: spot.column };
}

/** Where an officer would go on: F8 from where she stands, round the form. */
export function next(view: SuperiorFormView, chosen: Chosen | null, back: boolean): Chosen | null {
  const order = looks(view)
    .filter(({ kind }) => kind === "unsure" || kind === "unmapped")
    .map(placeOf);
  if (order.length === 0) return null;
  const at = order.findIndex((own) => chosen !== null && JSON.stringify(own) === JSON.stringify(chosen));
  return order.at(at === -1 ? (back ? -1 : 0) : (at + (back ? -1 : 1)) % order.length) ?? null;
}

/** What a free place most likely is: the indicator of its column or row, the unit of its row. */
export function likely(view: SuperiorFormView, chosen: Chosen): ChosenSpot {
  const none: ChosenSpot = { what: "value", indicator: null, body: null, base: null, window: "current", pattern: "", over_formula: false };
  if ("slot" in chosen) return none;
  const here = view.spots.filter((own) => own.sheet === chosen.sheet);
  const row = here.find((own) => own.row === chosen.row && own.indicator !== null);
  const column = here.find((own) => own.column === chosen.column && own.indicator !== null);
  return { ...none, indicator: column?.indicator ?? row?.indicator ?? null, body: row?.body ?? null, what: column?.what ?? "value", window: column?.window ?? "current", base: column?.base ?? null };
}

/** A spot as it is asked for. */
export function chosenSpot(spot: FormSpotView): ChosenSpot {
  const { what, indicator, body, base, window, pattern, over_formula } = spot;
  return { what, indicator, body, base, window, pattern, over_formula };
}
