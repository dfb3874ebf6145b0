// The contract with the engine. The files of ./gen are written by `cargo xtask bindings`;
// this barrel names what the window uses, and says which command takes and gives which type.
import type { BookHead } from "./gen/BookHead";
import type { ChangeKind } from "./gen/ChangeKind";
import type { CountGrid } from "./gen/CountGrid";
import type { Day } from "./gen/Day";
import type { FactRevision } from "./gen/FactRevision";
import type { JournalRow } from "./gen/JournalRow";
import type { Overview } from "./gen/Overview";
import type { RecordOutcome } from "./gen/RecordOutcome";
import type { ReportPreview } from "./gen/ReportPreview";
import type { SavedFile } from "./gen/SavedFile";
import type { StartView } from "./gen/StartView";
import type { StepDone } from "./gen/StepDone";
import type { TaskDetail } from "./gen/TaskDetail";
import type { TaskList } from "./gen/TaskList";
import type { UnitOption } from "./gen/UnitOption";

export type { ApiError } from "./gen/ApiError";
export type { Assignment } from "./gen/Assignment";
export type { AssignmentRow } from "./gen/AssignmentRow";
export type { BookHead } from "./gen/BookHead";
export type { ChangeKind } from "./gen/ChangeKind";
export type { ChecklistItem } from "./gen/ChecklistItem";
export type { ClassCount } from "./gen/ClassCount";
export type { CountGrid } from "./gen/CountGrid";
export type { Day } from "./gen/Day";
export type { DeadlineDay } from "./gen/DeadlineDay";
export type { ExampleInfo } from "./gen/ExampleInfo";
export type { FactRevision } from "./gen/FactRevision";
export type { Figure } from "./gen/Figure";
export type { FigureRow } from "./gen/FigureRow";
export type { Finding } from "./gen/Finding";
export type { GridCell } from "./gen/GridCell";
export type { GridColumn } from "./gen/GridColumn";
export type { GridRow } from "./gen/GridRow";
export type { GridSum } from "./gen/GridSum";
export type { JournalRow } from "./gen/JournalRow";
export type { Overview } from "./gen/Overview";
export type { PeriodOption } from "./gen/PeriodOption";
export type { RankRow } from "./gen/RankRow";
export type { Ranking } from "./gen/Ranking";
export type { RecentBook } from "./gen/RecentBook";
export type { RecordOutcome } from "./gen/RecordOutcome";
export type { ReportPreview } from "./gen/ReportPreview";
export type { ReportSection } from "./gen/ReportSection";
export type { ReportText } from "./gen/ReportText";
export type { StartView } from "./gen/StartView";
export type { TaskDetail } from "./gen/TaskDetail";
export type { TaskList } from "./gen/TaskList";
export type { TaskGroup } from "./gen/TaskGroup";
export type { TaskRow } from "./gen/TaskRow";
export type { Timeliness } from "./gen/Timeliness";
export type { UnitOption } from "./gen/UnitOption";
export type { Warning } from "./gen/Warning";

/** A value, and which kinds of things changed in the book: whoever shows such things reads again. */
export type Reply<T> = { value: T; changes: ChangeKind[] };

type Nothing = Record<string, never>;

export interface Commands {
  start: { request: Nothing; response: StartView };
  new_example: { request: { name: string; path: string }; response: BookHead };
  new_book: { request: { root: string; path: string }; response: BookHead };
  open_book: { request: { path: string }; response: BookHead };
  close_book: { request: Nothing; response: null };
  book: { request: Nothing; response: BookHead | null };
  find_units: { request: { text: string }; response: UnitOption[] };
  overview: { request: { period: string; as_of: Day | null }; response: Overview };
  tasks: { request: { as_of: Day | null }; response: TaskList };
  task: { request: { id: number; as_of: Day | null }; response: TaskDetail };
  tick_item: {
    request: { assignment: number; item: number; done: boolean; evidence: string | null };
    response: null;
  };
  claim_completion: { request: { assignment: number; day: Day; evidence: string }; response: null };
  withdraw_claim: { request: { assignment: number }; response: null };
  confirm_completion: { request: { assignment: number }; response: null };
  return_completion: { request: { assignment: number; reason: string }; response: null };
  counts: { request: { period: string; as_of: Day | null }; response: CountGrid };
  cell_history: { request: { body: number; indicator: number; period: string }; response: FactRevision[] };
  record_count: {
    request: { body: number; indicator: number; period: string; entry: string; note: string };
    response: RecordOutcome;
  };
  report: { request: { kind: string; period: string; as_of: Day | null }; response: ReportPreview };
  write_report_text: {
    request: { kind: string; period: string; section: string; text: string };
    response: null;
  };
  save_report: {
    request: { kind: string; period: string; as_of: Day | null; path: string };
    response: SavedFile;
  };
  undo: { request: Nothing; response: StepDone };
  redo: { request: Nothing; response: StepDone };
  journal: { request: { limit: number }; response: JournalRow[] };
}

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]["request"];
export type Response<N extends CommandName> = Commands[N]["response"];
