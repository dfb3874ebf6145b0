import type { AssignmentRow, TodayWork } from "../../ipc/types";

export const CALLS = ["overdue", "due_today", "this_week", "warnings", "to_confirm", "extensions", "waiting", "unsure"] as const;
export type Call = (typeof CALLS)[number];

/** What is done with a line beside opening it. */
export type Act = "remind" | "confirm" | "decide" | "event" | "correct";

/** One line of what wants something today. */
export interface Item {
  key: string;
  task: number;
  body: number | null;
  occurrence: string | null;
  title: string;
  /** Whose part, or what is asked for. */
  says: string;
  row: AssignmentRow | null;
  /** The extension to be decided. */
  extension: number | null;
  state: AssignmentRow["state"] | null;
  days: number | null;
  act: Act;
}

function fromRow(row: AssignmentRow, act: Act): Item {
  return { key: `${row.assignment}:${row.occurrence}`, task: row.task, body: row.body, occurrence: row.occurrence, title: row.title, says: row.body_name, row, extension: null, state: row.state, days: row.days_left, act };
}

/** The lines of each call, in the order in which they are asked about. */
export function items(work: TodayWork, dayWords: (day: string | null) => string): Record<Call, Item[]> {
  const rows = (all: AssignmentRow[], act: Act) => all.map((row) => fromRow(row, act));
  const tasks = (all: TodayWork["waiting"], act: Act): Item[] =>
    all.map((task) => ({ key: String(task.id), task: task.id, body: null, occurrence: null, title: task.title, says: act === "event" ? (task.deadline.event ?? "") : task.deadline.text, row: null, extension: null, state: task.state, days: task.days_left, act }));
  return {
    overdue: rows(work.overdue, "remind"),
    due_today: rows(work.due_today, "remind"),
    this_week: rows(work.this_week, "remind"),
    warnings: work.warnings.map(({ row, days }) => ({ ...fromRow(row, "remind"), days })),
    to_confirm: rows(work.to_confirm, "confirm"),
    extensions: work.extensions.map((step) => ({ key: String(step.id), task: step.task, body: null, occurrence: null, title: step.title, says: [step.body_name, `${dayWords(step.previous)} → ${dayWords(step.last_day)}`, step.reason].filter((part) => part !== "").join(" · "), row: null, extension: step.id, state: null, days: null, act: "decide" as const })),
    waiting: tasks(work.waiting, "event"),
    unsure: tasks(work.unsure, "correct"),
  };
}

/** What is asked about first: the first call that has a line. */
export const firstCall = (all: Record<Call, Item[]>): Call => CALLS.find((call) => all[call].length > 0) ?? "overdue";
