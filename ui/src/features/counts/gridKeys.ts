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
  | "top"
  | "bottom"
  | "first"
  | "last"
  | "page_up"
  | "page_down"
  | "next"
  | "previous";

/** What needs no more than its name. */
export type Deed =
  | "open"
  | "cancel"
  | "clear"
  | "no_data"
  | "history"
  | "indicator"
  | "leave"
  | "note"
  | "find"
  | "select_all"
  | "select_row"
  | "select_column"
  | "fill_down"
  | "fill_right"
  /** The typed value goes into every cell of the range. */
  | "commit_all"
  | "next_doubt"
  | "previous_doubt"
  /** The doubted figure is kept with a reason. */
  | "keep"
  /** The figure is sent back to its unit with a question. */
  | "query"
  /** The word before the figure: none, trên, gần, khoảng. */
  | "next_qualifier"
  | "previous_qualifier";

export type Action =
  | { do: "move"; move: Move }
  /** The range grows or shrinks; the chosen cell stays. */
  | { do: "extend"; move: Move }
  | { do: "commit"; move: Move | null }
  | { do: Deed };

export interface Key {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt?: boolean;
  /** An input method is at work: every key is its own. */
  composing: boolean;
}

const ARROWS: Partial<Record<string, Move>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

/** Keys that mean the same whether a cell is chosen or written in. */
const ALWAYS: Partial<Record<string, (key: Key) => Deed>> = {
  F6: () => "leave",
  F8: ({ shift }) => (shift ? "previous_doubt" : "next_doubt"),
  F9: ({ shift }) => (shift ? "indicator" : "history"),
};

/** What a key means now; `null` leaves it to the input. */
export function readKey(key: Key, mode: Mode): Action | null {
  if (key.composing) return null;
  if (key.alt) return alt(key, mode);
  if (key.key === "Enter") return enter(key, mode);
  if (key.key === "Tab") return tab(key, mode);
  if (key.key === "Escape") return mode === "choose" ? null : { do: "cancel" };
  if (key.key === "F2") return mode === "choose" ? { do: key.shift ? "note" : "open" } : null;
  const always = ALWAYS[key.key];
  if (always) return { do: always(key) };
  if (key.ctrl && key.key === "0") return { do: "no_data" };
  if (mode === "edit") return null;
  const arrow = ARROWS[key.key];
  if (arrow && mode === "type") return { do: "commit", move: key.ctrl ? farthest(arrow) : arrow };
  return mode === "choose" ? chosen(key) : null;
}

function enter(key: Key, mode: Mode): Action | null {
  if (key.ctrl) return { do: mode === "choose" ? "keep" : "commit_all" };
  const move: Move = key.shift ? "up" : "down";
  return mode === "choose" ? { do: "move", move } : { do: "commit", move };
}

function alt(key: Key, mode: Mode): Action | null {
  if (mode === "choose") return key.key === "Enter" ? { do: "next_doubt" } : null;
  if (key.key === "ArrowDown") return { do: "next_qualifier" };
  return key.key === "ArrowUp" ? { do: "previous_qualifier" } : null;
}

function tab(key: Key, mode: Mode): Action {
  const move: Move = key.shift ? "previous" : "next";
  return mode === "choose" ? { do: "move", move } : { do: "commit", move };
}

const CTRL: Partial<Record<string, Deed>> = {
  a: "select_all",
  d: "fill_down",
  r: "fill_right",
  f: "find",
  h: "query",
  " ": "select_column",
};

function chosen(key: Key): Action | null {
  const move = moveOf(key);
  if (move) return key.shift ? { do: "extend", move } : { do: "move", move };
  if (key.ctrl) {
    const deed = CTRL[key.key.toLowerCase()];
    return deed && !key.shift ? { do: deed } : null;
  }
  if (key.key === "Delete" || key.key === "Backspace") return { do: "clear" };
  if (key.key === "/") return { do: "find" };
  if (key.key === " " && key.shift) return { do: "select_row" };
  return null;
}

function moveOf(key: Key): Move | null {
  const arrow = ARROWS[key.key];
  if (arrow) return key.ctrl ? farthest(arrow) : arrow;
  switch (key.key) {
    case "Home":
      return key.ctrl ? "first" : "row_start";
    case "End":
      return key.ctrl ? "last" : "row_end";
    case "PageUp":
      return "page_up";
    case "PageDown":
      return "page_down";
    default:
      return null;
  }
}

function farthest(arrow: Move): Move {
  if (arrow === "left") return "row_start";
  if (arrow === "right") return "row_end";
  return arrow === "up" ? "top" : "bottom";
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
  page = PAGE,
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
    case "top":
      return walk(from.column, columns, outside);
    case "bottom":
      return walk((rows - 1) * columns + from.column, -columns, outside);
    case "first":
      return walk(0, 1, outside);
    case "last":
      return walk(last, -1, outside);
    case "page_up":
      return walk(Math.max(from.row - page, 0) * columns + from.column, columns, outside);
    case "page_down":
      return walk(Math.min(from.row + page, rows - 1) * columns + from.column, -columns, outside);
  }
}

/**
 * Enter after a run of Tabs goes to the column where the run began, one row down: a line is filled
 * by Tab and the next begins under it. `run` is that column; any other move forgets it.
 */
export function tabRun(run: number | null, move: Move, from: Place): { run: number | null; back: number | null } {
  if (move === "next" || move === "previous") return { run: run ?? from.column, back: null };
  if (move === "down" || move === "up") return { run: null, back: run };
  return { run: null, back: null };
}
