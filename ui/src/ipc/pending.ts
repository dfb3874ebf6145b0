// Commands that the engine has agreed to but whose types are not generated yet. When they are, this
// file goes, with its two lines in types.ts.

type DayText = string;

export interface UnitTree {
  as_of: DayText;
  root: number;
  levels: string[];
  counted: string;
  events: UnitEvent[];
  rows: UnitRow[];
}
interface UnitEvent {
  day: DayText;
  sure: boolean;
  label: string;
  document: string | null;
  begun: number;
  ended: number;
}
interface UnitRow {
  body: number;
  parent: number | null;
  depth: number;
  code: string;
  name: string;
  kind: string;
  class: "territory" | "organization";
  alive: boolean;
  from_day: DayText | null;
  to_day: DayText | null;
  from_sure: boolean;
  to_sure: boolean;
  predecessors: number;
  successors: number;
  own: boolean;
  inside: boolean;
}
export interface UnitDetail {
  body: number;
  code: string;
  name: string;
  kind: string;
  class: "territory" | "organization";
  alive: boolean;
  parent_name: string | null;
  versions: UnitVersionView[];
  predecessors: SuccessionView[];
  successors: SuccessionView[];
  lineage: Lineage;
  remarks: string[];
}
interface UnitVersionView {
  from_day: DayText | null;
  to_day: DayText | null;
  from_sure: boolean;
  to_sure: boolean;
  code: string;
  name: string;
  kind: string;
  parent_name: string | null;
  document: string | null;
}
interface SuccessionView {
  succession: number;
  body: number;
  code: string;
  name: string;
  day: DayText;
  day_sure: boolean;
  extent: "whole" | "part";
  shares: ShareView[];
  document: string | null;
}
interface ShareView {
  indicator: number | null;
  indicator_name: string;
  text: string;
  percent: string;
  document: string;
}
interface Lineage {
  columns: LineageColumn[];
  links: LineageLink[];
}
interface LineageColumn {
  day: DayText | null;
  label: string;
  nodes: LineageNode[];
}
interface LineageNode {
  body: number;
  code: string;
  name: string;
  ends: boolean;
  chosen: boolean;
  inside: boolean;
}
interface LineageLink {
  column: number;
  from: number;
  to: number;
  extent: "whole" | "part" | "same";
  share: string | null;
}
export interface ChangeUnits {
  day: DayText;
  document: DocumentEntry;
  begun: BegunUnit[];
  renamed: RenamedUnit[];
  ended: number[];
}
export interface DocumentEntry {
  kind: string;
  number: string;
  day: DayText | null;
  issuer: string;
  excerpt: string;
}
interface BegunUnit {
  code: string;
  name: string;
  kind: string;
  parent: number | null;
  from: { body: number; extent: "whole" | "part" }[];
}
interface RenamedUnit {
  body: number;
  code: string | null;
  name: string | null;
  kind: string | null;
  parent: number | null;
}
interface NameMatch {
  text: string;
  code: string | null;
  name: string | null;
  candidates: { code: string; name: string; parent: string | null; why: string }[];
}
interface Division {
  archive: string;
  record: string;
  parts: { code: string; name: string; path: string; facts: number; remarks: string[] }[];
}
interface CalendarYear {
  year: number;
  years: number[];
  known: boolean;
  days: CalendarDayView[];
  documents: string[];
}
interface CalendarDayView {
  day: DayText;
  weekday: string;
  working: boolean;
  name: string;
  sure: boolean;
  document: string | null;
  own: boolean;
}
interface PeriodRules {
  first_day: number;
  due_working_days: number;
  week_anchor: number;
  next_week: string;
  campaigns: Campaign[];
}
interface Campaign {
  key: string;
  name: string;
  first_day: DayText;
  last_day: DayText;
  due_day: DayText;
  document: string;
}

type Empty = Record<symbol, never>;

export interface PendingCommands {
  units: { request: { as_of: DayText | null }; response: UnitTree };
  unit: { request: { body: number; as_of: DayText | null }; response: UnitDetail };
  change_units: { request: ChangeUnits; response: { begun: number[]; text: string } };
  add_body: {
    request: {
      code: string;
      name: string;
      kind: string;
      short_name: string;
      class: "territory" | "organization";
      parent: number;
      from_day: DayText | null;
    };
    response: number;
  };
  set_share: {
    request: {
      succession: number;
      indicator: number | null;
      numerator: number;
      denominator: number;
      document: DocumentEntry;
    };
    response: null;
  };
  tell_day: {
    request: { succession: number | null; body: number; day: DayText; document: DocumentEntry };
    response: null;
  };
  match_names: { request: { texts: string[]; as_of: DayText | null }; response: NameMatch[] };
  divide_book: { request: { day: DayText; folder: string }; response: Division };
  calendar: { request: { year: number }; response: CalendarYear };
  set_calendar_day: { request: { day: DayText; working: boolean | null; name: string }; response: null };
  period_rules: { request: Empty; response: PeriodRules };
  set_period_rules: { request: { due_working_days: number; week_anchor: number }; response: null };
  add_campaign: {
    request: { name: string; first_day: DayText; last_day: DayText; document: string };
    response: string;
  };
}
