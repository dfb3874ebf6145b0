import { CallError } from "../../ipc/host";
import type { TaskDetail } from "../../ipc/types";
import type { Board } from "./board.svelte";
import { taskFilter } from "./filter.svelte";
import type { Beginning } from "./form.svelte";

/** Which form lies over the task screen. */
export class Dialogs {
  open = $state<"task" | "plan" | "group" | "checklists" | null>(null);
  begin = $state.raw<Beginning | TaskDetail | null>(null);

  constructor(readonly board: Board) {}

  /** A new task begins in the plan and the group that one stands in. Without a plan there is one to make first. */
  newTask(parent: number | null = null): void {
    const list = this.board.list.value;
    const plan = list?.plans[0];
    if (!list || !plan) {
      this.open = "plan";
      return;
    }
    const line = this.board.line;
    const near = line?.kind === "task" ? line.task : line?.bunch.tasks[0];
    const chosen = taskFilter.only?.kind === "plan" ? list.plans.find(({ id }) => String(id) === taskFilter.only?.key) : undefined;
    const of = chosen ?? list.plans.find(({ id }) => id === near?.plan) ?? plan;
    const groups = list.groups.filter((group) => group.plan === null || group.plan === of.id);
    const group = groups.find(({ key }) => key === near?.group) ?? groups[0];
    this.begin = { plan: of.id, group: group?.key ?? "", parent };
    this.open = "task";
  }

  async editTask(id: number): Promise<void> {
    try {
      this.begin = await this.board.session.read("task", { id, as_of: null });
      this.open = "task";
    } catch (reason) {
      this.board.session.failure = CallError.from(reason);
    }
  }

  close = (): void => {
    this.open = null;
    this.begin = null;
  };
}
