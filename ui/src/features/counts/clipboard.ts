/** Blocks of cells as they lie on the clipboard between this grid, Excel, LibreOffice, Word and Zalo. */
export type Block = string[][];

/**
 * Text with tabs. A cell that holds a tab, a line break or begins with a quote is written in quotes,
 * as spreadsheets do; a quote elsewhere (`5" ống`) is a letter like any other.
 */
export function readTable(text: string): Block {
  const source = text.replace(/\r\n?/g, "\n");
  const rows: Block = [];
  let row: string[] = [];
  let at = 0;
  while (at <= source.length) {
    const quoted = source[at] === '"' ? readQuoted(source, at) : null;
    const end = quoted?.end ?? plainEnd(source, at);
    row.push(tidy(quoted?.text ?? source.slice(at, end)));
    if (source[end] !== "\t") {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  // The line break at the end of a copy ends its last line and begins no other.
  if (rows.length > 1 && rows.at(-1)?.join("") === "" && rows.at(-1)?.length === 1) rows.pop();
  return rows;
}

function plainEnd(source: string, from: number): number {
  let at = from;
  while (at < source.length && source[at] !== "\t" && source[at] !== "\n") at += 1;
  return at;
}

/** A cell in quotes, or nothing when its closing quote is not followed by the end of a cell. */
function readQuoted(source: string, from: number): { text: string; end: number } | null {
  let text = "";
  let at = from + 1;
  while (at < source.length) {
    const close = source.indexOf('"', at);
    if (close < 0) return null;
    text += source.slice(at, close);
    if (source[close + 1] === '"') {
      text += '"';
      at = close + 2;
      continue;
    }
    const end = close + 1;
    return end === source.length || source[end] === "\t" || source[end] === "\n" ? { text, end } : null;
  }
  return null;
}

/** A cell is one line here: line breaks within it, and spaces that keep no words apart, become one space. */
function tidy(text: string): string {
  return text.replace(/[\s\u00a0\u202f]+/g, " ").trim();
}

const ragged = (block: Block): boolean => block.some((row) => row.length !== block[0]?.length);

/**
 * What was copied, as cells and as text with tabs. The text is what all programs agree on; Word breaks the lines of a cell apart in
 * it, so a table that does not come out even is read from its mark-up.
 */
export function readClipboard(text: string, html: string): { block: Block; text: string } {
  const block = readTable(text);
  if ((!ragged(block) && text !== "") || html === "") return { block, text };
  const table = readHtml(html);
  if (!table) return { block, text };
  return { block: table, text: writeTable(table.map((row) => row.map((cell) => ({ text: cell, number: false })))) };
}

/** The first table of a page; a merged cell stands at its first place and leaves the others empty. */
export function readHtml(html: string): Block | null {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  if (!table) return null;
  // Paragraphs of a cell stand apart though no letter lies between them.
  for (const part of table.querySelectorAll("br, p, div, li")) part.before(" ");
  const rows: (string | undefined)[][] = [];
  [...table.rows].forEach((line, at) => {
    const row = (rows[at] ??= []);
    let column = 0;
    for (const cell of line.cells) {
      while (row[column] !== undefined) column += 1;
      for (let down = 0; down < Math.min(cell.rowSpan || 1, table.rows.length - at); down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) {
          (rows[at + down] ??= [])[column + right] = down + right === 0 ? tidy(cell.textContent ?? "") : "";
        }
      }
      column += cell.colSpan;
    }
  });
  const wide = Math.max(0, ...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: wide }, (_, column) => row[column] ?? ""));
}

/** A cell to be copied: `number` holds its plain digits with a decimal comma when it is one. */
export interface Copied {
  text: string;
  number: boolean;
}

/**
 * The figure `93,02` or `13.360` as both settings of Excel take it: no marks of thousands, the comma
 * as it is typed here. A word before it (trên) stays, and what it makes is text.
 */
export function plainFigure(text: string): string {
  return text.replace(/[.\s\u00a0\u202f]/g, "").replace("−", "-");
}

export function writeTable(block: Copied[][]): string {
  const cell = ({ text }: Copied) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return block.map((row) => row.map(cell).join("\t")).join("\r\n");
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);

/**
 * The same as a table. The number itself stands beside what is read of it, in the way of Excel
 * (`x:num`) and of LibreOffice (`sdval`, which it reads only beside `sdnum`, in the language named
 * there): so no setting of the other program takes 93,02 for 9302 or for text.
 */
export function writeHtml(block: Copied[][]): string {
  const cell = ({ text, number }: Copied) => {
    const value = text.replace(",", ".");
    return number ? `<td x:num="${value}" sdval="${value}" sdnum="1033;">${escape(text)}</td>` : `<td>${escape(text)}</td>`;
  };
  const rows = block.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("");
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset="utf-8"><body><table>${rows}</table></body></html>`;
}
