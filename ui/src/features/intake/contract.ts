// What the engine will answer for tables that leave the book. The generated contract takes the place of this page.
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
  }
}
