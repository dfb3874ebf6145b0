/**
 * The habits of a spreadsheet as one pure function: a key and where the grid stands give what is to
 * happen. The grid has one input that always holds the focus, because an input method composes
 * Vietnamese letters only in a field that was focused before the first key.
 */
export type Mode =
  /** A cell is chosen; the input is empty and unseen. */
  | "choose"
  /** Typing replaced the value; arrows leave the cell. */
  | "type"
  /** F2 opened the value; arrows move in the text. */
  | "edit";

export interface Place {
  row: number;
  column: number;
}

export type Move =
  | "up"
  | "down"
  | "left"
  | "right"
  | "row_start"
  | "row_end"
  | "first"
  | "last"
  | "page_up"
  | "page_down"
  | "next"
  | "previous";

export type Action =
  | { do: "move"; move: Move }
  | { do: "commit"; move: Move | null }
  | { do: "open" }
  | { do: "cancel" }
  | { do: "clear" }
  | { do: "no_data" }
  | { do: "history" }
  | { do: "indicator" }
  | { do: "leave" };

export interface Key {
  key: string;
  ctrl: boolean;
  shift: boolean;
  /** An input method is at work: every key is its own. */
  composing: boolean;
}

const ARROWS: Partial<Record<string, Move>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** What a key means now; `null` leaves it to the input. */
export function readKey(key: Key, mode: Mode): Action | null {
  if (key.composing) return null;
  if (key.key === "Enter") return enter(key, mode);
  if (key.key === "Tab") return tab(key, mode);
  if (key.key === "Escape") return mode === "choose" ? null : { do: "cancel" };
  if (key.key === "F2") return mode === "choose" ? { do: "open" } : null;
  if (key.key === "F9") return { do: key.shift ? "indicator" : "history" };
  if (key.key === "F6") return { do: "leave" };
  if (key.ctrl && key.key === "0") return { do: "no_data" };
  const arrow = ARROWS[key.key];
  if (mode === "edit") return null;
  if (arrow) {
    const move = key.ctrl ? farthest(arrow) : arrow;
    return mode === "type" ? { do: "commit", move } : { do: "move", move };
  }
  return mode === "choose" ? chosen(key) : null;
}

function enter(key: Key, mode: Mode): Action {
  const move: Move = key.shift ? "up" : "down";
  return mode === "choose" ? { do: "move", move } : { do: "commit", move };
}

function tab(key: Key, mode: Mode): Action {
  const move: Move = key.shift ? "previous" : "next";
  return mode === "choose" ? { do: "move", move } : { do: "commit", move };
}

function chosen(key: Key): Action | null {
  switch (key.key) {
    case "Delete":
    case "Backspace":
      return { do: "clear" };
    case "Home":
      return { do: "move", move: key.ctrl ? "first" : "row_start" };
    case "End":
      return { do: "move", move: key.ctrl ? "last" : "row_end" };
    case "PageUp":
      return { do: "move", move: "page_up" };
    case "PageDown":
      return { do: "move", move: "page_down" };
    default:
      return null;
  }
}

function farthest(arrow: Move): Move {
  if (arrow === "left") return "row_start";
  if (arrow === "right") return "row_end";
  return arrow === "up" ? "page_up" : "page_down";
}

const PAGE = 10;

/**
 * The place after a move in a grid of `rows` × `columns`. Places that `open` refuses (a unit that did
 * not exist in the period) are passed over; where no further open place lies, the place stays.
 * `next` and `previous` run on into the next and previous row.
 */
export function movePlace(
  from: Place,
  move: Move,
  rows: number,
  columns: number,
  open: (place: Place) => boolean,
): Place {
  if (rows === 0 || columns === 0) return from;
  const last = rows * columns - 1;
  const line = (index: number): Place => ({ row: Math.floor(index / columns), column: index % columns });
  const walk = (start: number, step: number, stop: (index: number) => boolean): Place => {
    for (let index = start; !stop(index); index += step) if (open(line(index))) return line(index);
    return from;
  };
  const at = from.row * columns + from.column;
  const rowStart = from.row * columns;
  const rowEnd = rowStart + columns - 1;
  const outside = (index: number) => index < 0 || index > last;
  const outsideRow = (index: number) => index < rowStart || index > rowEnd;
  switch (move) {
    case "up":
      return walk(at - columns, -columns, outside);
    case "down":
      return walk(at + columns, columns, outside);
    case "left":
      return walk(at - 1, -1, outsideRow);
    case "right":
      return walk(at + 1, 1, outsideRow);
    case "next":
      return walk(at + 1, 1, outside);
    case "previous":
      return walk(at - 1, -1, outside);
    case "row_start":
      return walk(rowStart, 1, outsideRow);
    case "row_end":
      return walk(rowEnd, -1, outsideRow);
    case "first":
      return walk(0, 1, outside);
    case "last":
      return walk(last, -1, outside);
    case "page_up":
      return walk(Math.max(from.row - PAGE, 0) * columns + from.column, columns, outside);
    case "page_down":
      return walk(Math.min(from.row + PAGE, rows - 1) * columns + from.column, -columns, outside);
  }
}

/** Text copied from a spreadsheet as rows of cells; the empty line at its end is the copy's own. */
export function readPasted(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.trim()));
}
