// Commands that the window is built for and whose generated types are still to come. A command that the
// table of the engine has by now is deleted here; nothing but types.ts reads this page.
import type { Assignment as GivenPart } from "./gen/Assignment";
import type { AssignmentRow } from "./gen/AssignmentRow";
import type { ClassCount } from "./gen/ClassCount";
import type { DeadlineKind } from "./gen/DeadlineKind";
import type { DeadlineView as Wording } from "./gen/DeadlineView";
import type { DocumentView } from "./gen/DocumentView";
import type { Extension } from "./gen/Extension";
import type { PartKey } from "./gen/PartKey";
import type { TaskRow as Row } from "./gen/TaskRow";
import type { Timeliness } from "./gen/Timeliness";

type Day = string;
export type WorkState = "open" | "paused" | "cancelled";

export interface DeadlineView extends Wording {
  first_day: Day | null;
  event: string | null;
  event_day: Day | null;
  superior_day: Day | null;
  unit_day: Day | null;
  /** The rhythm in words; empty for work done once. */
  rhythm: string;
  moved: boolean;
}

export interface TaskRow extends Omit<Row, "deadline"> {
  plan: number;
  parent: number | null;
  leads: number[];
  document_id: number | null;
  person: string;
  deadline: DeadlineView;
  was: Timeliness | null;
  overdue: number;
  to_confirm: number;
  recurring: boolean;
  goal: boolean;
}

export interface TaskGroup {
  key: string;
  plan: number | null;
  letter: string;
  title: string;
  tasks: TaskRow[];
}

export interface PlanHead {
  id: number;
  key: string;
  title: string;
  prefix: string;
  document: string;
  first_day: Day | null;
  last_day: Day | null;
  total: number;
  done: number;
}

export interface TaskList {
  as_of: Day;
  baseline: Day | null;
  total: number;
  classes: ClassCount[];
  baseline_classes: ClassCount[];
  plans: PlanHead[];
  groups: TaskGroup[];
}

export interface GoalView {
  indicator: number;
  indicator_name: string;
  value: string;
  goal: string;
  left: string;
  per_working_day: string | null;
  as_of: Day | null;
  reached: boolean;
  illustrative: boolean;
}

export interface EvidenceView {
  id: number;
  document: string;
  name: string;
  size: number;
  present: boolean;
  note: string;
}

export interface Assignment extends GivenPart {
  occurrence_name: string;
  work_state: WorkState;
  goal: GoalView | null;
  note: string;
  reminded: Day | null;
  evidence: EvidenceView[];
}

export interface DeadlineFix {
  kind: DeadlineKind;
  first_day: Day | null;
  last_day: Day | null;
  last_time: string | null;
  rhythm: string;
  length: string;
  event: string | null;
  event_day: Day | null;
}

export interface TaskDraft {
  plan: number;
  number: string;
  parent: number | null;
  group: string;
  title: string;
  content: string;
  deliverable: string;
  document: number | null;
  deadline_text: string;
  issued: Day | null;
  deadline: DeadlineFix | null;
  unit_margin: string;
  superior_day: Day | null;
  lead_text: string;
  partners_text: string;
  leads: number[];
  partners: number[];
  watched: boolean;
  person: string;
  checklist: number | null;
  indicator: number | null;
  goal: string | null;
  note: string;
}

export interface TaskDetail {
  row: TaskRow;
  group_title: string;
  document: DocumentView | null;
  content: string;
  note: string;
  draft: TaskDraft;
  assignments: Assignment[];
  extensions: Extension[];
}

export interface Reading {
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

export interface MatrixPart {
  assignment: number;
  occurrence: string;
  state: Timeliness;
  days_left: number | null;
  overdue: number;
  claimed: boolean;
}

export interface TaskMatrix {
  units: { id: number; name: string }[];
  rows: { task: number; number: string; title: string; group: string; cells: (MatrixPart | null)[] }[];
}

export interface DueDay {
  day: Day;
  off: boolean;
  /** The holiday. */
  name: string;
  items: DueItem[];
}

export interface DueItem {
  task: number;
  number: string;
  title: string;
  state: Timeliness;
  what: "unit" | "own" | "superior" | "occurrence";
  open: number;
  total: number;
}

export interface WaitingExtension extends Extension {
  task: number;
  number: string;
  title: string;
}

export interface TodayWork {
  day: Day;
  overdue: AssignmentRow[];
  due_today: AssignmentRow[];
  this_week: AssignmentRow[];
  warnings: { row: AssignmentRow; days: number }[];
  to_confirm: AssignmentRow[];
  extensions: WaitingExtension[];
  waiting: TaskRow[];
  unsure: TaskRow[];
}

export interface SearchHit {
  task: number;
  number: string;
  title: string;
  body: number | null;
  body_name: string;
  where: "task" | "body" | "document" | "checklist" | "claim" | "note";
  text: string;
  state: Timeliness;
}

export interface PlanFields {
  title: string;
  prefix: string;
  document: number | null;
  first_day: Day | null;
  last_day: Day | null;
  note: string;
}

export interface ChecklistTemplate {
  id: number;
  key: string;
  version: number;
  title: string;
  source: string;
  items: { key: string; title: string; group: string | null }[];
  used: number;
}

export interface TaskChanges {
  tasks: number[];
  group?: string;
  person?: string;
  unit_margin?: string;
  add_leads?: number[];
  checklist?: number | null;
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

type Nothing = Record<symbol, never>;
interface Of<Asked, Answer> {
  request: Asked;
  response: Answer;
}

export interface Soon {
  tasks: Of<{ as_of: Day | null; baseline: Day | null }, TaskList>;
  task: Of<{ id: number; as_of: Day | null }, TaskDetail>;
  read_wording: Of<{ text: string; issued: Day | null }, Reading>;
  save_task: Of<{ id: number | null; draft: TaskDraft }, number>;
  remove_tasks: Of<{ tasks: number[] }, null>;
  move_task: Of<{ id: number; group: string; before: number | null }, null>;
  change_tasks: Of<TaskChanges, null>;
  set_event_day: Of<{ task: number; day: Day | null }, null>;
  set_work_state: Of<{ parts: PartKey[]; state: WorkState; note: string }, null>;
  claim_parts: Of<{ parts: PartKey[]; day: Day; evidence: string }, null>;
  confirm_parts: Of<{ parts: PartKey[] }, null>;
  extend_deadline: Of<{ task: number; assignment: number | null; occurrence: string; last_day: Day | null; reason: string; document: number | null; state: Extension["state"] }, number>;
  decide_extension: Of<{ id: number; approve: boolean; answer: string; day: Day }, null>;
  task_matrix: Of<{ as_of: Day | null; plan: number | null }, TaskMatrix>;
  deadline_days: Of<{ from: Day; to: Day }, DueDay[]>;
  today_work: Of<{ as_of: Day | null }, TodayWork>;
  search_tasks: Of<{ text: string; as_of: Day | null }, SearchHit[]>;
  plan_templates: Of<Nothing, { key: string; title: string; tasks: number; description: string }[]>;
  make_plan: Of<PlanFields & { template: string | null }, number>;
  save_plan: Of<PlanFields & { id: number }, null>;
  save_group: Of<{ key: string | null; plan: number | null; letter: string; title: string }, string>;
  saved_views: Of<{ screen: string }, { id: number; name: string; spec: string }[]>;
  save_view: Of<{ screen: string; name: string; spec: string }, number>;
  remove_view: Of<{ id: number }, null>;
  checklists: Of<Nothing, ChecklistTemplate[]>;
  save_checklist: Of<{ key: string | null; title: string; source: string; items: { key: string | null; title: string; group: string | null }[] }, number>;
  use_checklist_version: Of<{ task: number; checklist: number }, { kept: number; dropped: string[] }>;
  documents: Of<Nothing, DocumentRow[]>;
  save_document: Of<{ id: number | null; kind: string; number: string; day: Day | null; issuer: string; excerpt: string }, number>;
  attach_evidence: Of<{ assignment: number; occurrence: string; document: number | null; name: string; bytes: string; note: string }, number>;
  drop_evidence: Of<{ id: number }, null>;
  evidence_file: Of<{ id: number }, { name: string; bytes: string }>;
}
