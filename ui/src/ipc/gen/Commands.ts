// This file is generated from the table of commands. Do not edit it by hand.
import type { Also } from "./Also";
import type { BegunUnit } from "./BegunUnit";
import type { BlockCell } from "./BlockCell";
import type { BlockOutcome } from "./BlockOutcome";
import type { BodyClass } from "./BodyClass";
import type { BodyStatus } from "./BodyStatus";
import type { BookHead } from "./BookHead";
import type { Boundary } from "./Boundary";
import type { BulkDeed } from "./BulkDeed";
import type { BulkOutcome } from "./BulkOutcome";
import type { CalendarYear } from "./CalendarYear";
import type { ChecklistEntry } from "./ChecklistEntry";
import type { ChecklistView } from "./ChecklistView";
import type { ChosenPlace } from "./ChosenPlace";
import type { ClosingView } from "./ClosingView";
import type { CommendationProposal } from "./CommendationProposal";
import type { CommendationState } from "./CommendationState";
import type { CommendationView } from "./CommendationView";
import type { Comparison } from "./Comparison";
import type { ConclusionList } from "./ConclusionList";
import type { ConclusionReading } from "./ConclusionReading";
import type { ContactView } from "./ContactView";
import type { CountGrid } from "./CountGrid";
import type { DayNotice } from "./DayNotice";
import type { DeadlineReading } from "./DeadlineReading";
import type { Direction } from "./Direction";
import type { Division } from "./Division";
import type { DocumentEntry } from "./DocumentEntry";
import type { DocumentRow } from "./DocumentRow";
import type { DueDay } from "./DueDay";
import type { DueReceipt } from "./DueReceipt";
import type { EnteredAt } from "./EnteredAt";
import type { EvidenceCheck } from "./EvidenceCheck";
import type { EvidenceFileView } from "./EvidenceFileView";
import type { EvidenceRow } from "./EvidenceRow";
import type { ExportedBook } from "./ExportedBook";
import type { ExtensionState } from "./ExtensionState";
import type { FactRevision } from "./FactRevision";
import type { FigureChange } from "./FigureChange";
import type { FolderView } from "./FolderView";
import type { Foretold } from "./Foretold";
import type { FormTime } from "./FormTime";
import type { GridCell } from "./GridCell";
import type { HandedOverFile } from "./HandedOverFile";
import type { HealthView } from "./HealthView";
import type { HeldView } from "./HeldView";
import type { IndicatorKind } from "./IndicatorKind";
import type { IndicatorList } from "./IndicatorList";
import type { IndicatorPage } from "./IndicatorPage";
import type { IndicatorWords } from "./IndicatorWords";
import type { IntakeChoices } from "./IntakeChoices";
import type { IntakeView } from "./IntakeView";
import type { IssueOffer } from "./IssueOffer";
import type { IssuedPages } from "./IssuedPages";
import type { IssuedReport } from "./IssuedReport";
import type { JournalProof } from "./JournalProof";
import type { JournalRow } from "./JournalRow";
import type { KeptForm } from "./KeptForm";
import type { Letterhead } from "./Letterhead";
import type { MeetingBoard } from "./MeetingBoard";
import type { MeetingHead } from "./MeetingHead";
import type { MeetingView } from "./MeetingView";
import type { NameMatch } from "./NameMatch";
import type { NewBase } from "./NewBase";
import type { OfficeProfile } from "./OfficeProfile";
import type { OfficerRow } from "./OfficerRow";
import type { Overview } from "./Overview";
import type { PackageFile } from "./PackageFile";
import type { PackageLine } from "./PackageLine";
import type { PackageView } from "./PackageView";
import type { PartKey } from "./PartKey";
import type { PassphraseSet } from "./PassphraseSet";
import type { PastedContacts } from "./PastedContacts";
import type { PeriodKind } from "./PeriodKind";
import type { PeriodRules } from "./PeriodRules";
import type { PlanChoices } from "./PlanChoices";
import type { PlanDraft } from "./PlanDraft";
import type { PlanReading } from "./PlanReading";
import type { PlanTemplateView } from "./PlanTemplateView";
import type { PlanView } from "./PlanView";
import type { QueryView } from "./QueryView";
import type { QuickReport } from "./QuickReport";
import type { RecordOutcome } from "./RecordOutcome";
import type { RecordReminder } from "./RecordReminder";
import type { Redacted } from "./Redacted";
import type { ReminderDraft } from "./ReminderDraft";
import type { ReminderView } from "./ReminderView";
import type { ReminderWay } from "./ReminderWay";
import type { RenamedUnit } from "./RenamedUnit";
import type { RepairView } from "./RepairView";
import type { ReportOf } from "./ReportOf";
import type { ReportPreview } from "./ReportPreview";
import type { RestoreView } from "./RestoreView";
import type { Role } from "./Role";
import type { SafetyView } from "./SafetyView";
import type { SavedFile } from "./SavedFile";
import type { SavedLetters } from "./SavedLetters";
import type { SavedOfficer } from "./SavedOfficer";
import type { SavedView } from "./SavedView";
import type { SearchHit } from "./SearchHit";
import type { SignedCopyView } from "./SignedCopyView";
import type { SignedReading } from "./SignedReading";
import type { SiteRow } from "./SiteRow";
import type { StartView } from "./StartView";
import type { StepDone } from "./StepDone";
import type { SubmissionMatrix } from "./SubmissionMatrix";
import type { SuperiorFormView } from "./SuperiorFormView";
import type { TaskChange } from "./TaskChange";
import type { TaskDetail } from "./TaskDetail";
import type { TaskDraft } from "./TaskDraft";
import type { TaskList } from "./TaskList";
import type { TaskMatrix } from "./TaskMatrix";
import type { TodayWork } from "./TodayWork";
import type { Trace } from "./Trace";
import type { UnitDetail } from "./UnitDetail";
import type { UnitOption } from "./UnitOption";
import type { UnitTree } from "./UnitTree";
import type { UnitsChanged } from "./UnitsChanged";
import type { VerifiedCode } from "./VerifiedCode";
import type { VersionTaken } from "./VersionTaken";
import type { WorkProgress } from "./WorkProgress";
import type { WorkState } from "./WorkState";
import type { WrittenPackage } from "./WrittenPackage";
import type { WrittenReceipt } from "./WrittenReceipt";

export interface Commands {
  start: { request: Record<symbol, never>; response: StartView };
  new_example: { request: { name: string, path: string, }; response: BookHead };
  new_book: { request: { root: string, path: string, }; response: BookHead };
  open_book: { request: { path: string, }; response: BookHead };
  close_book: { request: Record<symbol, never>; response: null };
  book: { request: Record<symbol, never>; response: BookHead | null };
  set_view: { request: { seen_at: string | null, boundary: Boundary, }; response: BookHead };
  find_units: { request: { text: string, }; response: Array<UnitOption> };
  overview: { request: { period: string, as_of: string | null, }; response: Overview };
  tasks: { request: { as_of: string | null, baseline: string | null, }; response: TaskList };
  task: { request: { id: number, as_of: string | null, }; response: TaskDetail };
  tick_item: { request: { part: PartKey, item: number, done: boolean, evidence: string | null, }; response: null };
  claim_completion: { request: { part: PartKey, day: string, evidence: string, }; response: null };
  withdraw_claim: { request: { part: PartKey, }; response: null };
  confirm_completion: { request: { part: PartKey, }; response: null };
  return_completion: { request: { part: PartKey, reason: string, }; response: null };
  act_on_tasks: { request: { 
/**
 * The tasks.
 */
tasks: Array<number>, 
/**
 * Only the parts of these bodies; none for all. A deadline is then moved for them alone.
 */
bodies: Array<number>, 
/**
 * What is done.
 */
deed: BulkDeed, }; response: BulkOutcome };
  confirm_parts: { request: { parts: Array<PartKey>, }; response: null };
  set_work_state: { request: { parts: Array<PartKey>, state: WorkState, note: string, }; response: null };
  read_wording: { request: { text: string, issued: string | null, }; response: DeadlineReading };
  save_task: { request: { id: number | null, draft: TaskDraft, }; response: number };
  remove_tasks: { request: { tasks: Array<number>, }; response: null };
  move_task: { request: { id: number, group: string, before: number | null, }; response: null };
  change_tasks: { request: { tasks: Array<number>, change: TaskChange, }; response: null };
  set_event_day: { request: { task: number, day: string | null, }; response: null };
  extend_deadline: { request: { 
/**
 * The task.
 */
task: number, 
/**
 * One part of it; none for all of the task.
 */
part: PartKey | null, 
/**
 * New last day; none takes the deadline away.
 */
last_day: string | null, 
/**
 * Why.
 */
reason: string, 
/**
 * The document that allows it.
 */
document: number | null, 
/**
 * Only asked for, or approved at once.
 */
state: ExtensionState, }; response: number };
  decide_extension: { request: { id: number, approve: boolean, answer: string, day: string, }; response: null };
  task_matrix: { request: { as_of: string | null, plan: number | null, }; response: TaskMatrix };
  deadline_days: { request: { from: string, to: string, }; response: Array<DueDay> };
  day_notice: { request: Record<symbol, never>; response: DayNotice | null };
  today_work: { request: { as_of: string | null, }; response: TodayWork };
  search_tasks: { request: { text: string, as_of: string | null, }; response: Array<SearchHit> };
  plans: { request: Record<symbol, never>; response: Array<PlanView> };
  plan_templates: { request: Record<symbol, never>; response: Array<PlanTemplateView> };
  make_plan: { request: { template: string | null, draft: PlanDraft, }; response: number };
  save_plan: { request: { id: number, draft: PlanDraft, }; response: null };
  save_group: { request: { key: string | null, plan: number, letter: string, title: string, }; response: string };
  checklists: { request: Record<symbol, never>; response: Array<ChecklistView> };
  save_checklist: { request: { 
/**
 * Key of the one that is changed; none for a new one.
 */
key: string | null, 
/**
 * Title.
 */
title: string, 
/**
 * What it rests on.
 */
source: string, 
/**
 * Items in order.
 */
items: Array<ChecklistEntry>, }; response: number };
  use_checklist_version: { request: { task: number, checklist: number, }; response: VersionTaken };
  counts: { request: { period: string, as_of: string | null, from_row: number | null, rows: number | null, from_column: number | null, columns: number | null, }; response: CountGrid };
  cell_history: { request: { body: number, indicator: number, period: string, }; response: Array<FactRevision> };
  indicator_page: { request: { indicator: number, body: number | null, period: string, base: string | null, }; response: IndicatorPage };
  set_target: { request: { body: number, indicator: number, period: string, value: string, last_day: string | null, central_day: string | null, document: string, document_day: string | null, }; response: null };
  record_count: { request: { body: number, indicator: number, period: string, entry: string, note: string | null, source: string | null, }; response: RecordOutcome };
  record_block: { request: { period: string, cells: Array<BlockCell>, rehearse: boolean, }; response: BlockOutcome };
  look_over: { request: { name: string, data: string | null, text: string | null, choices: IntakeChoices, }; response: IntakeView };
  read_again: { request: { choices: IntakeChoices, }; response: IntakeView };
  bring_in: { request: { choices: IntakeChoices, }; response: IntakeView };
  look_over_plan: { request: { name: string, bytes: string | null, text: string | null, plan: number | null, }; response: PlanReading };
  read_plan_again: { request: { choices: PlanChoices, }; response: PlanReading };
  bring_in_plan: { request: { choices: PlanChoices, }; response: PlanReading };
  accept_doubt: { request: { body: number, indicator: number, period: string, code: string, reason: string, }; response: GridCell };
  report: { request: { kind: string, period: string, as_of: string | null, subject: number | null, body: number | null, filled: boolean | null, template: string | null, bodies?: Array<number>, also?: Array<Also>, replaces?: number, profile?: string, }; response: ReportPreview };
  write_report_text: { request: { kind: string, period: string, subject: number | null, section: string, text: string, }; response: null };
  save_report: { request: { paper: ReportOf, path: string, }; response: SavedFile };
  save_letters: { request: { period: string, as_of: string | null, bodies: Array<number>, also: Array<Also>, folder: string, }; response: SavedLetters };
  letterheads: { request: Record<symbol, never>; response: Array<OfficeProfile> };
  save_letterhead: { request: { key: string | null, letterhead: Letterhead, }; response: string };
  drop_letterhead: { request: { key: string, }; response: null };
  quick_report: { request: { report: number | null, paper: ReportOf | null, }; response: QuickReport };
  quick_picture: { request: { report: number | null, paper: ReportOf | null, }; response: string };
  save_quick: { request: { report: number | null, paper: ReportOf | null, path: string, }; response: SavedFile };
  submit_report: { request: { kind: string, period: string, as_of: string | null, subject: number | null, body: number | null, filled: boolean | null, template: string | null, bodies?: Array<number>, also?: Array<Also>, replaces?: number, profile?: string, }; response: number };
  take_back_report: { request: { report: number, }; response: null };
  issue_offer: { request: { report: number | null, paper: ReportOf | null, }; response: IssueOffer };
  issue_report: { request: { report: number | null, paper: ReportOf | null, number: number, day: string, clock_seen: boolean, }; response: IssuedReport };
  issued_reports: { request: Record<symbol, never>; response: Array<IssuedReport> };
  issued_pages: { request: { report: number, }; response: IssuedPages };
  trace_figure: { request: { key: string, report: number | null, }; response: Trace };
  compare_reports: { request: { one: number, other: number, }; response: Comparison };
  changed_since: { request: { report: number, }; response: Array<FigureChange> };
  verify_code: { request: { code: string, }; response: VerifiedCode };
  attach_signed: { request: { report: number, name: string, bytes: string, note: string, }; response: number };
  drop_signed: { request: { copy: number, }; response: null };
  signed_copies: { request: { report: number, }; response: Array<SignedCopyView> };
  read_signed: { request: { copy: number, }; response: SignedReading };
  read_returned: { request: { report: number, name: string, bytes: string, note: string, }; response: SignedReading };
  signed_file: { request: { copy: number, }; response: EvidenceFileView };
  reprint_report: { request: { report: number, path: string, }; response: SavedFile };
  indicators: { request: { as_of: string | null, }; response: IndicatorList };
  indicator_words: { request: { indicator: number, }; response: IndicatorWords };
  add_indicator: { request: { name: string, short_name: string, slug: string, kind: IndicatorKind, direction: Direction, unit: string, decimals: number, group: string, source: string, entered_at: EnteredAt, definition: string, numerator: number | null, bases: Array<NewBase>, in_grid: boolean, }; response: number };
  redefine_indicator: { request: { indicator: number, from_day: string, name: string, short_name: string, unit: string, definition: string, }; response: null };
  show_in_grid: { request: { indicator: number, in_grid: boolean, }; response: null };
  calendar: { request: { year: number, }; response: CalendarYear };
  set_calendar_day: { request: { day: string, working: boolean | null, name: string, }; response: null };
  period_rules: { request: Record<symbol, never>; response: PeriodRules };
  set_period_rules: { request: { due_working_days: number, week_anchor: number, }; response: null };
  add_campaign: { request: { name: string, first_day: string, last_day: string, document: string, }; response: string };
  open_period: { request: { period: string, }; response: null };
  refix_due_day: { request: { period: string, reason: string, }; response: null };
  submissions: { request: { kind: PeriodKind, year: number, as_of: string | null, from_row: number, rows: number, }; response: SubmissionMatrix };
  closing: { request: { period: string, }; response: ClosingView };
  close_period: { request: { period: string, report_set: string | null, }; response: null };
  reopen_period: { request: { period: string, reason: string, }; response: null };
  propose_adjustment: { request: { body: number, indicator: number, period: string, by: string, reason: string, }; response: null };
  accept_adjustment: { request: { adjustment: number, }; response: null };
  reject_adjustment: { request: { adjustment: number, reason: string, }; response: null };
  units: { request: { as_of: string | null, }; response: UnitTree };
  unit: { request: { body: number, as_of: string | null, }; response: UnitDetail };
  match_names: { request: { texts: Array<string>, as_of: string | null, }; response: Array<NameMatch> };
  change_units: { request: { 
/**
 * First day on which it holds.
 */
day: string, 
/**
 * The document that says so.
 */
document: DocumentEntry, 
/**
 * Units that begin.
 */
begun: Array<BegunUnit>, 
/**
 * Units that go on under other words or elsewhere.
 */
renamed: Array<RenamedUnit>, 
/**
 * Units that end the day before.
 */
ended: Array<number>, }; response: UnitsChanged };
  add_body: { request: { 
/**
 * Code, unique on any day.
 */
code: string, 
/**
 * Name; for a territory without its kind.
 */
name: string, 
/**
 * Kind in words: "tổ dân phố", "công an".
 */
kind: string, 
/**
 * Short form for narrow columns.
 */
short_name: string, 
/**
 * Territory or organisation.
 */
class: BodyClass, 
/**
 * The body above.
 */
parent: number, 
/**
 * First day; none: since before the book.
 */
from_day: string | null, }; response: number };
  set_share: { request: { 
/**
 * The succession.
 */
succession: number, 
/**
 * The indicator; none for all that have no share of their own.
 */
indicator: number | null, 
/**
 * What passes to the successor.
 */
numerator: number, 
/**
 * The whole of the predecessor.
 */
denominator: number, 
/**
 * The document that gives it.
 */
document: DocumentEntry, }; response: null };
  tell_day: { request: { 
/**
 * The succession whose day it is, when it is one.
 */
succession: number | null, 
/**
 * The body that changed.
 */
body: number, 
/**
 * First day on which the change held.
 */
day: string, 
/**
 * The document that tells it.
 */
document: DocumentEntry, }; response: null };
  divide_book: { request: { day: string, folder: string, }; response: Division };
  table_text: { request: { table: string, period: string | null, indicator: number | null, base: string | null, }; response: string };
  table_picture: { request: { table: string, period: string | null, indicator: number | null, base: string | null, }; response: string };
  save_table: { request: { table: string, period: string | null, indicator: number | null, base: string | null, path: string, }; response: SavedFile };
  save_forms: { request: { period: string, bodies: Array<number>, folder: string, }; response: Array<SavedFile> };
  export_book: { request: { folder: string, }; response: ExportedBook };
  import_book: { request: { folder: string, path: string, }; response: BookHead };
  open_superior_form: { request: { name: string, data: string, time: FormTime, }; response: SuperiorFormView };
  read_superior_form: { request: { time: FormTime, }; response: SuperiorFormView };
  map_superior_form: { request: { time: FormTime, set: Array<ChosenPlace>, accept_likely: boolean, no_data: string | null, }; response: SuperiorFormView };
  save_superior_form: { request: { time: FormTime, path: string, }; response: SavedFile };
  superior_forms: { request: Record<symbol, never>; response: Array<KeptForm> };
  forget_superior_form: { request: { form: number, }; response: null };
  contacts: { request: { as_of: string | null, }; response: Array<ContactView> };
  save_contact: { request: { id: number | null, body: number, name: string, post: string, phone: string, duty: string, }; response: number };
  remove_contact: { request: { id: number, }; response: null };
  paste_contacts: { request: { text: string | null, data: string | null, }; response: PastedContacts };
  reminder_draft: { request: { bodies: Array<number>, as_of: string | null, horizon: number, until?: string, 
/**
 * Whether what was returned is told; it is when nothing is said.
 */
returned?: boolean, 
/**
 * Whether figures that were not handed in are told; they are when nothing is said.
 */
figures?: boolean, }; response: Array<ReminderDraft> };
  reminder_for_all: { request: { bodies: Array<number>, as_of: string | null, horizon: number, until?: string, 
/**
 * Whether what was returned is told; it is when nothing is said.
 */
returned?: boolean, 
/**
 * Whether figures that were not handed in are told; they are when nothing is said.
 */
figures?: boolean, }; response: string };
  record_reminder: { request: { body: number, way: ReminderWay, text: string, items: Array<PartKey>, document: number | null, }; response: number };
  record_reminders: { request: { reminders: Array<RecordReminder>, }; response: Array<number> };
  reminders: { request: { body: number | null, }; response: Array<ReminderView> };
  meetings: { request: Record<symbol, never>; response: Array<MeetingHead> };
  meeting: { request: { id: number, }; response: MeetingView };
  meeting_board: { request: { id: number | null, as_of: string | null, }; response: MeetingBoard };
  save_meeting: { request: { id: number | null, day: string, time: string, title: string, place: string, chair: string, invited: string, agenda: string, }; response: number };
  remove_meeting: { request: { id: number, }; response: null };
  read_conclusion: { request: { text: string, meeting: number, deadline_text?: string, }; response: ConclusionReading };
  conclude: { request: { meeting: number, text: string, bodies: Array<number> | null, partners?: Array<number>, deadline_text: string | null, parent: number | null, }; response: number };
  change_conclusion: { request: { id: number, text: string, bodies: Array<number> | null, partners?: Array<number>, deadline_text: string | null, parent: number | null, }; response: null };
  drop_conclusion: { request: { id: number, }; response: null };
  move_conclusion: { request: { id: number, before: number | null, }; response: null };
  sign_conclusions: { request: { meeting: number, document: number, }; response: null };
  conclusion_lists: { request: { meeting: number, }; response: Array<ConclusionList> };
  documents: { request: Record<symbol, never>; response: Array<DocumentRow> };
  find_documents: { request: { text: string, }; response: Array<DocumentRow> };
  save_document: { request: { id: number | null, kind: string, number: string, day: string | null, issuer: string, excerpt: string, }; response: number };
  remove_document: { request: { id: number, }; response: null };
  attach_evidence: { request: { assignment: number, occurrence: string, document: number | null, name: string, bytes: string, note: string, }; response: number };
  drop_evidence: { request: { id: number, }; response: null };
  evidence: { request: { task: number | null, }; response: Array<EvidenceRow> };
  evidence_file: { request: { id: number, }; response: EvidenceFileView };
  work_progress: { request: Record<symbol, never>; response: WorkProgress };
  end_work: { request: Record<symbol, never>; response: null };
  look_over_packages: { request: { paths: Array<string>, files: Array<PackageFile>, recognise: Array<string>, accept_mass: boolean, }; response: Array<PackageView> };
  take_packages: { request: { paths: Array<string>, files: Array<PackageFile>, recognise: Array<string>, accept_mass: boolean, }; response: Array<PackageView> };
  write_package: { request: { body: number, period: string, folder: string, }; response: WrittenPackage };
  new_from_package: { request: { file: string, path: string, }; response: BookHead };
  exchange_status: { request: Record<symbol, never>; response: Array<BodyStatus> };
  write_receipts: { request: { body: number | null, folder: string, }; response: Array<WrittenReceipt> };
  receipts_due: { request: Record<symbol, never>; response: Array<DueReceipt> };
  packages_of: { request: { body: number, }; response: Array<PackageLine> };
  queries: { request: { all: boolean, }; response: Array<QueryView> };
  ask_query: { request: { body: number, indicator: number, period: string, question: string, }; response: number };
  answer_query: { request: { id: number, answer: string, }; response: null };
  settle_query: { request: { id: number, settled: boolean, }; response: null };
  withdraw_query: { request: { id: number, }; response: null };
  held_rows: { request: { all: boolean, }; response: Array<HeldView> };
  save_held: { request: { all: boolean, path: string, }; response: SavedFile };
  decide_held: { request: { id: number, theirs: boolean, note: string, }; response: null };
  exchange_sites: { request: Record<symbol, never>; response: Array<SiteRow> };
  change_site: { request: { id: number, revoked: boolean, reason: string, }; response: null };
  exchange_folder: { request: Record<symbol, never>; response: FolderView };
  choose_folder: { request: { path: string, send_above: boolean, }; response: FolderView };
  leave_folder: { request: Record<symbol, never>; response: FolderView };
  scan_folder: { request: { by_hand: boolean, }; response: FolderView };
  write_joining: { request: { folder: string, }; response: WrittenPackage };
  hand_over: { request: { folder: string, passphrase: string, minute: boolean, }; response: HandedOverFile };
  open_handover: { request: { file: string, path: string, passphrase: string, }; response: BookHead };
  resume_book: { request: { reason: string, }; response: null };
  settle_place: { request: { moved: boolean, }; response: BookHead };
  enrol_site: { request: { body: number, fingerprint: string, }; response: null };
  enrol_from_package: { request: { file: string, fingerprint: string, }; response: null };
  foretold_sites: { request: Record<symbol, never>; response: Array<Foretold> };
  forget_recognition: { request: { id: number, }; response: null };
  check_evidence: { request: Record<symbol, never>; response: EvidenceCheck };
  commendations: { request: Record<symbol, never>; response: Array<CommendationView> };
  propose_commendations: { request: { as_of: string | null, at_least?: number, }; response: Array<CommendationProposal> };
  save_proposals: { request: { as_of: string | null, at_least?: number, }; response: Array<number> };
  save_commendation: { request: { id: number | null, body: number, form: string, number: number, state: CommendationState, day: string, document: number | null, reason: string, }; response: number };
  remove_commendation: { request: { id: number, }; response: null };
  saved_views: { request: { screen: string, }; response: Array<SavedView> };
  save_view: { request: { screen: string, name: string, spec: string, }; response: number };
  remove_view: { request: { id: number, }; response: null };
  officers: { request: Record<symbol, never>; response: Array<OfficerRow> };
  save_officer: { request: { 
/**
 * The officer that is changed; none for a new one.
 */
id: number | null, 
/**
 * Name.
 */
name: string, 
/**
 * Post.
 */
post: string, 
/**
 * Role.
 */
role: Role, 
/**
 * A new PIN; none keeps the one that there is.
 */
pin: string | null, }; response: SavedOfficer };
  remove_officer: { request: { id: number, }; response: null };
  change_pin: { request: { old: string, new: string, }; response: null };
  sign_in: { request: { name: string, pin: string, }; response: BookHead };
  sign_out: { request: Record<symbol, never>; response: BookHead };
  safety: { request: Record<symbol, never>; response: SafetyView };
  keep_safe: { request: Record<symbol, never>; response: SafetyView };
  make_copy: { request: Record<symbol, never>; response: SafetyView };
  choose_second: { request: { path: string, }; response: SafetyView };
  rehearse_restore: { request: Record<symbol, never>; response: SafetyView };
  preview_restore: { request: { path: string, }; response: RestoreView };
  restore_copy: { request: { path: string, to: string | null, }; response: BookHead };
  verify_journal: { request: Record<symbol, never>; response: JournalProof };
  unlock_file: { request: { path: string, secret: string, }; response: null };
  set_passphrase: { request: { current: string, passphrase: string | null, }; response: PassphraseSet };
  recovery_code: { request: { passphrase: string, }; response: string };
  support_text: { request: Record<symbol, never>; response: string };
  save_support: { request: { path: string, }; response: null };
  examine_book: { request: { path: string, }; response: HealthView };
  repair_book: { request: { path: string, to: string, copies: Array<string>, }; response: RepairView };
  redact_words: { request: { 
/**
 * The words as they stand, every letter.
 */
words: string, 
/**
 * Why; it stays in the journal.
 */
reason: string, 
/**
 * Only counts, and changes nothing.
 */
rehearse: boolean, }; response: Redacted };
  undo: { request: Record<symbol, never>; response: StepDone };
  redo: { request: Record<symbol, never>; response: StepDone };
  journal: { request: { limit: number, }; response: Array<JournalRow> };
}
