import type { PaperKind } from "../report/paper";

/** Where one stands among the meetings; it outlives its screen, so that coming back finds the place. */
class MeetingPlace {
  book = "";
  chosen = $state<number | null>(null);
  /** The meeting that is on the full screen. */
  staged = $state<number | null>(null);
  /** What stands beside the list. */
  beside = $state<"detail" | "units" | Exclude<PaperKind, "reminder" | "ranking" | "delivery-record">>("detail");

  enter(book: string): void {
    if (this.book === book) return;
    this.book = book;
    this.chosen = null;
    this.staged = null;
    this.beside = "detail";
  }
}

export const meetingPlace = new MeetingPlace();
