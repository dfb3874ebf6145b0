// Commands that the window is built for and whose generated types are still to come. A command that the
// table of the engine has by now is deleted here; nothing but types.ts reads this page.
type Day = string;

export interface DocumentRow {
  id: number;
  kind: string;
  number: string;
  day: Day | null;
  issuer: string;
  excerpt: string;
  tasks: number;
}

interface Of<Asked, Answer> {
  request: Asked;
  response: Answer;
}

export interface Soon {
  saved_views: Of<{ screen: string }, { id: number; name: string; spec: string }[]>;
  save_view: Of<{ screen: string; name: string; spec: string }, number>;
  remove_view: Of<{ id: number }, null>;
  documents: Of<Record<symbol, never>, DocumentRow[]>;
  save_document: Of<{ id: number | null; kind: string; number: string; day: Day | null; issuer: string; excerpt: string }, number>;
  attach_evidence: Of<{ assignment: number; occurrence: string; document: number | null; name: string; bytes: string; note: string }, number>;
  drop_evidence: Of<{ id: number }, null>;
  evidence_file: Of<{ id: number }, { name: string; bytes: string }>;
}
