import type { Also, Request } from "../../ipc/types";

/** Papers about one thing of the book. */
export type PaperKind = "ranking" | "invitation" | "handout" | "conclusion" | "reminder" | "delivery-record";

/** A paper about one thing of the book: a meeting, a unit, an indicator; none: everyone whom it concerns. */
export interface Paper {
  kind: PaperKind | "progress";
  subject: number | null;
  /** The period where it is not the one of the window. */
  period?: string;
  /** Several units of one letter, and what it tells beside what is late. */
  bodies?: number[];
  also?: Also[];
  /** Exactly what is asked for, where the paper takes the place of an issued one. */
  asked?: Request<"report">;
  /** Begins the name of the file that is proposed. */
  name: string;
}

/** What the engine is asked for it. */
export function wanted(paper: Paper, period: string): Request<"report"> & { subject: number | null } {
  if (paper.asked) return paper.asked;
  return { kind: paper.kind, period: paper.period ?? period, as_of: null, subject: paper.subject, body: null, filled: null, template: null, ...(paper.bodies && { bodies: paper.bodies }), ...(paper.also && { also: paper.also }) };
}
