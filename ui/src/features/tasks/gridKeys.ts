import type { Board } from "./board.svelte";

interface Around {
  /** Lines to a page. */
  page: number;
  readonly: boolean;
  remove: () => void;
}

/** What a key does in the task list; false when it means nothing here. */
export function boardKeys(board: Board, event: KeyboardEvent, { page, readonly, remove }: Around): boolean {
  if (event.isComposing) return false;
  const { key, altKey, shiftKey } = event;
  const ctrlKey = event.ctrlKey || event.metaKey;
  if (altKey) {
    if (readonly || ctrlKey || (key !== "ArrowUp" && key !== "ArrowDown")) return false;
    board.shift(key === "ArrowUp" ? -1 : 1);
    return true;
  }
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  const by = steps[key];
  const line = board.line;
  if (by !== undefined && !ctrlKey) board.go(by === Infinity ? board.lines.length - 1 : by === -Infinity ? 0 : board.at + by, shiftKey);
  else if (ctrlKey) {
    if (key.toLowerCase() !== "a") return false;
    board.selection.all(board.lines);
  } else if (key === "Enter") board.open(line);
  else if (key === " ") board.tick(line);
  else if (key === "ArrowLeft" && line) board.fold(line, true);
  else if (key === "ArrowRight" && line?.kind === "bunch") board.fold(line, false);
  else if (key === "Escape" && board.selection.size > 0) board.selection.clear();
  else if (key === "Delete" && !readonly) {
    if (board.selection.size === 0) board.tick(line);
    remove();
  } else return false;
  return true;
}
