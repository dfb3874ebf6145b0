/** The ways to look at exchange, in the order of the switch and of Ctrl+1 to Ctrl+5. */
export const EXCHANGE_VIEWS = ["inbox", "held", "queries", "status", "keys"] as const;
export type ExchangeView = (typeof EXCHANGE_VIEWS)[number];

/** How the units stand: by the periods that they have handed in, or by the packages that came and went. */
export const STATUS_WAYS = ["periods", "packages"] as const;
export type StatusWay = (typeof STATUS_WAYS)[number];

/** Where one stands in exchange; kept while other screens are open. */
class ExchangePlace {
  #book = "";
  view = $state<ExchangeView>("inbox");
  /** Chosen on purpose; else what fits the book. */
  way = $state<StatusWay | null>(null);
  /** The exchange folder while it answers; else empty. */
  shared = $state("");
  #chosen = $state("");
  /** The question to stand at when the questions are next shown. */
  query: number | null = null;

  /** Where packages are written: the folder that was chosen last for that, else the exchange folder. */
  get folder(): string {
    return this.#chosen === "" ? this.shared : this.#chosen;
  }

  set folder(path: string) {
    this.#chosen = path;
  }

  enter(book: string): void {
    if (this.#book === book) return;
    this.#book = book;
    this.view = "inbox";
    this.way = null;
    this.shared = "";
    this.#chosen = "";
    this.query = null;
  }
}

export const exchangePlace = new ExchangePlace();
