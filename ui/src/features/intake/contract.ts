// What the engine will answer for what leaves the book. The generated contract takes the
// place of this page.
import type { BookHead } from "../../ipc/gen/BookHead";
import type { SavedFile } from "../../ipc/gen/SavedFile";

interface TableWanted {
  table: string;
  period: string | null;
  indicator: number | null;
  base: string | null;
}

declare module "../../ipc/gen/Commands" {
  interface Commands {
    table_text: { request: TableWanted; response: string };
    table_picture: { request: TableWanted; response: string };
    save_table: { request: TableWanted & { path: string }; response: SavedFile };
    save_forms: { request: { period: string; bodies: number[]; folder: string }; response: SavedFile[] };
    export_book: { request: { folder: string }; response: { files: number; bytes: number } };
    import_book: { request: { folder: string; path: string }; response: BookHead };
  }
}
