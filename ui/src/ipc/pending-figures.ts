// Commands that the window already speaks and the engine's generated contract does not name yet. A
// command that is generated wins over its line here; when all are, this file and its import go.
import type { PeriodOption } from "./gen/PeriodOption";

type Day = string;

export interface PendingFigures {
  submissions: {
    request: { kind: SubmissionKind; year: number; as_of: Day | null; from_row: number; rows: number };
    response: SubmissionMatrix;
  };
  closing: { request: { period: string }; response: ClosingView };
  open_period: { request: { period: string }; response: null };
  close_period: { request: { period: string; report_set: string | null }; response: null };
  reopen_period: { request: { period: string; reason: string }; response: null };
  propose_adjustment: {
    request: { body: number; indicator: number; period: string; by: string; reason: string };
    response: null;
  };
  accept_adjustment: { request: { adjustment: number }; response: null };
  reject_adjustment: { request: { adjustment: number; reason: string }; response: null };
  refix_due_day: { request: { period: string; reason: string }; response: null };
}

export type SubmissionKind = "month" | "quarter" | "week" | "campaign";
export type MatrixState = "on_time" | "late" | "partial" | "missing" | "not_due" | "adjusted" | "absent";
export interface SubmissionMatrix {
  as_of: Day;
  years: number[];
  periods: MatrixPeriod[];
  rows: MatrixRow[];
  total_rows: number;
  required: number;
  /** Example figures count as submitted here. */
  illustrative: boolean;
}
export interface MatrixPeriod {
  period: string;
  label: string;
  short: string;
  first_day: Day;
  last_day: Day;
  due_day: Day;
  due_fixed: boolean;
  closed: boolean;
  /** `null` where it was not counted. */
  submitted: number | null;
  expected: number;
  percent: string | null;
}
export interface MatrixRow {
  body: number;
  code: string;
  name: string;
  cells: MatrixCell[];
}
export interface MatrixCell {
  state: MatrixState;
  days_late: number | null;
  done: number;
  of: number;
  on: Day | null;
}

export interface ClosingView {
  period: PeriodOption;
  state: "not_open" | "open" | "closed";
  due_day: Day;
  due_fixed: boolean;
  closed_on: string | null;
  closed_by: string | null;
  reopenings: { moment: string; officer: string; reason: string }[];
  submitted: number;
  expected: number;
  missing: { body: number; name: string; done: number; of: number }[];
  totals: ControlTotal[];
  adjustments: AdjustmentView[];
  blocked: string | null;
  warnings: string[];
}
export interface ControlTotal {
  indicator: number;
  name: string;
  unit: string;
  counted: string;
  text: string;
  closed_text: string | null;
  adjusted: string | null;
  difference: string | null;
  illustrative: boolean;
}
export interface AdjustmentView {
  adjustment: number;
  period: string;
  body: number;
  body_name: string;
  indicator: number;
  indicator_name: string;
  amount: string;
  before: string;
  after: string;
  reason: string;
  accepted: boolean;
  state: "proposed" | "accepted" | "rejected" | "posted";
  /** Why it was rejected. */
  answer: string | null;
  officer: string;
  moment: string;
  proposed_value: string | null;
}
