import type { ExampleInfo } from "./ExampleInfo";
import type { RecentBook } from "./RecentBook";

export type StartView = { version: string, recent: Array<RecentBook>, examples: Array<ExampleInfo>, books_dir: string, };
