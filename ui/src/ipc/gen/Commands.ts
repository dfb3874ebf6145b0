// This file is generated from the table of commands. Do not edit it by hand.
import type { BookHead } from "./BookHead";
import type { CountGrid } from "./CountGrid";
import type { FactRevision } from "./FactRevision";
import type { JournalRow } from "./JournalRow";
import type { Overview } from "./Overview";
import type { RecordOutcome } from "./RecordOutcome";
import type { ReportPreview } from "./ReportPreview";
import type { SavedFile } from "./SavedFile";
import type { StartView } from "./StartView";
import type { StepDone } from "./StepDone";
import type { TaskDetail } from "./TaskDetail";
import type { TaskList } from "./TaskList";
import type { UnitOption } from "./UnitOption";

export interface Commands {
  start: { request: Record<symbol, never>; response: StartView };
  new_example: { request: { name: string, path: string, }; response: BookHead };
  new_book: { request: { root: string, path: string, }; response: BookHead };
  open_book: { request: { path: string, }; response: BookHead };
  close_book: { request: Record<symbol, never>; response: null };
  book: { request: Record<symbol, never>; response: BookHead | null };
  find_units: { request: { text: string, }; response: Array<UnitOption> };
  overview: { request: { period: string, as_of: string | null, }; response: Overview };
  tasks: { request: { as_of: string | null, }; response: TaskList };
  task: { request: { id: number, as_of: string | null, }; response: TaskDetail };
  tick_item: { request: { assignment: number, item: number, done: boolean, evidence: string | null, }; response: null };
  claim_completion: { request: { assignment: number, day: string, evidence: string, }; response: null };
  withdraw_claim: { request: { assignment: number, }; response: null };
  confirm_completion: { request: { assignment: number, }; response: null };
  return_completion: { request: { assignment: number, reason: string, }; response: null };
  counts: { request: { period: string, as_of: string | null, }; response: CountGrid };
  cell_history: { request: { body: number, indicator: number, period: string, }; response: Array<FactRevision> };
  record_count: { request: { body: number, indicator: number, period: string, entry: string, note: string, }; response: RecordOutcome };
  report: { request: { kind: string, period: string, as_of: string | null, }; response: ReportPreview };
  write_report_text: { request: { kind: string, period: string, section: string, text: string, }; response: null };
  save_report: { request: { kind: string, period: string, as_of: string | null, path: string, }; response: SavedFile };
  undo: { request: Record<symbol, never>; response: StepDone };
  redo: { request: Record<symbol, never>; response: StepDone };
  journal: { request: { limit: number, }; response: Array<JournalRow> };
}
