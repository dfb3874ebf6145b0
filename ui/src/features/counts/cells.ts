import { plainFigure, type Copied } from "./clipboard";
import type { GridCell } from "../../ipc/types";

/** The value as it would be typed. */
export function typedAs(cell: GridCell): string {
  if (cell.state === "no_data") return "x";
  return [cell.prefix, cell.text].filter((part) => part !== "").join(" ");
}

/** A note of its own; one that only repeats the source says nothing more. */
export const hasNote = ({ note, source }: GridCell): boolean => note !== "" && note !== source;

const WORDS = ["", "trên", "gần", "khoảng"];

/** The typed text with the next word of these before its figure. */
export function qualified(text: string, step: 1 | -1): string {
  const [, word = "", figure = ""] = /^\s*(trên|gần|khoảng)?\s*(.*)$/u.exec(text.normalize("NFC")) ?? [];
  const next = WORDS[(WORDS.indexOf(word) + step + WORDS.length) % WORDS.length] ?? "";
  return next === "" ? figure : `${next} ${figure}`;
}

export const shown = (cell: GridCell | undefined): string => (cell ? typedAs(cell) : "");

/** A cell for the clipboard: plain digits, the word before them, "x" for no data. */
export function copied(cell: GridCell | undefined): Copied {
  if (!cell || cell.state === "empty" || cell.state === "absent") return { text: "", number: false };
  if (cell.state === "no_data") return { text: "x", number: false };
  const figure = plainFigure(cell.text);
  const digits = /^-?\d+(,\d+)?$/.test(figure);
  const text = [cell.prefix, digits ? figure : cell.text].filter((part) => part !== "").join(" ");
  return { text, number: digits && cell.prefix === "" };
}

/** Whether an entry would say something else than the cell does, as far as letters tell. */
export function differs(cell: GridCell | undefined, entry: string): boolean {
  if (!cell) return true;
  if (entry === "") return cell.state !== "empty";
  return plainFigure(typedAs(cell)) !== plainFigure(entry);
}

/** Figures of a range added up for the line below the grid. */
export interface Tally {
  cells: number;
  /** Cells with a figure. */
  figures: number;
  sum: string | null;
  prefix: string;
  /** Why there is no sum though there are figures. */
  why: "units" | "kinds" | "examples" | null;
}

interface Counted {
  cell: GridCell | undefined;
  unit: string;
  /** Counts can be added; percentages, indexes and yes or no cannot. */
  adds: boolean;
}

const DIGITS = /^(-?)(\d+)(?:,(\d+))?$/;

/**
 * Counts and adds without rounding: figures are whole numbers of ten-thousandths here. Different
 * units of measure, and example figures beside real ones, have no sum.
 */
export function tally(range: Counted[]): Tally {
  const found = range.filter(({ cell }) => cell?.state === "value");
  const base = { cells: range.length, figures: found.length, sum: null, prefix: "" };
  if (found.length === 0) return { ...base, why: null };
  if (found.some(({ adds }) => !adds)) return { ...base, why: "kinds" };
  if (new Set(found.map(({ unit }) => unit)).size > 1) return { ...base, why: "units" };
  if (new Set(found.map(({ cell }) => cell?.illustrative)).size > 1) return { ...base, why: "examples" };
  let sum = 0n;
  let decimals = 0;
  for (const { cell } of found) {
    const parts = DIGITS.exec(plainFigure(cell?.text ?? ""));
    if (!parts) return { ...base, why: "kinds" };
    const [, sign, whole = "0", behind = ""] = parts;
    decimals = Math.max(decimals, behind.length);
    const value = BigInt(whole + behind.padEnd(4, "0").slice(0, 4));
    sum += sign === "-" ? -value : value;
  }
  const words = new Set(found.flatMap(({ cell }) => (cell?.prefix ? [cell.prefix] : [])));
  const prefix = words.size === 0 ? "" : words.size === 1 ? ([...words][0] ?? "") : "khoảng";
  return { ...base, sum: written(sum, decimals), prefix, why: null };
}

function written(sum: bigint, decimals: number): string {
  const digits = String(sum < 0n ? -sum : sum).padStart(5, "0");
  const whole = digits.slice(0, -4).replace(/\B(?=(\d{3})+$)/g, ".");
  const behind = digits.slice(-4).slice(0, decimals);
  return `${sum < 0n ? "−" : ""}${whole}${decimals > 0 ? `,${behind}` : ""}`;
}
