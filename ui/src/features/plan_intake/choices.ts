import type { PlanChoices, PlanColumnRole, PlanReading, PlanRow, PlanRowChoice, PlanTarget } from "../../ipc/types";

export const ROLES: PlanColumnRole[] = ["task", "lead", "deadline", "deliverable", "partner", "ordinal", "group", "content", "person", "start", "end", "period", "basis", "note", "ignored"];

export const NO_CHOICES: PlanChoices = { sheet: null, columns: [], plan: null, rows: [] };
const NO_TARGET: PlanTarget = { existing: null, title: null, prefix: null, document: null, issued: null };

/** Nothing decided but the plan that it goes into. */
export const aimed = (plan: number): PlanChoices => ({ ...NO_CHOICES, plan: { ...NO_TARGET, existing: plan } });

/** Another sheet has columns and rows of its own: what was decided about the other ones means nothing there. */
export function withSheet(choices: PlanChoices, sheet: number): PlanChoices {
  return { ...choices, sheet, columns: [], rows: [] };
}

export function withColumn(choices: PlanChoices, index: number, role: PlanColumnRole): PlanChoices {
  return { ...choices, columns: [...choices.columns.filter((own) => own.index !== index), { index, role }] };
}

export function withTarget(choices: PlanChoices, change: Partial<PlanTarget>): PlanChoices {
  return { ...choices, plan: { ...NO_TARGET, ...choices.plan, ...change } };
}

export function withRow(choices: PlanChoices, row: number, change: Partial<Omit<PlanRowChoice, "row">>): PlanChoices {
  const before = choices.rows.find((own) => own.row === row) ?? { row, leave_out: false, title: null, leads: null, partners: null, deadline: null, goal: null };
  return { ...choices, rows: [...choices.rows.filter((own) => own.row !== row), { ...before, ...change }] };
}

/** The row as it was found, without what was decided about it. */
export function withoutRow(choices: PlanChoices, row: number): PlanChoices {
  return { ...choices, rows: choices.rows.filter((own) => own.row !== row) };
}

export const decided = (choices: PlanChoices, row: number): boolean => choices.rows.some((own) => own.row === row);

/** Rows that want the officer's eye: those refused and those that are doubtful, unless they are left out. */
export function wants(row: PlanRow): boolean {
  if (row.state === "left_out") return false;
  return row.role === "refused" || ((row.role === "task" || row.role === "parent") && !row.sure);
}

/** Rows that may become a task. */
export const isTask = (row: PlanRow): boolean => row.role === "task" || row.role === "parent";

/** Those that would be written: new ones and those that differ. */
export const writes = ({ counts }: PlanReading): number => counts.new + counts.changed;

/** The row after or before, round the list, that wants a look. */
export function nextLook(rows: readonly PlanRow[], at: number, step: 1 | -1): number | null {
  for (let offset = 1; offset <= rows.length; offset += 1) {
    const index = (((at + step * offset) % rows.length) + rows.length) % rows.length;
    const row = rows[index];
    if (row && wants(row)) return index;
  }
  return null;
}
