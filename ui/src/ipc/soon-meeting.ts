// What the engine will answer about outreach, meetings, documents, commendations and plans. A type that the
// generated contract has by now is deleted here.
import type { AssignmentRow } from "./gen/AssignmentRow";
import type { DeadlineKind } from "./gen/DeadlineKind";
import type { PartKey } from "./gen/PartKey";
import type { Ranking } from "./gen/Ranking";
import type { TaskRow } from "./gen/TaskRow";
import type { Timeliness } from "./gen/Timeliness";

type Day = string;
export interface NamedBody {
  id: number;
  name: string;
}

export interface NamedTask {
  id: number;
  number: string;
  title: string;
}

export interface ContactView {
  id: number;
  body: number;
  body_name: string;
  name: string;
  post: string;
  phone: string;
  duty: string;
  position: number;
}

export type ReminderWay = "message" | "letter" | "call";

/** One thing that a body owes. */
export interface ReminderItemView {
  assignment: number;
  occurrence: string;
  occurrence_name: string;
  task: number;
  number: string;
  title: string;
  last_day: Day | null;
  days_left: number | null;
  state: Timeliness;
  /** What of it is not there yet: items of its checklist, figures. */
  missing: string[];
}

export interface ReminderDraft {
  body: number;
  body_name: string;
  text: string;
  items: ReminderItemView[];
  contacts: ContactView[];
  last: { day: Day; way: ReminderWay } | null;
}

export interface ReminderView {
  id: number;
  body: number;
  body_name: string;
  day: Day;
  way: ReminderWay;
  text: string;
  officer: string;
  moment: string;
  items: { number: string; title: string }[];
  document: string;
}

export interface MeetingHead {
  id: number;
  day: Day;
  time: string;
  title: string;
  place: string;
  conclusions: number;
  document: string;
}

export interface ConclusionView {
  id: number;
  position: number;
  text: string;
  task: TaskRow | null;
  bodies: string;
}

export interface MeetingView extends Omit<MeetingHead, "conclusions"> {
  chair: string;
  invited: string;
  agenda: string;
  document_id: number | null;
  previous: MeetingHead | null;
  conclusions: ConclusionView[];
}

/** What falls to a unit from a meeting, ready for a chat. */
export interface ConclusionList {
  body: number;
  body_name: string;
  text: string;
  items: { conclusion: number; task: number; number: string; text: string; last_day: Day | null; leads: boolean }[];
  contacts: ContactView[];
}

export interface PastedContacts {
  added: number;
  changed: number;
  unchanged: number;
  refused: { row: number; text: string; words: string }[];
}

export interface LateBody {
  body: number;
  body_name: string;
  overdue: AssignmentRow[];
}

export interface StandingRow {
  body: number;
  body_name: string;
  total: number;
  done: number;
  overdue: number;
  percent: string;
  rank: number | null;
  was_overdue: number;
}

export interface StandingChange {
  task: number;
  assignment: number;
  occurrence: string;
  number: string;
  title: string;
  body_name: string;
  from: Timeliness;
  to: Timeliness;
}

export interface MeetingBoard {
  day: Day;
  previous: Day | null;
  late: LateBody[];
  standing: StandingRow[];
  changes: StandingChange[];
  indicator: Ranking | null;
}

/** How a wording of a deadline is understood. */
export interface WordingReading {
  text: string;
  kind: DeadlineKind;
  first_day: Day | null;
  last_day: Day | null;
  last_time: string | null;
  stated_day: Day | null;
  event: string | null;
  length: string;
  rhythm: string;
  words: string;
  sure: boolean;
}

export interface ConclusionReading {
  bodies: NamedBody[];
  partners: NamedBody[];
  /** Units that a name in the text may mean, when it means more than one. */
  candidates: NamedBody[];
  lead_text: string;
  deadline: WordingReading;
  title: string;
  parent: NamedTask | null;
  /** Tasks that it may belong to, the likeliest first. */
  parents: NamedTask[];
  sure: boolean;
}

export interface DocumentRow {
  id: number;
  kind: string;
  number: string;
  day: Day | null;
  issuer: string;
  excerpt: string;
  tasks: number;
}

export interface EvidenceFault {
  id: number;
  name: string;
  number: string;
  body_name: string;
}

export interface EvidenceCheck {
  folder: string;
  folder_there: boolean;
  files: number;
  bytes: number;
  missing: EvidenceFault[];
  changed: EvidenceFault[];
  strangers: string[];
}

export type CommendationState = "proposed" | "decided";

export interface CommendationView {
  id: number;
  body: number;
  body_name: string;
  form: string;
  number: number;
  state: CommendationState;
  day: Day;
  document_id: number | null;
  document: string;
  reason: string;
}

export interface CommendationProposal {
  body: number;
  body_name: string;
  reason: string;
  on_time: number;
  owed: number;
  rank: number | null;
  percent: string | null;
  illustrative: boolean;
  /** The day of a commendation that it has already. */
  already: Day | null;
}

export interface RecordReminder {
  body: number;
  way: ReminderWay;
  text: string;
  items: PartKey[];
  document: number | null;
}

interface SaveMeeting {
  id: number | null;
  day: Day;
  time: string;
  title: string;
  place: string;
  chair: string;
  invited: string;
  agenda: string;
}

interface SaveDocument {
  id: number | null;
  kind: string;
  number: string;
  day: Day | null;
  issuer: string;
  excerpt: string;
}

interface SaveCommendation {
  id: number | null;
  body: number;
  form: string;
  number: number;
  state: CommendationState;
  day: Day;
  document: number | null;
  reason: string;
}

/** What is null is taken as it is understood; parent 0 is no task above. */
interface ConclusionWords {
  text: string;
  bodies: number[] | null;
  deadline_text: string | null;
  parent: number | null;
}


export type PlanColumnRole =
  | "ordinal" | "group" | "task" | "content" | "lead" | "partner" | "person" | "deliverable"
  | "deadline" | "start" | "end" | "basis" | "note" | "ignored" | "unknown";
export type PlanRowRole = "task" | "group" | "parent" | "skipped" | "refused";
export type PlanState = "new" | "changed" | "unchanged" | "left_out" | "none";

export interface PlanDocument {
  kind: string;
  number: string;
  day: Day | null;
  issuer: string;
}

export interface PlanColumn {
  index: number;
  head: string;
  role: PlanColumnRole;
  sure: boolean;
}

export interface PlanParties {
  bodies: NamedBody[];
  text: string;
}

export interface PlanDeadline {
  text: string;
  kind: DeadlineKind;
  words: string;
  last_day: Day | null;
  first_day: Day | null;
  sure: boolean;
}

export interface PlanRow {
  row: number;
  role: PlanRowRole;
  state: PlanState;
  mark: string;
  number: string;
  title: string;
  content: string;
  group: string | null;
  parent: number | null;
  lead: PlanParties;
  partners: PlanParties;
  person: string;
  deliverable: string;
  deadline: PlanDeadline;
  same_as: string | null;
  differs: string[];
  remarks: string[];
  sure: boolean;
}

export interface PlanReading {
  name: string;
  kind: string;
  sheets: { index: number; name: string; rows: number; chosen: boolean; hidden: boolean }[];
  title: string;
  document: PlanDocument | null;
  issued: Day | null;
  plan: number | null;
  prefix: string;
  columns: PlanColumn[];
  groups: { key: string; letter: string; title: string; known: boolean; tasks: number }[];
  rows: PlanRow[];
  remarks: string[];
  counts: { tasks: number; new: number; changed: number; unchanged: number; refused: number; unsure: number; left_out: number };
  written: boolean;
}

/** What is null stays as it was found. */
export interface PlanTarget {
  existing: number | null;
  title: string | null;
  prefix: string | null;
  document: PlanDocument | null;
  issued: Day | null;
}

export interface PlanRowChoice {
  row: number;
  leave_out: boolean;
  title: string | null;
  leads: number[] | null;
  partners: number[] | null;
  deadline: string | null;
}

export interface PlanChoices {
  sheet: number | null;
  columns: { index: number; role: PlanColumnRole }[];
  plan: PlanTarget | null;
  rows: PlanRowChoice[];
}

declare module "./gen/Commands" {
  interface Commands {
    look_over_plan: { request: { name: string; bytes: string | null; text: string | null; plan: number | null }; response: PlanReading };
    read_plan_again: { request: { choices: PlanChoices }; response: PlanReading };
    bring_in_plan: { request: { choices: PlanChoices }; response: PlanReading };
  }
}
