import type { Day, TaskDetail, TaskDraft } from "../../ipc/types";
import { readDay, showDay } from "../../lib/days";
import type { Session } from "../../lib/session.svelte";
import type { WordKey } from "../../words/words.svelte";
import { Wording } from "./wording.svelte";

export const UNIT_MARGINS = ["", "1wd", "2wd", "3wd", "5wd", "7d", "10d"] as const;

/** A length as the engine keeps it ("3wd", "2w"), or null where the text is none. */
export function readLength(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === "") return "";
  if (/^[1-9]\d{0,3}(d|wd|w|m)$/.test(trimmed)) return trimmed;
  const found = /^([1-9]\d{0,3})\s*(ngày làm việc|ngay lam viec|ngày lv|ngay lv|lv|ngày|ngay|tuần|tuan|tháng|thang)$/u.exec(trimmed.normalize("NFC"));
  if (!found) return null;
  const unit = found[2] ?? "";
  const token = /lv|làm|lam/u.test(unit) ? "wd" : /^ng/u.test(unit) ? "d" : /^tu/u.test(unit) ? "w" : "m";
  return `${found[1]}${token}`;
}

/** What a new task begins with: the plan and the group that one stands in. */
export interface Beginning {
  plan: number;
  group: string;
  parent?: number | null;
}

const blank = ({ plan, group, parent = null }: Beginning): TaskDraft => ({
  plan, number: "", parent, group, title: "", content: "", deliverable: "", document: null, deadline_text: "", issued: null, deadline: null, unit_margin: "", superior_day: null,
  lead_text: "", partners_text: "", leads: [], partners: [], watched: false, person: "", checklist: null, indicator: null, goal: null, note: "",
});

/** A task that is being written. */
export class TaskForm {
  /** Its number in the book; null for a new one. */
  readonly id: number | null;
  draft = $state<TaskDraft>(blank({ plan: 0, group: "" }));
  readonly wording: Wording;
  /** Days as they are typed. */
  superior = $state("");
  fixed = $state("");
  /** The reading that stands in the book was corrected by hand; it holds until the wording is another. */
  #before: TaskDraft;

  issued = $derived.by((): Day | null => this.draft.issued);
  missing = $derived.by((): WordKey | null => {
    if (this.draft.title.trim() === "") return "tasks.need_title";
    if (this.draft.plan === 0) return "tasks.need_plan";
    if (this.draft.group === "") return "tasks.need_group";
    if (this.superior.trim() !== "" && readDay(this.superior) === null) return "tasks.bad_superior";
    if (this.fixed.trim() !== "" && readDay(this.fixed) === null) return "tasks.bad_day";
    if (this.draft.indicator === null && (this.draft.goal ?? "").trim() !== "") return "tasks.goal_without";
    return null;
  });

  constructor(session: Session, begin: Beginning | TaskDetail) {
    const detail = "draft" in begin ? begin : null;
    this.id = detail?.row.id ?? null;
    this.#before = detail ? { ...detail.draft } : blank(begin as Beginning);
    this.draft = { ...this.#before };
    this.superior = this.draft.superior_day === null ? "" : showDay(this.draft.superior_day);
    this.wording = new Wording(session, this.draft.deadline_text, () => this.issued);
  }

  /** Another plan has other groups. */
  plan(plan: number, group: string): void {
    this.draft.plan = plan;
    this.draft.group = group;
  }

  /** As the engine takes it. */
  written(): TaskDraft {
    const day = readDay(this.fixed);
    const text = this.wording.text.trim();
    const kept = text === this.#before.deadline_text ? this.#before.deadline : null;
    const { title, content, deliverable, lead_text, partners_text, person, note } = this.draft;
    const trimmed = Object.fromEntries(Object.entries({ title, content, deliverable, lead_text, partners_text, person, note }).map(([key, value]) => [key, value.trim()])) as Pick<TaskDraft, "title" | "content" | "deliverable" | "lead_text" | "partners_text" | "person" | "note">;
    const goal = (this.draft.goal ?? "").trim();
    return {
      ...$state.snapshot(this.draft),
      ...trimmed,
      deadline_text: text,
      deadline: day === null ? kept : { kind: "by_day", first_day: null, last_day: day, last_time: null, rhythm: "", length: "", event: null, event_day: null },
      superior_day: readDay(this.superior),
      goal: goal === "" ? null : goal,
    };
  }
}
