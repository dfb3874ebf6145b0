// Commands that the window already speaks and the engine's generated contract does not name yet. A
// command that is generated wins over its line here; when all are, this file and its import go.
import type { Figure } from "./gen/Figure";
import type { IndicatorKind } from "./gen/IndicatorKind";
import type { PeriodOption } from "./gen/PeriodOption";
import type { Ranking } from "./gen/Ranking";

type Day = string;
export type Boundary = "then" | "now";
export type Direction = "up" | "down";

export interface PendingFigures {
  indicators: { request: { as_of: Day | null }; response: IndicatorList };
  indicator_words: { request: { indicator: number }; response: IndicatorWords };
  add_indicator: { request: AddIndicator; response: number };
  redefine_indicator: {
    request: { indicator: number; from_day: Day; name: string; short_name: string; unit: string; definition: string };
    response: null;
  };
  show_in_grid: { request: { indicator: number; in_grid: boolean }; response: null };
  indicator_page: {
    request: { indicator: number; body: number | null; period: string; base: string | null };
    response: IndicatorPage;
  };
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

export interface IndicatorList {
  groups: { key: string; letter: string; title: string; indicators: IndicatorRow[] }[];
  sources: { code: string; name: string; official_for: number }[];
  score: ScoreCard | null;
}
export interface IndicatorRow {
  indicator: number;
  code: string;
  name: string;
  kind: IndicatorKind;
  kind_text: string;
  direction: Direction;
  unit: string;
  decimals: number;
  source: string;
  entered_at: string;
  bases: string[];
  own: boolean;
  in_grid: boolean;
  versions: number;
  figure: Figure | null;
  base_text: string | null;
  percent: string | null;
}
export interface ScoreCard {
  title: string;
  points: string;
  max: string;
  groups: {
    key: string;
    title: string;
    max: string;
    points: string | null;
    why: string | null;
    items: {
      title: string;
      numerator: number | null;
      denominator: number | null;
      percent: string | null;
      threshold: string | null;
      max: string;
      points: string | null;
    }[];
  }[];
}
export interface IndicatorWords {
  indicator: number;
  code: string;
  versions: { from_day: Day | null; name: string; short_name: string; unit: string; decimals: number; definition: string }[];
  kind: string;
  direction: string;
  source: string;
  entered_at: string;
  part_of: string | null;
  numerator: string | null;
  bases: string[];
  document: string | null;
  score: string | null;
}
export interface AddIndicator {
  name: string;
  short_name: string;
  slug: string;
  kind: IndicatorKind;
  direction: Direction;
  unit: string;
  decimals: number;
  group: string;
  source: string;
  entered_at: "unit" | "root" | "any";
  definition: string;
  numerator: number | null;
  bases: { base: number; label: string }[];
  in_grid: boolean;
}

export interface IndicatorPage {
  indicator: number;
  code: string;
  name: string;
  unit: string;
  kind: string;
  direction: Direction;
  definition: string;
  since: Day | null;
  body: number;
  body_name: string;
  as_of: Day;
  boundary: Boundary;
  standing: { figure: Figure | null; how: string; delta: string | null; delta_of: string | null; partial: boolean };
  entered: Figure | null;
  summed: Figure | null;
  counted: string | null;
  difference: string | null;
  bases: BaseView[];
  target: TargetView | null;
  newer_target: TargetView | null;
  targets: TargetView[];
  sources: SourceFigure[];
  funnel: FunnelStep[];
  trend: TrendPoint[];
  ranking: Ranking;
  bodies: { body: number; code: string; name: string; alive: boolean }[];
  remarks: string[];
}
export interface BaseView {
  key: string;
  label: string;
  base: string;
  percent: string | null;
  prefix: string;
  bar: number | null;
  counted: string | null;
  met: boolean | null;
}
export interface TargetView {
  value: string;
  period: string;
  period_label: string;
  last_day: Day;
  central_day: Day | null;
  document: string;
  document_day: Day | null;
  in_force: boolean;
  newer: boolean;
  how: string | null;
  illustrative: boolean;
  percent: string | null;
  left: string | null;
  days_left: number | null;
  pace: string | null;
  central_days_left: number | null;
  central_pace: string | null;
  met: boolean;
}
export interface SourceFigure {
  source: string;
  name: string;
  official: boolean;
  figure: Figure | null;
  difference: string | null;
  percent: string | null;
}
export interface FunnelStep {
  indicator: number;
  name: string;
  figure: Figure | null;
  percent: string | null;
  bar: number | null;
}
export interface TrendPoint {
  period: string;
  label: string;
  last_day: Day;
  text: string | null;
  value: number | null;
  target: number | null;
  no_data: boolean;
  counted: string | null;
  mark: string | null;
  partial: boolean;
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
  submitted: number;
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
}
export interface AdjustmentView {
  adjustment: number;
  body: number;
  body_name: string;
  indicator: number;
  indicator_name: string;
  amount: string;
  before: string;
  after: string;
  reason: string;
  accepted: boolean;
  officer: string;
  moment: string;
  proposed_value: string | null;
}
