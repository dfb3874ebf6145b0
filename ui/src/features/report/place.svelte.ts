import type { IssuedReport, Request } from "../../ipc/types";

/** The ways to look at papers, in the order of the switch and of Ctrl+1, Ctrl+2. */
export const REPORT_VIEWS = ["draft", "outgoing"] as const;
export type ReportView = (typeof REPORT_VIEWS)[number];

/** What is open beside the book of papers. */
export type Beside =
  | { kind: "pages"; id: number }
  | { kind: "compare"; one: number; other: number }
  | { kind: "verify" }
  | { kind: "replace"; paper: Request<"report">; title: string };

/** Where one stands among papers; kept while other screens are open. */
class ReportPlace {
  #book = "";
  view = $state<ReportView>("draft");
  text = $state("");
  chosen = $state<number | null>(null);
  ticked = $state.raw<readonly number[]>([]);
  beside = $state.raw<Beside | null>(null);
  /** The figure from which one went into the book: the same paper opens at it again. */
  left: { title: string; report: number | null; index: number } | null = null;
  /** The letterhead that drafts go out under; `null` is the usual one. */
  profile = $state<string | null>(null);

  enter(book: string): void {
    if (this.#book === book) return;
    this.#book = book;
    this.view = "draft";
    this.text = "";
    this.chosen = null;
    this.ticked = [];
    this.beside = null;
    this.profile = null;
    this.left = null;
  }

  /** Ticked for comparing; the third takes the place of the first. */
  tick(id: number): void {
    this.ticked = this.ticked.includes(id) ? this.ticked.filter((other) => other !== id) : [...this.ticked, id].slice(-2);
  }

  open(id: number): void {
    this.chosen = id;
    this.beside = { kind: "pages", id };
  }

  /** Why a paper differs from the one before it, in the book of papers. */
  compare(report: IssuedReport): void {
    if (report.previous === null) return;
    this.view = "outgoing";
    this.chosen = report.id;
    this.beside = { kind: "compare", one: report.previous, other: report.id };
  }
}

export const reportPlace = new ReportPlace();
