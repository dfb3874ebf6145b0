import { tick } from "svelte";

import type { ChecklistTemplate } from "../../ipc/types";

export interface Line {
  /** Of this page, so that a line keeps its field while it moves. */
  id: number;
  /** Of the book; null for a line that is new. What keeps its key keeps its ticks. */
  key: string | null;
  title: string;
  group: string;
}

/** A list of things to do that is being written. */
export class ChecklistDraft {
  key = $state<string | null>(null);
  title = $state("");
  source = $state("");
  lines = $state<Line[]>([]);
  #next = 0;
  #before = "";

  changed = $derived.by(() => this.#said() !== this.#before);
  filled = $derived.by(() => this.lines.filter(({ title }) => title.trim() !== ""));

  constructor(template: ChecklistTemplate | null) {
    this.key = template?.key ?? null;
    this.title = template?.title ?? "";
    this.source = template?.source ?? "";
    this.lines = (template?.items ?? []).map((item) => this.#line(item.title, item.group ?? "", item.key));
    this.#before = template === null ? "" : this.#said();
    if (this.lines.length === 0) this.lines = [this.#line("", "")];
  }

  #said(): string {
    return JSON.stringify([this.title, this.source, this.lines.map(({ key, title, group }) => [key, title, group])]);
  }

  #line(title: string, group: string, key: string | null = null): Line {
    this.#next += 1;
    return { id: this.#next, key, title, group };
  }

  /** A line below another, in its group; gives its place. */
  add(below: number): number {
    this.lines = this.lines.toSpliced(below + 1, 0, this.#line("", this.lines[below]?.group ?? ""));
    return below + 1;
  }

  remove(at: number): void {
    this.lines = this.lines.length === 1 ? [this.#line("", "")] : this.lines.toSpliced(at, 1);
  }

  move(at: number, by: 1 | -1): number {
    const to = at + by;
    const line = this.lines[at];
    if (!line || to < 0 || to >= this.lines.length) return at;
    this.lines = this.lines.toSpliced(at, 1).toSpliced(to, 0, line);
    return to;
  }

  /** Many lines at once, as they are copied from Word: marks and numbers before them go. True when it took them. */
  paste(at: number, text: string): boolean {
    const lines = text.split(/\r?\n/).map((line) => line.replace(/^\s*(?:[-+•*–]|\d+[.)]|[a-zđ][.)])\s*/iu, "").trim()).filter((line) => line !== "");
    const here = this.lines[at];
    if (lines.length < 2 || !here) return false;
    const [first = "", ...rest] = lines;
    const begin = here.title.trim() === "" ? { ...here, title: first } : here;
    const more = (here.title.trim() === "" ? rest : lines).map((line) => this.#line(line, here.group));
    this.lines = this.lines.toSpliced(at, 1, begin, ...more);
    return true;
  }

  items(): { key: string | null; title: string; group: string | null }[] {
    return this.filled.map(({ key, title, group }) => ({ key, title: title.trim(), group: group.trim() === "" ? null : group.trim() }));
  }
}

/** Puts the focus into the field of a line once it is drawn. */
export async function focusLine(at: number): Promise<void> {
  await tick();
  document.querySelector<HTMLElement>(`[data-line="${at}"]`)?.focus();
}
