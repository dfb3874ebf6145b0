import { CallError } from "../../ipc/host";
import { showCount } from "../../lib/text";
import { t, type WordKey } from "../../words/words.svelte";
import { everywhere, fill, namesThings, spread, type Writing } from "./blocks";
import { copied, differs, shown, typedAs } from "./cells";
import { readClipboard, writeHtml, writeTable, type Copied } from "./clipboard";
import type { BlockOutcome, GridCell } from "../../ipc/types";
import { cellKey, type CellKey } from "./entries.svelte";
import type { Place } from "./gridKeys";
import { height, size, width, type Range } from "./ranges";
import type { Sheet } from "./sheet.svelte";

/** More cells than this are not changed in one go: a book of the whole country has 200,000. */
export const MOST = 20_000;

type Kind = "paste" | "fill" | "clear" | "no_data" | "typed";

/** A question before figures are overwritten: Enter does it, Esc leaves everything as it is. */
export interface Ask {
  text: string;
  /** The first cells with what they hold and what they would hold. */
  samples: { where: string; before: string; after: string }[];
  act: string;
  run: () => void;
}

/** Pasting, filling and clearing: many cells, one operation, one undo. */
export class BlockWork {
  ask = $state.raw<Ask | null>(null);
  error = $state.raw<CallError | null>(null);
  /** What would stand in the cells if the question is answered by Enter. */
  planned = $state.raw<ReadonlyMap<CellKey, string>>(new Map());

  constructor(
    readonly sheet: Sheet,
    readonly onPasteTable: (() => ((text: string) => void) | undefined) | null,
  ) {}

  /** The range as it goes to the clipboard; null while some of it was not read. */
  copied(range: Range): { text: string; html: string } | null {
    if (!this.sheet.pages.knows(range)) return null;
    const block: Copied[][] = Array.from({ length: height(range) }, (_, down) =>
      Array.from({ length: width(range) }, (_, right) => copied(this.sheet.pages.cell(range.top + down, range.left + right))),
    );
    return { text: writeTable(block), html: writeHtml(block) };
  }

  /** Copies a range that has yet to be read; a host that takes no late copies is said so. */
  async copyLater(): Promise<void> {
    const { range } = this.sheet;
    if (size(range) > MOST) return this.#say("block.too_many", { most: showCount(MOST) });
    await this.sheet.pages.load(range);
    const block = this.copied(range);
    const type = (text: string, kind: string) => new Blob([text], { type: kind });
    try {
      if (!block) throw new Error("not read");
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": type(block.text, "text/plain"), "text/html": type(block.html, "text/html") })]);
    } catch {
      this.#say("block.reading");
    }
  }

  paste(plain: string, html: string): void {
    if (this.sheet.readonly()) return;
    const { block, text } = readClipboard(plain, html);
    if (namesThings(block)) return this.#offerTable(text, block);
    const { writings, covered } = spread(block, this.sheet.range);
    if (size(covered) > 1) this.sheet.select({ row: covered.top, column: covered.left }, this.#inside(covered));
    void this.#offer(writings, "paste");
  }

  fill(way: "down" | "right"): void {
    void this.#loaded(this.sheet.range, (range) => {
      const entryAt = ({ row, column }: Place) => {
        const cell = this.sheet.pages.cell(row, column);
        return cell ? typedAs(cell) : "";
      };
      void this.#offer(fill(range, way, entryAt), "fill");
    });
  }

  clear(): void {
    void this.#loaded(this.sheet.range, (range) => void this.#offer(everywhere(range, ""), "clear"));
  }

  noData(): void {
    void this.#loaded(this.sheet.range, (range) => void this.#offer(everywhere(range, "x"), "no_data"));
  }

  typed(entry: string): void {
    void this.#loaded(this.sheet.range, (range) => void this.#offer(everywhere(range, entry), "typed"));
  }

  /** The answer to the question. */
  answer(yes: boolean): void {
    const { ask } = this;
    this.ask = null;
    this.planned = new Map();
    if (yes) ask?.run();
  }

  #offerTable(text: string, block: string[][]): void {
    const show = this.onPasteTable?.();
    const sample = block.flat().find((cell) => /\p{L}/u.test(cell)) ?? "";
    if (!show) return this.sheet.session.say(t("block.names", { sample }));
    this.ask = { text: t("block.names_ask", { sample }), samples: [], act: t("block.names_act"), run: () => show(text) };
  }

  async #loaded(range: Range, then: (range: Range) => void): Promise<void> {
    if (this.sheet.readonly()) return;
    if (size(range) > MOST) return this.#say("block.too_many", { most: showCount(MOST) });
    if (await this.#known(range)) then(range);
  }

  /**
   * The range as the book has it, with what is still on its way there: judged by the cells of before, a figure typed a
   * moment ago would be overwritten unasked, or left where it was to be cleared. False when another period came into
   * sight meanwhile: the same places are other cells then.
   */
  async #known(range: Range): Promise<boolean> {
    const period = this.#period();
    await this.sheet.entries.settled();
    if (!this.sheet.pages.knows(range)) await this.sheet.pages.load(range);
    return this.#period() === period;
  }

  #period(): string | undefined {
    return this.sheet.pages.frame?.period.key;
  }

  async #offer(all: Writing[], kind: Kind): Promise<void> {
    if (this.sheet.readonly()) return;
    if (all.length > MOST) return this.#say("block.too_many", { most: showCount(MOST) });
    const inside = all.filter(({ row, column }) => row < this.sheet.pages.height && column < this.sheet.pages.columns.length);
    if (inside.length > 0 && !(await this.#known(cover(inside)))) return;
    const usable = inside.filter((writing) => this.#cell(writing)?.editable === true);
    const left = all.length - usable.length;
    const changed = usable.filter((writing) => differs(this.#cell(writing), writing.entry));
    if (changed.length === 0) return this.#say(left > 0 ? "block.none_open" : "block.nothing", { left });
    try {
      if (changed.length > 1 && changed.some((writing) => this.#holds(writing))) await this.#confirm(changed, kind, left);
      else await this.#write(changed, left);
    } catch (reason) {
      this.error = CallError.from(reason);
    }
  }

  /** The book says what would come of it, so that the question names what truly changes. */
  async #confirm(writings: Writing[], kind: Kind, left: number): Promise<void> {
    const period = this.#period();
    const outcome = await this.sheet.entries.rehearse(writings);
    if (this.#period() !== period) return;
    const truly = new Set(outcome.cells.filter(({ state }) => state === "changed" || state === "proposed").map(({ body, indicator }) => cellKey(body, indicator)));
    const over = writings.filter((writing) => truly.has(this.#key(writing)) && this.#holds(writing));
    if (over.length === 0) return this.#write(writings, left);
    const refused = outcome.refused > 0 ? ` ${t("block.refused", { count: outcome.refused })}` : "";
    const words: WordKey = kind === "clear" ? "block.ask_clear" : "block.ask_over";
    this.planned = new Map(writings.filter((writing) => truly.has(this.#key(writing))).map((writing) => [this.#key(writing), writing.entry]));
    this.ask = {
      text: t(words, { count: over.length }) + refused,
      samples: over.slice(0, 2).map((writing) => ({ where: this.#where(writing), before: shown(this.#cell(writing)), after: writing.entry === "" ? t("block.empty") : writing.entry })),
      act: t(kind === "clear" ? "block.act_clear" : "block.act_over"),
      run: () => void this.#write(writings, left).catch((reason: unknown) => (this.error = CallError.from(reason))),
    };
  }

  async #write(writings: Writing[], left: number): Promise<void> {
    this.error = null;
    const outcome = await this.sheet.entries.block(writings);
    if (outcome) this.#report(outcome, left);
  }

  #report({ changed, cells, refused }: BlockOutcome, left: number): void {
    const proposed = cells.filter(({ state }) => state === "proposed").length;
    const parts = [t("block.done", { count: changed })];
    if (proposed > 0) parts.push(t("block.proposed", { count: proposed }));
    if (refused > 0) parts.push(t("block.refused", { count: refused }));
    if (left > 0) parts.push(t("block.left", { count: left }));
    const { session } = this.sheet;
    const undo = { label: t("undo.name"), run: () => void session.step("undo", (label) => t("undo.done", { step: label })) };
    session.say(parts.join(" "), ...(changed > 0 ? [undo] : []));
  }

  #say(words: WordKey, params: Record<string, string | number> = {}): void {
    this.sheet.session.say(t(words, params));
  }

  #cell({ row, column }: Place): GridCell | undefined {
    return this.sheet.pages.cell(row, column);
  }

  #holds(place: Place): boolean {
    const state = this.#cell(place)?.state;
    return state === "value" || state === "no_data";
  }

  #key({ row, column }: Place): CellKey {
    return cellKey(this.sheet.pages.unit(row)?.body ?? 0, this.sheet.pages.columns[column]?.indicator ?? 0);
  }

  #where({ row, column }: Place): string {
    return `${this.sheet.pages.unit(row)?.name ?? ""} · ${this.sheet.pages.columns[column]?.name ?? ""}`;
  }

  #inside(range: Range): Place {
    const { height, columns } = this.sheet.pages;
    return { row: Math.min(range.bottom, height - 1), column: Math.min(range.right, columns.length - 1) };
  }
}

function cover(writings: Writing[]): Range {
  const rows = writings.map(({ row }) => row);
  const columns = writings.map(({ column }) => column);
  const [least, most] = [(list: number[]) => list.reduce((a, b) => Math.min(a, b)), (list: number[]) => list.reduce((a, b) => Math.max(a, b))];
  return { top: least(rows), left: least(columns), bottom: most(rows), right: most(columns) };
}
