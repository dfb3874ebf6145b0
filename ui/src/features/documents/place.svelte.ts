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

/** The tasks that name a document, or all of a plan, on their own screen. */
export function showTasks(session: Session, words: string): void {
  taskFilter.state = null;
  taskFilter.text = words;
  session.task = null;
  session.screen = "tasks";
}
