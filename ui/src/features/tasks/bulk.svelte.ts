import { CallError } from "../../ipc/host";
import type { Assignment, Day, PartKey, Request, TaskRow } from "../../ipc/types";
import { t } from "../../words/words.svelte";
import type { Board } from "./board.svelte";
import { isOpen } from "./filter.svelte";
import { keyOf } from "./pane.svelte";

export const BULK = ["confirm", "claim", "extend", "group", "person", "margin", "pause", "cancel", "remove"] as const;
export type BulkDeed = (typeof BULK)[number];
const UNCHANGED: Request<"change_tasks">["change"] = { group: null, plan: null, person: null, unit_margin: null, superior_day: null, document: null, checklist: null, add_leads: [], watched: null };
const AT_ONCE = 6;

/** What is done with all ticked tasks at once. */
export class Bulk {
  asking = $state<BulkDeed | null>(null);
  /** How many of the ticked tasks were read so far, while they are. */
  read = $state(0);
  working = $state(false);
  error = $state.raw<CallError | null>(null);

  constructor(readonly board: Board) {}

  get tasks(): TaskRow[] {
    return this.board.chosen;
  }

  get #ids(): number[] {
    return this.tasks.map(({ id }) => id);
  }

  start(deed: BulkDeed): void {
    this.error = null;
    if (deed === "confirm") void this.#confirm();
    else this.asking = deed;
  }

  change(changes: Partial<Request<"change_tasks">["change"]>): Promise<void> {
    return this.#run(async () => {
      await this.board.session.change("change_tasks", { tasks: this.#ids, change: { ...UNCHANGED, ...changes } });
      return t("tasks.bulk.changed", { count: this.tasks.length });
    });
  }

  claim(day: Day, evidence: string): Promise<void> {
    return this.#run(async () => {
      const parts = await this.#parts((part) => isOpen(part.state) && (part.claim === null || part.claim.status === "returned"));
      if (parts.length === 0) return t("tasks.bulk.none_open");
      await this.board.session.change("claim_parts", { parts, day, evidence });
      return t("tasks.bulk.claimed", { count: parts.length });
    });
  }

  stand(state: "paused" | "cancelled", note: string): Promise<void> {
    return this.#run(async () => {
      const parts = await this.#parts((part) => part.work_state === "open" && isOpen(part.state));
      if (parts.length === 0) return t("tasks.bulk.none_open");
      await this.board.session.change("set_work_state", { parts, state, note });
      return t(`tasks.bulk.${state}`, { count: parts.length });
    });
  }

  /** Each deadline is moved by itself: another one may have been moved meanwhile. */
  extend(last_day: Day, reason: string): Promise<void> {
    return this.#run(async () => {
      for (const { id: task } of this.tasks) {
        await this.board.session.change("extend_deadline", { task, part: null, last_day, reason, document: null, state: "approved" });
      }
      return t("tasks.bulk.extended", { count: this.tasks.length });
    });
  }

  remove(): Promise<void> {
    return this.#run(async () => {
      const count = this.tasks.length;
      const { session } = this.board;
      if (session.task !== null && this.#ids.includes(session.task)) session.task = null;
      await session.change("remove_tasks", { tasks: this.#ids });
      return t("tasks.bulk.removed", { count });
    });
  }

  #confirm(): Promise<void> {
    return this.#run(async () => {
      const parts = await this.#parts((part) => part.claim?.status === "claimed");
      if (parts.length === 0) return t("tasks.bulk.none_claimed");
      await this.board.session.change("confirm_parts", { parts });
      return t("tasks.bulk.confirmed", { count: parts.length });
    });
  }

  /** The parts of the ticked tasks that fit; a few tasks are read at a time. */
  async #parts(wanted: (part: Assignment) => boolean): Promise<PartKey[]> {
    const found: PartKey[] = [];
    const ids = this.#ids;
    this.read = 0;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const read = await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => this.board.session.read("task", { id, as_of: null })));
      found.push(...read.flatMap((task) => task.assignments.filter(wanted).map(keyOf)));
      this.read += read.length;
    }
    return found;
  }

  async #run(work: () => Promise<string>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.error = null;
    this.asking = null;
    try {
      this.board.session.say(await work());
    } catch (reason) {
      this.error = CallError.from(reason);
    } finally {
      this.working = false;
    }
  }
}
