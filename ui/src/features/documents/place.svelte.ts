import type { Session } from "../../lib/session.svelte";
import { taskFilter } from "../tasks/filter.svelte";

/** Where one stands among the documents; kept while other screens are open. */
class DocumentPlace {
  book = "";
  text = $state("");
  chosen = $state<number | null>(null);

  enter(book: string): void {
    if (this.book === book) return;
    this.book = book;
    this.text = "";
    this.chosen = null;
  }
}

export const documentPlace = new DocumentPlace();

/** The tasks that name a document, or those of a plan, on their own screen. */
export function showTasks(session: Session, only: NonNullable<typeof taskFilter.only>): void {
  Object.assign(taskFilter, { view: "table", state: null, text: "", only });
  session.task = null;
  session.screen = "tasks";
}
