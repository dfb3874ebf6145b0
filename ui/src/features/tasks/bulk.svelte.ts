import { CallError } from "../../ipc/host";
import type { BulkOutcome, Day, Request, TaskRow } from "../../ipc/types";
import { t } from "../../words/words.svelte";
import type { Board } from "./board.svelte";

export const BULK = ["confirm", "claim", "extend", "group", "person", "margin", "pause", "cancel", "remove"] as const;
export type BulkDeed = (typeof BULK)[number];
const UNCHANGED: Request<"change_tasks">["change"] = { group: null, plan: null, person: null, unit_margin: null, superior_day: null, document: null, checklist: null, add_leads: [], watched: null };
type BulkRequest = Request<"act_on_tasks">;

/** What was done, in words; that nothing was, where nothing had to be. */
export function said(deed: BulkRequest["deed"], { done, unchanged, refused }: BulkOutcome): string {
  if (done.length === 0) return t(refused.length > 0 ? "tasks.bulk.none_done" : deed.do === "confirm" ? "tasks.bulk.none_claimed" : deed.do === "extend" ? "tasks.bulk.same_day" : "tasks.bulk.none_open");
  const parts = done.reduce((sum, row) => sum + row.parts, 0);
  const first =
    deed.do === "extend"
      ? t("tasks.bulk.extended", { count: done.length })
      : t(deed.do === "claim" ? "tasks.bulk.claimed" : deed.do === "confirm" ? "tasks.bulk.confirmed" : deed.state === "paused" ? "tasks.bulk.paused" : "tasks.bulk.cancelled", { count: parts });
  const rest = [unchanged.length > 0 ? t("tasks.bulk.unchanged", { count: unchanged.length }) : "", refused.length > 0 ? t("tasks.bulk.refused", { count: refused.length }) : ""];
  return [first, ...rest].filter((part) => part !== "").join(" · ");
}

/** What is done with all ticked tasks at once. */
export class Bulk {
  asking = $state<BulkDeed | null>(null);
  working = $state(false);
  /** What came of the last deed, while a task that it could not be done to is told. */
  left = $state.raw<BulkOutcome | null>(null);
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
    this.left = null;
    if (deed === "confirm") void this.#act({ do: "confirm" });
    else this.asking = deed;
  }

  change(changes: Partial<Request<"change_tasks">["change"]>): Promise<void> {
    return this.#run(async () => {
      await this.board.session.change("change_tasks", { tasks: this.#ids, change: { ...UNCHANGED, ...changes } });
      return t("tasks.bulk.changed", { count: this.tasks.length });
    });
  }

  claim(day: Day, evidence: string): Promise<void> {
    return this.#act({ do: "claim", day, evidence });
  }

  stand(state: "paused" | "cancelled", note: string): Promise<void> {
    return this.#act({ do: "stand", state, note });
  }

  extend(last_day: Day, reason: string): Promise<void> {
    return this.#act({ do: "extend", last_day, reason, document: null, state: "approved" });
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

  /** What was ticked goes to the book in one request: one step to undo. */
  #act(deed: BulkRequest["deed"]): Promise<void> {
    return this.#run(async () => {
      const { value: outcome } = await this.board.session.change("act_on_tasks", { tasks: this.#ids, bodies: [], deed });
      this.left = outcome.refused.length > 0 ? outcome : null;
      return said(deed, outcome);
    });
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
