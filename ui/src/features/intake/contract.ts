// What the engine will answer for files, pasted text and what leaves the book. The generated contract takes the
// place of this page.
import type { BookHead } from "../../ipc/gen/BookHead";
import type { PeriodOption } from "../../ipc/gen/PeriodOption";
import type { SavedFile } from "../../ipc/gen/SavedFile";

type Meaning = "body" | "code" | "ordinal" | "figure" | "target" | "percent" | "previous" | "increase" | "note" | "ignored" | "unknown";

interface Choices {
  sheet: number | null;
  period: string | null;
  as_of: string | null;
  source: string | null;
  columns: { column: number; meaning: Meaning; indicator: number | null }[];
  bodies: { text: string; body: number | null }[];
}

interface Doubt {
  code: string;
  text: string;
  fix: { entry: string; label: string } | null;
  accepted: { reason: string; officer: string; moment: string } | null;
}

interface IntakeRow {
  row: number;
  name: string;
  body: number | null;
  body_name: string | null;
  role: string;
  candidates: { body: number; name: string; within: string }[];
  said: string[];
  cells: {
    column: number;
    written: string;
    understood: string | null;
    before: string | null;
    state: "accepted" | "unchanged" | "warned" | "refused" | "empty";
    doubts: Doubt[];
    said: string[];
  }[];
}

interface IntakeView {
  name: string;
  kind: string;
  encoding: string | null;
  remarks: string[];
  form: string | null;
  remembered: boolean;
  sheets: { index: number; name: string; rows: number; chosen: boolean; hidden: boolean }[];
  time: { period: PeriodOption | null; as_of: string | null; label: string; found: string | null };
  source: string | null;
  columns: {
    column: number;
    letter: string;
    head: string;
    meaning: Meaning;
    indicator: number | null;
    indicator_name: string | null;
    sure: boolean;
    remembered: boolean;
    candidates: { indicator: number; name: string }[];
    said: string[];
  }[];
  rows: IntakeRow[];
  totals: { indicator: number; name: string; unit: string; printed: string | null; sum: string; before: string | null; after: string | null; agrees: boolean | null }[];
  missing: { body: number; name: string; within: string }[];
  accepted: number;
  unchanged: number;
  warned: number;
  refused: number;
  left_out: number;
  done: boolean;
}

interface TableWanted {
  table: string;
  period: string | null;
  indicator: number | null;
  base: string | null;
}

declare module "../../ipc/gen/Commands" {
  interface Commands {
    look_over: { request: { name: string; data: string | null; text: string | null; choices: Choices }; response: IntakeView };
    read_again: { request: { choices: Choices }; response: IntakeView };
    bring_in: { request: { choices: Choices }; response: IntakeView };
    table_text: { request: TableWanted; response: string };
    table_picture: { request: TableWanted; response: string };
    save_table: { request: TableWanted & { path: string }; response: SavedFile };
    save_forms: { request: { period: string; bodies: number[]; folder: string }; response: SavedFile[] };
    export_book: { request: { folder: string }; response: { files: number; bytes: number } };
    import_book: { request: { folder: string; path: string }; response: BookHead };
  }
}
