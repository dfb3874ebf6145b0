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
  /** All bodies that the line speaks of. */
  bodies: number[];
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

/** How many bodies a line names before it only counts them. */
const NAMED = 3;

/** Parts of one task that are due alike make one line: the bodies are named in it. */
function together(rows: AssignmentRow[], act: Act, more: (count: number) => string, days: (row: AssignmentRow) => number | null = (row) => row.days_left): Item[] {
  const found = new Map<string, AssignmentRow[]>();
  for (const row of rows) {
    const key = `${row.task}:${row.occurrence}:${days(row)}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return [...found].flatMap(([key, [first, ...rest]]): Item[] => {
    if (!first) return [];
    const names = [first, ...rest].map((row) => row.body_name);
    const says = names.length > NAMED ? `${names.slice(0, NAMED - 1).join(", ")} ${more(names.length - NAMED + 1)}` : names.join(", ");
    return [{ key, task: first.task, body: first.body, bodies: [first, ...rest].map(({ body }) => body), occurrence: first.occurrence, title: first.title, says, row: rest.length === 0 ? first : null, extension: null, state: first.state, days: days(first), act }];
  });
}

/** The lines of each call, in the order in which they are asked about. */
export function items(work: TodayWork, dayWords: (day: string | null) => string, more: (count: number) => string): Record<Call, Item[]> {
  const rows = (all: AssignmentRow[], act: Act) => together(all, act, more);
  const ahead = new Map(work.warnings.map(({ row, days }) => [row, days]));
  const tasks = (all: TodayWork["waiting"], act: Act): Item[] =>
    all.map((task) => ({ key: String(task.id), task: task.id, body: null, bodies: [], occurrence: null, title: task.title, says: act === "event" ? (task.deadline.event ?? "") : task.deadline.text, row: null, extension: null, state: task.state, days: task.days_left, act }));
  return {
    overdue: rows(work.overdue, "remind"),
    due_today: rows(work.due_today, "remind"),
    this_week: rows(work.this_week, "remind"),
    warnings: together([...ahead.keys()], "remind", more, (row) => ahead.get(row) ?? null),
    // Each claim has an answer of its own.
    to_confirm: work.to_confirm.flatMap((row) => rows([row], "confirm").map((item) => ({ ...item, key: `${row.assignment}:${row.occurrence}` }))),
    extensions: work.extensions.map((step) => ({ key: String(step.extension.id), task: step.task, body: null, bodies: [], occurrence: null, title: step.title, says: [step.extension.body_name, `${dayWords(step.extension.previous)} → ${dayWords(step.extension.last_day)}`, step.extension.reason].filter((part) => part !== "").join(" · "), row: null, extension: step.extension.id, state: null, days: null, act: "decide" as const })),
    waiting: tasks(work.waiting, "event"),
    unsure: tasks(work.unsure, "correct"),
  };
}

/** What is asked about first: the first call that has a line. */
export const firstCall = (all: Record<Call, Item[]>): Call => CALLS.find((call) => all[call].length > 0) ?? "overdue";
