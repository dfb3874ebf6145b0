import type { Assignment, PartKey, TaskDetail, Timeliness } from "../../ipc/types";
import { Deed } from "../../lib/deed.svelte";
import { claimFocus } from "../../lib/focus";
import { Query } from "../../lib/query.svelte";
import type { Session } from "../../lib/session.svelte";
import { isOpen, taskFilter } from "./filter.svelte";
import { worst } from "./words";

/** One period of recurring work over all bodies. */
export interface Occurrence {
  key: string;
  name: string;
  state: Timeliness;
  last_day: string | null;
  /** `HH:MM` on it. */
  last_time: string | null;
  done: number;
  total: number;
}

export const keyOf = (part: Assignment): PartKey => ({ assignment: part.id, occurrence: part.occurrence });

/** The periods of recurring work in order, each with its most pressing class. */
export function occurrences(parts: Assignment[]): Occurrence[] {
  const found = new Map<string, Assignment[]>();
  for (const part of parts) found.set(part.occurrence, [...(found.get(part.occurrence) ?? []), part]);
  const all = [...found].map(([key, of]) => ({
    key,
    name: of[0]?.occurrence_name ?? key,
    state: worst(of.map(({ state }) => state)),
    last_day: of.map(({ last_day }) => last_day).find((day) => day !== null) ?? null,
    last_time: of.map(({ last_time }) => last_time).find((time) => time !== null) ?? null,
    done: of.filter((part) => part.claim !== null && part.claim.status !== "returned").length,
    total: of.length,
  }));
  return all.sort((one, other) => (one.last_day ?? "").localeCompare(other.last_day ?? "") || one.key.localeCompare(other.key));
}

/** The period to show first: the earliest that somebody still owes, else the last. */
export function pressing(all: Occurrence[]): Occurrence | undefined {
  return all.find(({ state }) => isOpen(state)) ?? all.at(-1);
}

/** First who claims to be done, then who owes it and is late: that is whom the officer looks for. */
export function lookedFor(parts: Assignment[]): Assignment | undefined {
  return parts.find((part) => part.claim?.status === "claimed") ?? parts.find((part) => part.state === "overdue") ?? parts.find((part) => part.claim === null) ?? parts[0];
}

/** One task in full, with the occurrence and the body that are looked at. */
export class Pane {
  readonly detail: Query<"task">;
  readonly deed: Deed;

  task = $derived.by((): TaskDetail | null => this.detail.value);
  occurrences = $derived.by(() => occurrences(this.task?.assignments ?? []));
  occurrence = $derived.by(() => this.occurrences.find(({ key }) => key === taskFilter.occurrence) ?? pressing(this.occurrences));
  /** The parts of the bodies in that occurrence. */
  parts = $derived.by(() => (this.task?.assignments ?? []).filter((part) => part.occurrence === this.occurrence?.key));
  open = $derived.by(() => this.parts.find((part) => part.body === taskFilter.body) ?? lookedFor(this.parts));
  claimed = $derived.by(() => this.parts.filter((part) => part.claim?.status === "claimed"));

  constructor(
    readonly session: Session,
    readonly id: number,
  ) {
    this.deed = new Deed(session);
    this.detail = new Query(session, "task", ["tasks", "bodies", "facts", "settings"], () => ({ id, as_of: null }));
  }

  choose(part: Assignment): void {
    taskFilter.body = part.body;
    taskFilter.occurrence = part.occurrence;
  }

  /** After one is confirmed, the next who claims to be done is shown. */
  async confirm(parts: Assignment[]): Promise<boolean> {
    const [only] = parts;
    if (!only) return false;
    const next = this.claimed.find((part) => !parts.includes(part));
    const done = parts.length === 1 ? await this.deed.run("confirm_completion", { part: keyOf(only) }) : await this.deed.run("confirm_parts", { parts: parts.map(keyOf) });
    if (done && next) {
      this.choose(next);
      void claimFocus("[data-confirm]");
    }
    return done;
  }
}
