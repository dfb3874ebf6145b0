import type { Day, UnitRow } from "../../ipc/types";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { axis, stepTo } from "./axis";
import { lines } from "./lines";

export type UnitView = "tree" | "lineage" | "table";

interface Place {
  path: string;
  view: UnitView;
  /** The day that units are looked at; `null` is the book's own day. */
  day: Day | null;
  chosen: number | null;
  text: string;
  /** Branches that were opened or closed by hand. */
  turned: ReadonlySet<string>;
}

const fresh = (path: string): Place => ({ path, view: "lineage", day: null, chosen: null, text: "", turned: new Set() });

/** More lines than anyone reads; the rest is found by typing. */
export const MOST = 400;

/** Kept while other screens are open, so that coming back finds the place. */
const kept = $state<{ place: Place }>({ place: fresh("") });

/** The units of the book on a day, and the one that is looked at; components only draw it. */
export class Units {
  tree: Query<"units">;
  detail: Query<"unit">;

  rows = $derived.by<UnitRow[]>(() => this.tree.value?.rows ?? []);
  marks = $derived.by(() => (this.tree.value ? axis(this.tree.value.events, this.today()) : []));
  /** The event or today that is looked at, if it is one. */
  current = $derived.by(() => this.marks.find((mark) => mark.day === this.day));
  #lines = $derived.by(() => (this.tree.value ? lines(this.tree.value, this.place.text, this.place.turned) : []));
  /** The lines of the tree that are drawn. */
  lines = $derived.by(() => this.#lines.slice(0, MOST));
  /** How many more there are. */
  more = $derived.by(() => this.#lines.length - this.lines.length);
  /** The unit of the side pane: the chosen one, else the root. */
  body = $derived.by(() => this.place.chosen ?? this.tree.value?.root ?? null);
  row = $derived.by(() => this.rows.find((row) => row.body === this.body));

  constructor(
    readonly session: Session,
    path: string,
    readonly today: () => Day,
  ) {
    if (kept.place.path !== path) kept.place = fresh(path);
    this.tree = new Query(session, "units", ["bodies", "book"], () => ({ as_of: this.place.day }));
    this.detail = new Query(session, "unit", ["bodies", "book"], () =>
      this.body === null ? null : { body: this.body, as_of: this.place.day },
    );
    // Looking back, or after an undo, the chosen unit may not be known yet: the root is.
    $effect(() => {
      if (this.place.chosen !== null && this.detail.error?.code === "no_such_body") this.place.chosen = null;
    });
  }

  get place(): Place {
    return kept.place;
  }

  /** The day that is shown. */
  get day(): Day {
    // Not what the last answer was of: the next key may come before the answer.
    return this.place.day ?? this.today();
  }

  look(day: Day): void {
    this.place.day = day === this.today() ? null : day;
  }

  step(step: 1 | -1): void {
    this.look(stepTo(this.marks, this.day, step));
  }

  choose(body: number): void {
    this.place.chosen = body;
  }

  turn(key: string): void {
    const turned = new Set(this.place.turned);
    if (!turned.delete(key)) turned.add(key);
    this.place.turned = turned;
  }
}
