// The contract with the engine. The files of ./gen are written from the Rust types; this page gives
// the parts of the replies the names that the window uses, and nothing is declared twice.
import type { Also } from "./gen/Also";
import type { ApiError } from "./gen/ApiError";
import type { Commands } from "./gen/Commands";

export type { Also, ApiError, Commands };

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]["request"];
export type Response<N extends CommandName> = Commands[N]["response"];

/** The kinds of things that a change can touch; screens read again by them. */
export const CHANGE_KINDS = [
  "book",
  "bodies",
  "indicators",
  "facts",
  "targets",
  "tasks",
  "outreach",
  "meetings",
  "reports",
  "exchange",
  "settings",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A value, and which kinds of things changed in the book: whoever shows such things reads again. */
export type Reply<T> = { value: T; changes: ChangeKind[] };

export type StartView = Response<"start">;
export type AskedFile = NonNullable<StartView["asked"]>;
export type RecentBook = StartView["recent"][number];
export type ExampleInfo = StartView["examples"][number];
export type UnitOption = Response<"find_units">[number];

export type BookHead = NonNullable<Response<"book">>;
/** Who is signed in. */
export type SignedView = NonNullable<BookHead["signed"]>;
export type Role = SignedView["role"];
export type OfficerRow = Response<"officers">[number];
export type SaveOfficer = Request<"save_officer">;
export type PeriodOption = BookHead["periods"][number];
/** A calendar day at +07:00, `YYYY-MM-DD`. */
export type Day = BookHead["today"];

export type Overview = Response<"overview">;
export type ClassCount = Overview["classes"][number];
export type AssignmentRow = Overview["attention"][number];
export type FigureRow = Overview["figures"][number];
export type Figure = NonNullable<FigureRow["figure"]>;
export type Ranking = NonNullable<Overview["ranking"]>;
export type DeadlineDay = Overview["calendar"][number];
export type Timeliness = ClassCount["state"];

export type BulkOutcome = Response<"act_on_tasks">;
export type TaskList = Response<"tasks">;
export type TaskGroup = TaskList["groups"][number];
export type TaskRow = TaskGroup["tasks"][number];
export type TaskDetail = Response<"task">;
export type Assignment = TaskDetail["assignments"][number];
export type ChecklistItem = Assignment["checklist"][number];
export type PartKey = Request<"claim_completion">["part"];
export type PlanHead = TaskList["plans"][number];
export type DeadlineView = TaskRow["deadline"];
export type ExtensionView = TaskDetail["extensions"][number];
export type EvidenceView = Assignment["evidence"][number];
export type GoalView = NonNullable<Assignment["goal"]>;
export type TaskDraft = TaskDetail["draft"];
export type DeadlineFix = NonNullable<TaskDraft["deadline"]>;
export type Reading = Response<"read_wording">;
export type TaskMatrix = Response<"task_matrix">;
export type MatrixPart = NonNullable<TaskMatrix["rows"][number]["cells"][number]>;
/** A day of the task calendar with what ends on it. */
export type DueDay = Response<"deadline_days">[number];
export type DueItem = DueDay["items"][number];
export type TodayWork = Response<"today_work">;
export type SearchHit = Response<"search_tasks">[number];
export type SavedView = Response<"saved_views">[number];
export type ChecklistTemplate = Response<"checklists">[number];
export type DocumentRow = Response<"documents">[number];
export type WorkState = Request<"set_work_state">["state"];

export type CountGrid = Response<"counts">;
export type GridColumn = CountGrid["columns"][number];
export type GridRow = CountGrid["rows"][number];
export type GridCell = GridRow["cells"][number];
export type GridSum = CountGrid["sums"][number];
export type RecordOutcome = Response<"record_count">;
export type UnitName = CountGrid["names"][number];
export type Doubt = GridCell["doubts"][number];
export type BlockOutcome = Response<"record_block">;

export type ReportPreview = Response<"report">;
export type ReportSection = ReportPreview["sections"][number];
export type ReportText = ReportPreview["texts"][number];
/** A figure of the book on a page. */
export type FigureSpot = ReportPreview["figures"][number];
export type TracePart = Response<"trace_figure">["parts"][number];
/** A paper that was submitted or issued. */
export type IssuedReport = Response<"issued_reports">[number];
export type Comparison = Response<"compare_reports">;
export type FigureChange = Comparison["changes"][number];
export type VerifiedCode = Response<"verify_code">;
export type SignedCopyView = Response<"signed_copies">[number];
/** What a signed copy says beside what was frozen. */
export type SignedReading = Response<"read_signed">;

/** Địa giới tại thời điểm báo cáo (`then`) or hiện nay (`now`). */
export type Boundary = Request<"set_view">["boundary"];

export type UnitTree = Response<"units">;
export type UnitRow = UnitTree["rows"][number];
export type UnitEvent = UnitTree["events"][number];
export type UnitDetail = Response<"unit">;
export type Succession = UnitDetail["successors"][number];
export type Lineage = UnitDetail["lineage"];
export type LineageNode = Lineage["columns"][number]["nodes"][number];
export type LineageLink = Lineage["links"][number];
export type ChangeUnits = Request<"change_units">;
export type DocumentEntry = ChangeUnits["document"];
export type Division = Response<"divide_book">;
export type NameMatch = Response<"match_names">[number];

/** A letterhead with its key. */
export type OfficeProfile = Response<"letterheads">[number];
export type Letterhead = OfficeProfile["letterhead"];
export type CalendarYear = Response<"calendar">;
export type CalendarDay = CalendarYear["days"][number];
export type PeriodRules = Response<"period_rules">;

export type IndicatorList = Response<"indicators">;
export type IndicatorGroup = IndicatorList["groups"][number];
export type IndicatorRow = IndicatorGroup["indicators"][number];
export type ScoreCard = NonNullable<IndicatorList["score"]>;
export type AddIndicator = Request<"add_indicator">;
export type IndicatorKind = AddIndicator["kind"];

export type IndicatorPage = Response<"indicator_page">;
export type TargetView = NonNullable<IndicatorPage["target"]>;
export type BaseView = IndicatorPage["bases"][number];
export type FunnelStep = IndicatorPage["funnel"][number];
export type TrendPoint = IndicatorPage["trend"][number];
export type SourceFigure = IndicatorPage["sources"][number];

export type SubmissionMatrix = Response<"submissions">;
export type SubmissionKind = Request<"submissions">["kind"];
export type MatrixPeriod = SubmissionMatrix["periods"][number];
export type MatrixRow = SubmissionMatrix["rows"][number];
export type MatrixCell = MatrixRow["cells"][number];
export type MatrixState = MatrixCell["state"];

export type ClosingView = Response<"closing">;
export type ControlTotal = ClosingView["totals"][number];
export type Adjustment = ClosingView["adjustments"][number];

export type IntakeView = Response<"look_over">;
export type Choices = Request<"look_over">["choices"];
export type IntakeColumn = IntakeView["columns"][number];
export type IntakeRow = IntakeView["rows"][number];
export type IntakeCell = IntakeRow["cells"][number];
export type Meaning = IntakeColumn["meaning"];
export type TableWanted = Request<"table_text">;

export type ContactView = Response<"contacts">[number];
export type PastedContacts = Response<"paste_contacts">;
export type ReminderDraft = Response<"reminder_draft">[number];
export type ReminderItem = ReminderDraft["items"][number];
export type RecordReminder = Request<"record_reminder">;
export type ReminderWay = RecordReminder["way"];
export type ReminderView = Response<"reminders">[number];

export type MeetingHead = Response<"meetings">[number];
export type MeetingView = Response<"meeting">;
export type ConclusionView = MeetingView["conclusions"][number];
export type ConclusionList = Response<"conclusion_lists">[number];
export type ConclusionReading = Response<"read_conclusion">;
export type NamedBody = ConclusionReading["bodies"][number];
export type NamedTask = NonNullable<ConclusionReading["parent"]>;
export type MeetingBoard = Response<"meeting_board">;
export type LateBody = MeetingBoard["late"][number];
export type MeetingStanding = MeetingBoard["standing"][number];
export type StandingChange = MeetingBoard["changes"][number];

export type EvidenceCheck = Response<"check_evidence">;
export type EvidenceFault = EvidenceCheck["missing"][number];
export type CommendationView = Response<"commendations">[number];
export type CommendationProposal = Response<"propose_commendations">[number];

export type PlanReading = Response<"look_over_plan">;
export type PlanRow = PlanReading["rows"][number];
export type PlanColumnRole = PlanReading["columns"][number]["role"];
export type PlanDocument = NonNullable<PlanReading["document"]>;
export type PlanChoices = Request<"read_plan_again">["choices"];
export type PlanTarget = NonNullable<PlanChoices["plan"]>;
export type PlanRowChoice = PlanChoices["rows"][number];

export type SuperiorFormView = Response<"open_superior_form">;
export type FormSheetView = SuperiorFormView["sheets"][number];
export type FormCellView = FormSheetView["rows"][number]["cells"][number];
export type FormSpotView = SuperiorFormView["spots"][number];
export type UnmappedView = SuperiorFormView["unmapped"][number];
export type ChosenPlace = Request<"map_superior_form">["set"][number];
export type ChosenSpot = NonNullable<ChosenPlace["spot"]>;

/** A file that came, with what it would do. */
export type PackageView = Response<"look_over_packages">[number];
export type PackageRow = PackageView["rows"][number];
export type PackageTotal = PackageView["totals"][number];
export type HeldView = Response<"held_rows">[number];
export type BodyStatus = Response<"exchange_status">[number];
/** A package that came or went, with what became of it. */
export type PackageLine = NonNullable<BodyStatus["came"]>;
export type TakenCounts = NonNullable<PackageLine["came"]>;
/** What changed between the sender's book and this one. */
export type PackageNews = PackageView["news"][number];
/** What a sender says became of a package of ours. */
export type ToldPackage = PackageView["told"][number];
export type DueReceipt = Response<"receipts_due">[number];
/** A figure that was sent back with a question. */
export type QueryView = Response<"queries">[number];
export type SiteSuccession = SiteRow["succession"];
export type Foretold = Response<"foretold_sites">[number];
export type HandedOverFile = Response<"hand_over">;
export type Handover = NonNullable<BookHead["handed_over"]>;
export type SiteRow = Response<"exchange_sites">[number];

export type FolderView = Response<"exchange_folder">;
export type FolderFile = FolderView["files"][number];

export type SafetyView = Response<"safety">;
/** What came of setting, changing or removing the passphrase of the book. */
export type PassphraseSet = Response<"set_passphrase">;
/** A safety copy, wherever it lies. */
export type CopyRow = SafetyView["copies"][number];
export type RestoreView = Response<"preview_restore">;
export type JournalRow = RestoreView["lost"][number];
export type JournalProof = Response<"verify_journal">;
export type KnownHead = JournalProof["heads"][number];
export type HealthView = Response<"examine_book">;
export type RepairView = Response<"repair_book">;
export type SavedRow = RepairView["tables"][number];
export type Redacted = Response<"redact_words">;
