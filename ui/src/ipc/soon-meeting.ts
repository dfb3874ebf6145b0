// What the engine will answer about outreach, meetings, documents, commendations and plans. A type that the
// generated contract has by now is deleted here.
import type { AssignmentRow } from "./gen/AssignmentRow";
import type { DeadlineKind } from "./gen/DeadlineKind";
import type { PartKey } from "./gen/PartKey";
import type { Ranking } from "./gen/Ranking";
import type { TaskRow } from "./gen/TaskRow";
import type { Timeliness } from "./gen/Timeliness";

type Day = string;
interface Named {
  id: number;
  name: string;
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
export interface OwedItem {
  assignment: number;
  occurrence: string;
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
  items: OwedItem[];
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

export interface ChangeRow {
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
  changes: ChangeRow[];
  indicator: Ranking | null;
}

/** How a wording of a deadline is understood. */
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

export interface ConclusionReading {
  bodies: Named[];
  /** Units that a name in the text may mean, when it means more than one. */
  candidates: { text: string; bodies: Named[] }[];
  deadline: Reading;
  title: string;
  parent: { id: number; number: string; title: string } | null;
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

export interface EvidenceCheck {
  files: number;
  missing: { number: string; title: string; body_name: string; name: string }[];
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
  document: number | null;
  document_name: string;
  reason: string;
}

export interface CommendationProposal {
  body: number;
  body_name: string;
  form: string;
  number: number;
  reason: string;
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

interface ConclusionWords {
  text: string;
  bodies: number[] | null;
  deadline_text: string | null;
  parent: number | null;
}

declare module "./gen/Commands" {
  interface Commands {
    contacts: { request: { as_of: Day | null }; response: ContactView[] };
    save_contact: { request: { id: number | null; body: number; name: string; post: string; phone: string; duty: string }; response: number };
    remove_contact: { request: { id: number }; response: null };
    reminder_draft: { request: { bodies: number[]; as_of: Day | null; horizon: number }; response: ReminderDraft[] };
    record_reminder: { request: { body: number; way: ReminderWay; text: string; items: PartKey[]; document: number | null }; response: number };
    reminders: { request: { body: number | null }; response: ReminderView[] };
    meetings: { request: Record<symbol, never>; response: MeetingHead[] };
    meeting: { request: { id: number }; response: MeetingView };
    meeting_board: { request: { id: number | null; as_of: Day | null }; response: MeetingBoard };
    save_meeting: { request: SaveMeeting; response: number };
    read_conclusion: { request: { text: string; meeting: number }; response: ConclusionReading };
    conclude: { request: ConclusionWords & { meeting: number }; response: number };
    change_conclusion: { request: ConclusionWords & { id: number }; response: null };
    move_conclusion: { request: { id: number; before: number | null }; response: null };
    drop_conclusion: { request: { id: number }; response: null };
    sign_conclusions: { request: { meeting: number; document: number }; response: null };
    documents: { request: Record<symbol, never>; response: DocumentRow[] };
    save_document: { request: SaveDocument; response: number };
    check_evidence: { request: Record<symbol, never>; response: EvidenceCheck };
    commendations: { request: Record<symbol, never>; response: CommendationView[] };
    propose_commendations: { request: { as_of: Day | null }; response: CommendationProposal[] };
    save_commendation: { request: SaveCommendation; response: number };
    remove_commendation: { request: { id: number }; response: null };
  }
}
