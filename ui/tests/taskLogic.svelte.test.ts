import "./browser";

import { beforeEach, describe, expect, it } from "vitest";

import { ALL, askFor, Outreach } from "../src/features/outreach/outreach.svelte";
import { agenda, fit, monday, span, turn, weeks } from "../src/features/tasks/calendar";
import { ChecklistDraft } from "../src/features/tasks/checklist.svelte";
import { countBy, fits, narrow, readSpec, taskFilter, writeSpec } from "../src/features/tasks/filter.svelte";
import { readLength, TaskForm } from "../src/features/tasks/form.svelte";
import { bunches, due, lines, withParts } from "../src/features/tasks/grouping";
import { count, rowsThatFit } from "../src/features/tasks/matrixView.svelte";
import { drop, step } from "../src/features/tasks/order";
import { lookedFor, occurrences, pressing } from "../src/features/tasks/pane.svelte";
import { Selection } from "../src/features/tasks/selection.svelte";
import { summaries } from "../src/features/tasks/summary";
import { turn as change } from "../src/features/tasks/words";
import { firstCall, items } from "../src/features/today/today";
import type { Assignment, AssignmentRow, DueDay, DueItem, MatrixPart, TaskGroup, TaskList, TaskRow, TodayWork } from "../src/ipc/types";
import { showSize } from "../src/features/tasks/files";
import { Session } from "../src/lib/session.svelte";
import { TaskHost } from "./fakeTasks";
import { taskRow } from "./taskRows";

const TODAY = "2024-03-18";
const dated = (id: number, last_day: string | null, more: Partial<TaskRow> = {}) => {
  const row = taskRow(id, `Việc ${id}`, more);
  return { ...row, deadline: { ...row.deadline, last_day } };
};
const group = (key: string, tasks: TaskRow[]): TaskGroup => ({ key, plan: null, letter: key, title: key.toUpperCase(), tasks });
const listOf = (groups: TaskGroup[]): TaskList => ({ as_of: TODAY, baseline: null, total: 0, classes: [], baseline_classes: [], plans: [{ id: 1, key: "k", title: "Kế hoạch", prefix: "NV", document: "", first_day: null, last_day: null, total: 0, done: 0 }], groups });
const keys = (all: ReturnType<typeof bunches>) => all.map(({ key, tasks }) => [key, tasks.map(({ id }) => id)]);

beforeEach(() => Object.assign(taskFilter, { view: "table", state: null, text: "", only: null, grouping: "group", baseline: null }));

describe("what a task calls for", () => {
  it("is due within seven days only while it is open and not late", () => {
    expect([-1, 0, 7, 8].map((days_left) => fits(taskRow(1, "", { days_left }), "week"))).toEqual([false, true, true, false]);
    expect(fits(taskRow(1, "", { days_left: 3, state: "done_on_time" }), "week")).toBe(false);
  });

  it("waits for an event until its day is known", () => {
    const row = taskRow(1);
    const waits = { ...row, deadline: { ...row.deadline, event: "ban hành" } };
    expect(fits(waits, "waiting")).toBe(true);
    expect(fits({ ...waits, deadline: { ...waits.deadline, event_day: "2024-03-01", last_day: "2024-03-21" } }, "waiting")).toBe(false);
    // A wording that waits is understood: it is not doubtful as well.
    expect(fits({ ...waits, deadline: { ...waits.deadline, sure: false } }, "unsure")).toBe(false);
  });

  it("is counted with the rest of the filter as it is", () => {
    const groups = [group("a", [taskRow(1, "Số hóa", { state: "overdue" }), taskRow(2, "Mã QR", { state: "overdue", person: "Hoa" }), taskRow(3, "Mã vạch", { watched: true })])];
    expect(countBy(groups, "ma", null, ["overdue", "watched"])).toEqual(new Map([["overdue", 1], ["watched", 1]]));
    expect(countBy(groups, "", { kind: "person", key: "Hoa", name: "Hoa" }, ["overdue"]).get("overdue")).toBe(1);
  });

  it("is found by the body it is given to", () => {
    const groups = [group("a", [taskRow(1, "", { leads: [5, 6] }), taskRow(2, "", { leads: [50] })])];
    expect(narrow(groups, null, "", { kind: "unit", key: "5", name: "" })[0]?.tasks.map(({ id }) => id)).toEqual([1]);
  });
});

describe("a saved view", () => {
  it("brings back what it kept, and nothing else stays from before", () => {
    Object.assign(taskFilter, { state: "week", grouping: "person", text: "số" });
    const spec = writeSpec();
    Object.assign(taskFilter, { state: "overdue", grouping: "group", text: "", baseline: "2024-02-14" });
    readSpec(spec);
    expect(taskFilter).toMatchObject({ state: "week", grouping: "person", text: "số", baseline: null });
  });

  it("of another version leaves an unknown view and bad text alone", () => {
    readSpec('{"view":"gantt","state":"overdue"}');
    expect(taskFilter).toMatchObject({ view: "table", state: "overdue" });
    readSpec("{");
    expect(taskFilter.state).toBe("overdue");
  });
});

describe("grouping", () => {
  it("by deadline goes from Monday to Sunday", () => {
    const stretch = (day: string | null, more: Partial<TaskRow> = {}) => due(dated(1, day, more), TODAY);
    expect(["2024-03-17", "2024-03-18", "2024-03-24", "2024-03-25", "2024-03-31", "2024-04-01", null].map((day) => stretch(day))).toEqual(["past", "this_week", "this_week", "next_week", "next_week", "later", "none"]);
    expect(stretch("2024-03-01", { state: "done_late" })).toBe("done");
    expect(due(dated(1, "2024-03-31"), "2024-03-04")).toBe("this_month");
  });

  it("by deadline puts the earliest first, in the order of need", () => {
    const list = listOf([group("a", [dated(1, "2024-12-31"), dated(2, null), dated(3, "2024-03-20"), dated(4, "2024-03-19")])]);
    expect(keys(bunches(list, "deadline", new Map()))).toEqual([["this_week", [4, 3]], ["later", [1]], ["none", [2]]]);
  });

  it("by body shows a task under each, and what is given to none at the end", () => {
    const list = listOf([group("a", [taskRow(1, "", { leads: [2, 3] }), taskRow(2, "", { leads: [] }), taskRow(3, "", { leads: [3] })])]);
    const found = bunches(list, "unit", new Map([[2, "Trà An"], [3, "An Thới"]]));
    expect(found.map(({ title, tasks }) => [title, tasks.map(({ id }) => id)])).toEqual([["An Thới", [1, 3]], ["Trà An", [1]], ["", [2]]]);
    const drawn = lines(found, {});
    expect(new Set(drawn.map(({ key }) => key)).size).toBe(drawn.length);
  });

  it("by state keeps the order of need", () => {
    const list = listOf([group("a", [taskRow(1), taskRow(2, "", { state: "overdue" }), taskRow(3, "", { state: "done_late" })])]);
    expect(keys(bunches(list, "state", new Map()))).toEqual([["overdue", [2]], ["in_time", [1]], ["done_late", [3]]]);
  });

  it("puts parts below their task only where both are shown", () => {
    expect(withParts([taskRow(1, "", { parent: 3 }), taskRow(2), taskRow(3), taskRow(4, "", { parent: 9 })]).map(({ id }) => id)).toEqual([2, 3, 1, 4]);
    const drawn = lines(bunches(listOf([group("a", [taskRow(3), taskRow(1, "", { parent: 3 })])]), "group", new Map()), {});
    expect(drawn.map((line) => (line.kind === "task" ? line.depth : "bunch"))).toEqual(["bunch", 0, 1]);
  });

  it("draws nothing below a heading that is folded", () => {
    expect(lines(bunches(listOf([group("a", [taskRow(1)]), group("b", [taskRow(2)])]), "group", new Map()), { a: true }).map(({ key }) => key)).toEqual(["bunch:a", "bunch:b", "b:2"]);
  });
});

describe("the order of tasks", () => {
  const all = bunches(listOf([group("a", [taskRow(1), taskRow(2), taskRow(3)]), group("b", []), group("c", [taskRow(4)])]), "group", new Map());

  it("is changed by one place", () => {
    expect(step(all, 2, -1)).toEqual({ id: 2, group: "a", before: 1 });
    expect(step(all, 2, 1)).toEqual({ id: 2, group: "a", before: null });
    expect(step(all, 1, 1)).toEqual({ id: 1, group: "a", before: 3 });
  });

  it("goes over the edge into the next group, also an empty one", () => {
    expect(step(all, 3, 1)).toEqual({ id: 3, group: "b", before: null });
    expect(step(all, 4, -1)).toEqual({ id: 4, group: "b", before: null });
    expect(step(all, 1, -1)).toBeNull();
    expect(step(all, 4, 1)).toBeNull();
  });

  it("follows a drop, unless nothing would move", () => {
    expect(drop(all, 4, all[0]!, 2)).toEqual({ id: 4, group: "a", before: 2 });
    expect(drop(all, 1, all[2]!, null)).toEqual({ id: 1, group: "c", before: null });
    expect(drop(all, 1, all[0]!, 1)).toBeNull();
    expect(drop(all, 1, all[0]!, 2)).toBeNull();
    expect(drop(all, 3, all[0]!, null)).toBeNull();
  });

  it("cannot be changed while other headings stand", () => {
    const other = bunches(listOf([group("a", [taskRow(1), taskRow(2)])]), "person", new Map());
    expect(step(other, 2, -1)).toBeNull();
    expect(drop(other, 2, other[0]!, 1)).toBeNull();
  });
});

describe("ticking", () => {
  const drawn = lines(bunches(listOf([group("a", [taskRow(1), taskRow(2), taskRow(3)]), group("b", [taskRow(4)])]), "group", new Map()), {});
  const ids = (selection: Selection) => [...selection.ids].sort();

  it("runs with Shift and takes back what it added when it turns", () => {
    const selection = new Selection();
    selection.toggle(4);
    selection.extend(drawn, "a:1", "a:2");
    selection.extend(drawn, "a:2", "a:3");
    expect(ids(selection)).toEqual([1, 2, 3, 4]);
    selection.extend(drawn, "a:3", "a:2");
    expect(ids(selection)).toEqual([1, 2, 4]);
    selection.rest();
    selection.extend(drawn, "a:3", "b:4");
    expect(ids(selection)).toEqual([1, 2, 3, 4]);
  });

  it("of a heading ticks all below, and then none", () => {
    const selection = new Selection();
    selection.toggle(2);
    selection.toggleAll([1, 2, 3]);
    expect(ids(selection)).toEqual([1, 2, 3]);
    selection.toggleAll([1, 2, 3]);
    expect(ids(selection)).toEqual([]);
  });

  it("forgets what is gone from the list", () => {
    const selection = new Selection();
    selection.all(drawn);
    selection.keep(new Set([1, 4]));
    expect(ids(selection)).toEqual([1, 4]);
  });
});

describe("the calendar", () => {
  const item = (task: number, state: DueItem["state"]): DueItem => ({ task, number: `NV-${task}`, title: "", last_time: null, state, what: "own", open: 1, total: 1 });
  const day = (date: string, tasks: DueItem[] = []): DueDay => ({ day: date, off: false, name: "", items: tasks });

  it("shows whole weeks, also of a month that begins on a Monday or ends on a Sunday", () => {
    expect(span("2024-03")).toEqual({ from: "2024-02-26", to: "2024-03-31" });
    expect(span("2024-01")).toEqual({ from: "2024-01-01", to: "2024-02-04" });
    expect(span("2024-12")).toEqual({ from: "2024-11-25", to: "2025-01-05" });
    expect(monday("2024-03-18")).toBe("2024-03-18");
    expect(monday("2024-03-24")).toBe("2024-03-18");
  });

  it("turns over the year", () => {
    expect([turn("2024-12", 1), turn("2024-01", -1), turn("2024-03", -15)]).toEqual(["2025-01", "2023-12", "2022-12"]);
  });

  it("lays days in rows of seven", () => {
    expect(weeks(Array.from({ length: 35 }, (_, at) => day(`2024-03-${at}`))).map(({ length }) => length)).toEqual([7, 7, 7, 7, 7]);
  });

  it("puts what is late first and counts what has no room", () => {
    const all = [item(1, "done_on_time"), item(2, "in_time"), item(3, "overdue")];
    expect(fit(all, 3)).toMatchObject({ more: 0, shown: [{ task: 3 }, { task: 2 }, { task: 1 }] });
    expect(fit(all, 2)).toMatchObject({ more: 2, shown: [{ task: 3 }] });
    expect(fit(all, 1)).toMatchObject({ more: 3, shown: [] });
  });

  it("leaves empty days out of the agenda, but not holidays", () => {
    expect(agenda([day("a"), day("b", [item(1, "in_time")]), { ...day("c"), name: "Giỗ Tổ" }]).map((one) => one.day)).toEqual(["b", "c"]);
  });
});

describe("the matrix", () => {
  const part = (state: MatrixPart["state"], more: Partial<MatrixPart> = {}): MatrixPart => ({ assignment: 1, occurrence: "", state, days_left: null, overdue: 0, claimed: false, ...more });
  const rows = [
    { task: 1, number: "NV-001", title: "", group: "a", cells: [part("overdue"), part("done_on_time"), null] },
    { task: 2, number: "NV-002", title: "", group: "a", cells: [part("in_time", { claimed: true }), null, null] },
  ];

  it("counts only what was given", () => {
    expect(count(rows[0]!.cells)).toEqual({ done: 1, overdue: 1, total: 2 });
  });

  it("keeps rows with at least one such cell", () => {
    expect(rowsThatFit(rows, "overdue", null).map(({ task }) => task)).toEqual([1]);
    expect(rowsThatFit(rows, "confirm", null).map(({ task }) => task)).toEqual([2]);
    expect(rowsThatFit(rows, null, new Set([2])).map(({ task }) => task)).toEqual([2]);
  });
});

describe("recurring work", () => {
  const part = (body: number, occurrence: string, state: Assignment["state"], last_day: string): Assignment => ({ id: body, occurrence, occurrence_name: occurrence, body, body_name: "", state, work_state: "open", last_day, last_time: null, days_left: 0, claim: null, goal: null, checklist: [], ticked: 0, note: "", reminded: null, evidence: [] });
  const parts = [part(1, "T02", "overdue", "2024-02-19"), part(2, "T02", "done_on_time", "2024-02-19"), part(1, "T03", "due_soon", "2024-03-19"), part(1, "T01", "done_on_time", "2024-01-19")];

  it("is put in order with the most pressing class of each period", () => {
    expect(occurrences(parts).map(({ key, state, total }) => [key, state, total])).toEqual([["T01", "done_on_time", 1], ["T02", "overdue", 2], ["T03", "due_soon", 1]]);
  });

  it("opens at the earliest period that somebody owes, else at the last", () => {
    expect(pressing(occurrences(parts))?.key).toBe("T02");
    expect(pressing(occurrences(parts.filter(({ state }) => state === "done_on_time")))?.key).toBe("T02");
  });

  it("looks first for who claims to be done, then for who is late", () => {
    const claimed = { ...part(3, "T02", "done_on_time", ""), claim: { status: "claimed" } as Assignment["claim"] };
    expect(lookedFor([...parts, claimed])?.body).toBe(3);
    expect(lookedFor(parts)?.state).toBe("overdue");
  });
});

describe("a summary by document or person", () => {
  it("counts own tasks, puts late ones first and those without a word last", () => {
    const found = summaries([taskRow(1, "", { person: "Hoa" }), taskRow(2, "", { person: "" , state: "overdue" }), dated(3, "2024-03-20", { person: "Minh", state: "overdue", to_confirm: 2 }), dated(4, "2024-04-01", { person: "Minh" }), taskRow(5, "", { person: "Minh", watched: true })], ({ person }) => person);
    expect(found.map(({ key, tasks, overdue, confirm, next }) => [key, tasks, overdue, confirm, next])).toEqual([["Minh", 2, 1, 2, "2024-04-01"], ["Hoa", 1, 0, 0, null], ["", 1, 1, 0, null]]);
  });
});

describe("today's work", () => {
  const row = (task: number, body: number, days_left: number): AssignmentRow => ({ assignment: task * 100 + body, occurrence: "", task, number: "", title: `Việc ${task}`, body, body_name: `P${body}`, state: "due_soon", days_left, last_day: null, last_time: null, stated_day: null, deadline_text: "" });
  const work: TodayWork = { day: TODAY, overdue: [], due_today: [], this_week: [row(1, 2, 3), row(1, 3, 3), row(1, 4, 3), row(1, 5, 3), row(2, 2, 1)], warnings: [{ row: row(1, 2, 3), days: 3 }], to_confirm: [row(1, 2, 0), row(1, 3, 0)], extensions: [], waiting: [], unsure: [] };
  const all = items(work, (day) => day ?? "–", (count) => `và ${count}`);

  it("makes one line of the bodies that owe the same on the same day", () => {
    expect(all.this_week.map(({ task, says, bodies }) => [task, says, bodies.length])).toEqual([[1, "P2, P3 và 2", 4], [2, "P2", 1]]);
    expect(all.warnings[0]?.days).toBe(3);
  });

  it("keeps each claim by itself, for each has an answer of its own", () => {
    expect(all.to_confirm.map(({ row: part }) => part?.body)).toEqual([2, 3]);
    expect(new Set(all.to_confirm.map(({ key }) => key)).size).toBe(2);
  });

  it("begins with the first call that has something", () => {
    expect(firstCall(all)).toBe("this_week");
  });
});

describe("a reminder that is asked for", () => {
  const placeAfter = (bodies: number[]) => {
    let place: Outreach["place"] | undefined;
    const stop = $effect.root(() => {
      const session = new Session(new TaskHost());
      askFor("sổ", bodies);
      place = new Outreach(session, "sổ").place;
    });
    stop();
    return place;
  };

  it("begins with the unit, and with the one to all where there are several", () => {
    expect(placeAfter([5])).toMatchObject({ view: "owing", body: 5 });
    expect(placeAfter([5, 6])).toMatchObject({ view: "owing", body: ALL });
  });
});

describe("small readings", () => {
  it("take a length as people write it", () => {
    expect(["3 ngày làm việc", "2 tuần", "5 ngày", "1 tháng", "3wd", "", "ba ngày", "0 ngày"].map(readLength)).toEqual(["3wd", "2w", "5d", "1m", "3wd", "", null, null]);
  });

  it("say whether a class became better or worse", () => {
    expect([change("in_time", "overdue"), change("overdue", "done_late"), change("in_time", "in_time"), change(null, "in_time"), change("in_time", "no_deadline")]).toEqual(["worse", "better", "same", "new", "other"]);
  });

  it("show how large a file is", () => {
    expect([900, 1536, 5 * 1024 * 1024].map(showSize)).toEqual(["900 B", "1,5 KB", "5 MB"]);
  });
});

describe("a list of things to do", () => {
  it("takes many lines at once, without their marks", () => {
    const draft = new ChecklistDraft(null);
    expect(draft.paste(0, "một dòng")).toBe(false);
    expect(draft.paste(0, "1. Rà soát\r\n- Dự thảo\n\nc) Trình ký")).toBe(true);
    expect(draft.items().map(({ title }) => title)).toEqual(["Rà soát", "Dự thảo", "Trình ký"]);
  });

  it("keeps the keys of lines that are moved, so that ticks stay", () => {
    const draft = new ChecklistDraft({ id: 1, key: "m", version: 1, latest: true, title: "Mẫu", source: "", used: 2, items: [{ key: "x", title: "Một", group: null }, { key: "y", title: "Hai", group: "Sau" }] });
    expect(draft.changed).toBe(false);
    expect(draft.move(0, 1)).toBe(1);
    expect(draft.move(1, 1)).toBe(1);
    expect(draft.changed).toBe(true);
    expect(draft.add(0)).toBe(1);
    expect(draft.items()).toEqual([{ key: "y", title: "Hai", group: "Sau" }, { key: "x", title: "Một", group: null }]);
  });
});

describe("a task that is written", () => {
  it("keeps a reading that was corrected by hand until its wording is another", () => {
    const stop = $effect.root(() => {
      const host = new TaskHost();
      const fix = { kind: "by_day" as const, first_day: null, last_day: "2024-04-01", last_time: null, rhythm: "", length: "", event: null, event_day: null };
      const task = host.byNumber("NV-028");
      task.draft.deadline = fix;
      const form = new TaskForm(new Session(host), { row: host.row(task), group_title: "", document: null, content: "", note: "", draft: task.draft, assignments: [], extensions: [] });
      expect(form.written().deadline).toEqual(fix);
      form.wording.text = "trước ngày 15/4/2024";
      expect(form.written().deadline).toBeNull();
      form.fixed = "10/4/2024";
      expect(form.written().deadline?.last_day).toBe("2024-04-10");
      form.fixed = "31/2/2024";
      expect(form.missing).toBe("tasks.bad_day");
    });
    stop();
  });
});
