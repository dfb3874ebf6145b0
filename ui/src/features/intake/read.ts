import type { Choices, Day, IntakeCell, IntakeColumn, IntakeRow, IntakeView, Meaning, PeriodOption } from "../../ipc/types";
import type { Choice } from "../../lib/choices";
import { dayNumber } from "../../lib/days";
import { fold } from "../../lib/text";

export const NO_CHOICES: Choices = { sheet: null, period: null, as_of: null, source: null, columns: [], bodies: [] };

/** Meanings that stand for themselves, in the order in which they are offered. */
export const PLAIN: Meaning[] = ["ignored", "body", "code", "ordinal", "note"];
/** Meanings that speak of an indicator. */
export const OF_INDICATOR: Meaning[] = ["figure", "target", "previous", "increase", "percent"];

export type MeaningKey = string;

/** One key for what a column means and of which indicator: `figure:12`, `ignored`. */
export function meaningKey(meaning: Meaning, indicator: number | null): MeaningKey {
  return indicator === null || !OF_INDICATOR.includes(meaning) ? meaning : `${meaning}:${indicator}`;
}

export function readMeaning(key: MeaningKey): { meaning: Meaning; indicator: number | null } {
  const [meaning, indicator] = key.split(":");
  return { meaning: meaning as Meaning, indicator: indicator === undefined ? null : Number(indicator) };
}

/**
 * What a column may mean: what the engine holds likely first, then every indicator, then what brings no
 * figure, then the parts beside a figure. One list to type in.
 */
export function meaningChoices(
  column: IntakeColumn,
  indicators: { indicator: number; name: string; unit: string }[],
  word: (meaning: Meaning) => string,
): Choice<MeaningKey>[] {
  const seen = new Set<MeaningKey>();
  const all: Choice<MeaningKey>[] = [];
  const add = (key: MeaningKey, label: string, hint = "") => {
    if (seen.has(key)) return;
    seen.add(key);
    all.push({ key, label, ...(hint === "" ? {} : { hint }) });
  };
  for (const { indicator, name } of column.candidates) add(`figure:${indicator}`, name);
  if (column.indicator !== null && column.meaning === "figure") add(`figure:${column.indicator}`, column.indicator_name ?? "");
  for (const meaning of PLAIN) add(meaning, word(meaning));
  for (const { indicator, name, unit } of indicators) add(`figure:${indicator}`, name, unit);
  for (const meaning of OF_INDICATOR.slice(1)) {
    if (column.meaning === meaning) {
      const name = column.indicator_name;
      add(meaningKey(meaning, column.indicator), name === null ? word(meaning) : `${word(meaning)}: ${name}`);
    }
    for (const { indicator, name, unit } of indicators) add(`${meaning}:${indicator}`, `${word(meaning)}: ${name}`, unit);
  }
  return all;
}

export function withColumn(choices: Choices, column: number, key: MeaningKey): Choices {
  const rest = choices.columns.filter((other) => other.column !== column);
  return { ...choices, columns: [...rest, { column, ...readMeaning(key) }] };
}

/** `null` leaves the rows of that name out. */
export function withBody(choices: Choices, text: string, body: number | null): Choices {
  return { ...choices, bodies: [...choices.bodies.filter((other) => other.text !== text), { text, body }] };
}

/** Another sheet has columns and names of its own: what was chosen for the first says nothing about it. */
export function withSheet(choices: Choices, sheet: number): Choices {
  return { ...choices, sheet, columns: [], bodies: [] };
}

/** How many cells come out in one of these states. */
const count = (view: IntakeView, states: IntakeCell["state"][]): number =>
  view.rows.reduce((sum, row) => sum + row.cells.filter((cell) => states.includes(cell.state)).length, 0);

/** How many figures the book takes when the officer says yes. */
export const writes = (view: IntakeView): number => count(view, ["accepted", "warned"]);
/** How many of them are in doubt. */
export const doubted = (view: IntakeView): number => count(view, ["warned"]);

/** What was refused and stands nowhere in the table, such as lines with a citizen's number: nothing of them is kept. */
export function outside(view: IntakeView): number {
  const said = (lines: { said: string[] }[]) => lines.reduce((sum, line) => sum + line.said.length, 0);
  return Math.max(view.refused - count(view, ["refused"]) - said(view.rows) - said(view.columns), 0);
}

/** The units and indicators that the view brings figures for. */
export function extent(view: IntakeView): { units: number; indicators: number } {
  const units = view.rows.filter((row) => row.role === "unit").length;
  const named = view.columns.filter((column) => column.meaning === "figure" && column.indicator !== null);
  return { units, indicators: new Set(named.map((column) => column.indicator)).size };
}

/** Columns that stand in the table: those with figures; the others are told above it. */
export function split(view: IntakeView): { shown: IntakeColumn[]; apart: IntakeColumn[] } {
  const filled = new Set(view.rows.flatMap((row) => row.cells.map((cell) => cell.column)));
  const stands = (column: IntakeColumn) => column.meaning === "figure" || filled.has(column.column);
  return { shown: view.columns.filter(stands), apart: view.columns.filter((column) => !stands(column)) };
}

export type Sign = "+" | "≠" | "=" | "!" | "×" | "";

/** What will become of a cell, as a sign that needs no colour. */
export function sign(cell: IntakeCell): Sign {
  switch (cell.state) {
    case "accepted":
      return cell.before === null ? "+" : "≠";
    case "unchanged":
      return "=";
    case "warned":
      return "!";
    case "refused":
      return "×";
    case "empty":
      return "";
  }
}

/** Something that wants a look before the figures go in; `row` and `column` say where it stands. */
export type Look =
  | { kind: "row"; row: IntakeRow }
  | { kind: "column"; column: IntakeColumn }
  | { kind: "said"; row: IntakeRow }
  | { kind: "refused" | "doubt"; row: IntakeRow; column: IntakeColumn | null; cell: IntakeCell; texts: string[] };

/**
 * Names first, since figures hang on them; then columns, refusals, doubts, and what is said of a whole row, such as
 * a total that does not come out; each in the file's order.
 */
export function looks(view: IntakeView): Look[] {
  const columns = new Map(view.columns.map((column) => [column.column, column]));
  const cells = (state: "refused" | "warned", kind: "refused" | "doubt"): Look[] =>
    view.rows.flatMap((row) =>
      row.cells
        .filter((cell) => cell.state === state)
        .map((cell) => ({ kind, row, column: columns.get(cell.column) ?? null, cell, texts: [...cell.doubts.map((doubt) => doubt.text), ...cell.said] })),
    );
  const said = view.rows.filter((row) => row.role !== "unknown" && row.said.length > 0);
  return [
    ...view.rows.filter((row) => row.role === "unknown").map<Look>((row) => ({ kind: "row", row })),
    ...(view.form === null ? view.columns : []).filter((column) => !column.sure || column.meaning === "unknown" || column.said.length > 0).map<Look>((column) => ({ kind: "column", column })),
    ...cells("refused", "refused"),
    ...cells("warned", "doubt"),
    ...said.map<Look>((row) => ({ kind: "said", row })),
  ];
}

/** Rows that hold nothing for the book, and why they stand grey. */
export const idle = (row: IntakeRow): boolean => row.role !== "unit" && row.role !== "unknown";

const PREFIX = /^(phuong|xa|thi tran|quan|huyen|thanh pho|tinh|dac khu|p|x|tt|q|h|tp)[\s.]+/;

/** Whether the file calls the unit by other words than the book, beyond its kind and marks. */
export function otherName(row: IntakeRow): boolean {
  if (row.body_name === null) return false;
  const bare = (name: string) => fold(name).replace(/[^\p{L}\d\s]+$/u, "").replace(PREFIX, "").replace(/\s+/g, " ");
  return bare(row.name) !== bare(row.body_name);
}

/** The last day that the figures speak of. */
export const dayOf = (view: IntakeView): Day => view.time.as_of?.slice(0, 10) ?? view.time.period?.last_day ?? "";

/** The period of the figures; of those as of a day, the shortest one that the day is in. */
export function periodOf(view: IntakeView, periods: PeriodOption[]): PeriodOption | null {
  if (view.time.period) return view.time.period;
  const day = dayOf(view);
  const days = (period: PeriodOption) => dayNumber(period.last_day) - dayNumber(period.first_day);
  const around = periods.filter((period) => period.first_day <= day && day <= period.last_day);
  return around.sort((a, b) => days(a) - days(b))[0] ?? null;
}
