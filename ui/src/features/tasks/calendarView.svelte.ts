import { tick } from "svelte";

import type { Day, DueDay } from "../../ipc/types";
import type { CallError } from "../../ipc/host";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { span, turn } from "./calendar";

/** The month and the day that are looked at; kept while other screens are open. */
export const taskCalendar = $state<{ form: "month" | "agenda"; day: Day | null }>({ form: "month", day: null });

/** The deadlines of a month, those of units, of the district, of the level above and of periods. */
export class TaskCalendar {
  #days: Query<"deadline_days">;

  chosen = $derived.by((): Day => taskCalendar.day ?? this.today());
  month = $derived.by(() => this.chosen.slice(0, 7));
  days = $derived.by((): DueDay[] => {
    const read = this.#days.value ?? [];
    const { from, to } = span(this.month);
    // The month before stays until this one was read, but its days would stand in wrong places.
    if (read[0]?.day !== from || read.at(-1)?.day !== to) return [];
    const ids = this.ids();
    return ids === null ? read : read.map((day) => ({ ...day, items: day.items.filter((item) => ids.has(item.task)) }));
  });
  day = $derived.by(() => this.days.find(({ day }) => day === this.chosen));

  constructor(
    readonly session: Session,
    readonly today: () => Day,
    /** The tasks that the filter lets through; null when it lets all. */
    readonly ids: () => ReadonlySet<number> | null,
  ) {
    this.#days = new Query(session, "deadline_days", ["tasks", "facts", "bodies", "settings"], () => span(this.month));
  }

  get error(): CallError | null {
    return this.#days.error;
  }

  get busy(): boolean {
    return this.#days.busy;
  }

  again(): void {
    this.#days.again();
  }

  turn(by: 1 | -1): void {
    taskCalendar.day = `${turn(this.month, by)}-01`;
  }

  /** Goes to a day and waits until it is drawn. */
  async go(day: Day): Promise<void> {
    taskCalendar.day = day;
    for (let frame = 0; frame < 60; frame += 1) {
      await tick();
      if (this.days.length > 0) return;
      await new Promise(requestAnimationFrame);
    }
  }
}
