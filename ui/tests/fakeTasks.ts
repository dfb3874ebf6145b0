// A book of tasks that lives in the page, for tests of the task screens and for looking at them. It answers the
// commands of tasks as the engine would, of a few wordings and of what happens to the parts of the bodies.
import { CallError } from "../src/ipc/host";
import type { AssignmentRow, Assignment, BookHead, BulkOutcome, ChecklistTemplate, DocumentRow, DueItem, EvidenceView, ExtensionView, PartKey, Reading, Reply, Request, Response, SearchHit, TaskDraft, TaskRow, Timeliness, UnitRow, WorkState } from "../src/ipc/types";
import { dayNumber, dayOfNumber, showDay } from "../src/lib/days";
import { STATES } from "../src/lib/states";
import { fold } from "../src/lib/text";
import { indicators, UNITS } from "./fakeFigures";
import { FakeHost, head } from "./fakeHost";
import { DOCUMENTS, GROUPS, seeds, TEMPLATES, type Seed } from "./taskSeeds";

export const TODAY = "2024-03-18";
const ROOT = 1;
export const UNIT_BODIES = UNITS.map(([code, name], index) => ({ body: index + 2, code, name: name.replace("Phường ", "") }));
const ROOMS = [{ body: 20, code: "VP", name: "Văn phòng HĐND và UBND quận" }, { body: 21, code: "CA", name: "Công an quận" }];

interface Claim {
  day: string;
  evidence: string;
  status: "claimed" | "confirmed" | "returned";
  note: string;
}
interface Part {
  id: number;
  body: number;
  occurrence: string;
  occurrenceName: string;
  last: string | null;
  claim: Claim | null;
  work: WorkState;
  note: string;
  ticks: Record<number, { day: string; evidence: string | null }>;
  evidence: EvidenceView[];
}
type Read = Pick<Reading, "stated_day" | "words" | "sure"> & Reading["fix"];
interface Task {
  id: number;
  number: string;
  draft: TaskDraft;
  reading: Read;
  eventDay: string | null;
  goal: Assignment["goal"];
  parts: Part[];
  extensions: ExtensionView[];
}
interface Book {
  tasks: Task[];
  plans: { id: number; key: string; title: string; prefix: string; document: string; first_day: string | null; last_day: string | null }[];
  groups: { key: string; plan: number | null; letter: string; title: string }[];
  documents: DocumentRow[];
  checklists: ChecklistTemplate[];
  views: Response<"saved_views">;
  next: number;
}

const plus = (day: string, days: number) => dayOfNumber(dayNumber(day) + days);
const WEEKDAYS = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];
const weekday = (day: string) => WEEKDAYS[(dayNumber(day) + 3) % 7] ?? "";
export const nameOf = (body: number) => [...UNIT_BODIES, ...ROOMS].find((unit) => unit.body === body)?.name ?? "Quận Bình Thủy";
const refuse = (code: string, message: string) => new CallError({ code, params: {}, detail: "", message });

/** How a few wordings are understood. */
export function readWording(text: string): Read {
  const none: Read = { kind: "none", first_day: null, last_day: null, last_time: null, stated_day: null, event: null, event_day: null, length: "", rhythm: "", words: "", sure: true };
  const by = (kind: Read["kind"], last: string, stated: string | null = null): Read => ({ ...none, kind, last_day: last, stated_day: stated, words: `chậm nhất ${weekday(last)} ${showDay(last)}` });
  const iso = (day: string, month: string, year: string) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const one = /(\d{1,2})[/-](\d{1,2})[/-](\d{4})/.exec(text);
  const year = /năm (\d{4})/.exec(text)?.[1];
  const month = /tháng (\d{1,2})\/(\d{4})/.exec(text);
  if (text === "") return none;
  if (/hằng tháng/.test(text)) return { ...none, kind: "recurring", rhythm: "month:<20", words: "hằng tháng, trước ngày 20" };
  if (/thường xuyên/.test(text)) return { ...none, kind: "permanent", words: "thường xuyên" };
  const after = /(\d+) ngày sau khi (.+)/.exec(text);
  if (after) return { ...none, kind: "after_event", event: after[2] ?? "", length: `${after[1]}d`, words: `${after[1]} ngày sau khi ${after[2]}` };
  if (one && /trước/.test(text)) return by("before_day", plus(iso(one[1]!, one[2]!, one[3]!), -1), iso(one[1]!, one[2]!, one[3]!));
  if (one) return by("by_day", iso(one[1]!, one[2]!, one[3]!));
  if (month) return by("in_month", plus(iso("1", String(Number(month[1]) + 1), month[2]!), -1));
  if (year) return by("in_year", `${year}-12-31`);
  return { ...none, kind: "unclear", words: "chưa hiểu được", sure: false };
}

const readingOf = ({ stated_day, words, sure, ...fix }: Read): Reading => ({ fix, stated_day, words, sure });

export class TaskHost extends FakeHost {
  book: Book;
  readonly = false;
  /** Another officer's answers take this long, in milliseconds. */
  delay = 0;
  #past: { label: string; book: Book }[] = [];
  #future: { label: string; book: Book }[] = [];

  constructor(many = 0, answers: ConstructorParameters<typeof FakeHost>[0] = {}) {
    super({ ...answers });
    this.book = { tasks: [], plans: [{ id: 1, key: "kh", title: "Kế hoạch Đề án 06 năm 2024", prefix: "NV", document: "12/KH-UBND", first_day: "2024-01-01", last_day: "2024-12-31" }, { id: 2, key: "tb96", title: "Thông báo 96/TB-VPCP", prefix: "TB", document: "96/TB-VPCP", first_day: null, last_day: null }], groups: structuredClone(GROUPS), documents: structuredClone(DOCUMENTS), checklists: structuredClone(TEMPLATES), views: [], next: 1000 };
    for (const seed of seeds(many)) this.#seed(seed);
    Object.assign(this.answers, this.#table(), answers);
  }

  override async call<N extends keyof import("../src/ipc/types").Commands>(name: N, request: Request<N>): Promise<Reply<Response<N>>> {
    if (this.delay > 0) await new Promise((done) => setTimeout(done, this.delay));
    return super.call(name, request);
  }

  task(id: number): Task {
    const found = this.book.tasks.find((task) => task.id === id);
    if (!found) throw refuse("unknown_task", "Không có nhiệm vụ này trong sổ.");
    return found;
  }

  byNumber(number: string): Task {
    return this.book.tasks.find((task) => task.number === number) ?? this.task(-1);
  }

  #seed(seed: Seed): void {
    const id = (this.book.next += 1);
    const reading = readWording(seed.wording);
    if (seed.unsure) Object.assign(reading, { sure: false });
    const draft: TaskDraft = {
      plan: seed.plan, number: seed.number, parent: seed.parent === undefined ? null : (this.book.tasks.find(({ number }) => number === seed.parent)?.id ?? null), group: seed.group, title: seed.title, content: "", deliverable: seed.deliverable ?? "", document: seed.document ?? null, deadline_text: seed.wording, issued: null, deadline: null,
      unit_margin: seed.margin ?? "", superior_day: seed.superior ?? null, lead_text: seed.lead ?? "", partners_text: seed.partners ?? "", leads: seed.leads ?? [], partners: [], watched: seed.watched ?? false, person: seed.person ?? "", checklist: seed.checklist ?? null, indicator: seed.goal ? 3 : null, goal: seed.goal?.goal ?? null, note: "",
    };
    const task: Task = { id, number: seed.number, draft, reading, eventDay: null, goal: seed.goal ?? null, parts: [], extensions: [] };
    this.book.tasks.push(task);
    this.#give(task);
    for (const [body, claim] of seed.claims ?? []) {
      const part = task.parts.find((other) => other.body === body && (claim.occurrence === undefined || other.occurrence === claim.occurrence));
      if (part) part.claim = { day: claim.day, evidence: claim.evidence ?? "", status: claim.status ?? "confirmed", note: "" };
    }
    for (const [body, ticks] of seed.ticks ?? []) {
      const part = task.parts.find((other) => other.body === body);
      if (part) for (const item of ticks) part.ticks[item] = { day: "2024-03-08", evidence: null };
    }
    if (seed.paused) for (const part of task.parts) part.work = "paused";
    if (seed.asks) task.extensions.push({ id: (this.book.next += 1), assignment: task.parts.find(({ body }) => body === seed.asks?.body)?.id ?? null, body_name: nameOf(seed.asks.body), previous: this.#last(task), last_day: seed.asks.day, reason: seed.asks.reason, document: "", state: "proposed", day: "2024-03-15", answer: "" });
  }

  /** The parts that the draft gives, with what was said of them before. */
  #give(task: Task): void {
    const before = task.parts;
    const months = task.reading.kind === "recurring" ? [["2024-T01", "tháng 1/2024", "2024-01-19"], ["2024-T02", "tháng 2/2024", "2024-02-19"], ["2024-T03", "tháng 3/2024", "2024-03-19"]] as const : [["", "", null]] as const;
    task.parts = months.flatMap(([occurrence, name, last]) => task.draft.leads.map((body) => before.find((part) => part.body === body && part.occurrence === occurrence) ?? { id: before.find((part) => part.body === body)?.id ?? 10_000 + task.id * 40 + body, body, occurrence, occurrenceName: name, last, claim: null, work: "open" as const, note: "", ticks: {}, evidence: [] }));
  }

  #last(task: Task, part?: Part): string | null {
    const moved = task.extensions.filter((step) => step.state === "approved" && (step.assignment === null || step.assignment === part?.id)).at(-1);
    if (moved) return moved.last_day;
    if (part?.last) return part.last;
    if (task.draft.deadline) return task.draft.deadline.last_day;
    if (task.reading.kind === "after_event") return task.eventDay === null ? null : plus(task.eventDay, Number.parseInt(task.reading.length, 10));
    const last = task.reading.last_day;
    return last !== null && part && task.draft.unit_margin === "3d" ? plus(last, -3) : last;
  }

  #class(last: string | null, part: Part | undefined, day = TODAY): Timeliness {
    const claim = part?.claim;
    if (part?.work === "paused" || part?.work === "cancelled") return part.work;
    if (claim && claim.status !== "returned" && claim.day <= day) return last === null ? "done_no_deadline" : claim.day <= last ? "done_on_time" : "done_late";
    if (last === null) return "no_deadline";
    const left = dayNumber(last) - dayNumber(day);
    return left < 0 ? "overdue" : left <= 7 ? "due_soon" : "in_time";
  }

  #partState(task: Task, part: Part, day = TODAY): Timeliness {
    return this.#class(this.#last(task, part), part, day);
  }

  row(task: Task, baseline: string | null = null): TaskRow {
    const { draft, reading } = task;
    const recurring = reading.kind === "recurring";
    const states = task.parts.map((part) => this.#partState(task, part));
    const whole = (day: string): Timeliness => {
      const all = task.parts.map((part) => this.#partState(task, part, day));
      if (all.length === 0) return this.#class(this.#last(task), undefined, day);
      return STATES.find((state) => all.includes(state)) ?? "no_deadline";
    };
    const owed = task.parts.filter((part) => !this.#partState(task, part).startsWith("done")).flatMap((part) => this.#last(task, part) ?? []).sort()[0];
    const current = recurring ? (owed ?? "2024-03-19") : this.#last(task);
    const margin = (day: string | null) => (day !== null && draft.unit_margin === "3d" ? plus(day, -3) : day);
    const state = whole(TODAY);
    const open = state === "overdue" || state === "due_soon" || state === "in_time";
    const paper = this.book.documents.find(({ id }) => id === draft.document);
    return {
      id: task.id, number: task.number, title: draft.title, plan: draft.plan, parent: draft.parent, group: draft.group,
      lead: [draft.leads.length === UNIT_BODIES.length ? "UBND 8 phường" : draft.leads.map(nameOf).join(", "), draft.lead_text].filter((part) => part !== "").join("; "), leads: draft.leads, partners: draft.partners_text, deliverable: draft.deliverable, document: paper?.number ?? "", document_id: draft.document, person: draft.person,
      deadline: { text: draft.deadline_text, kind: draft.deadline?.kind ?? reading.kind, last_day: margin(current), last_time: null, stated_day: reading.stated_day, weekday: current === null ? null : weekday(current), sure: reading.sure || draft.deadline !== null, first_day: null, event: reading.event, event_day: task.eventDay, superior_day: draft.superior_day, own_day: draft.unit_margin === "3d" ? current : null, rhythm: recurring ? reading.words : "", moved: task.extensions.some((step) => step.state === "approved") },
      state, was: baseline === null ? null : task.number === "NV-030" ? null : whole(baseline), days_left: open && (owed ?? current) !== null ? dayNumber(owed ?? current ?? TODAY) - dayNumber(TODAY) : null,
      done: states.filter((one) => one.startsWith("done")).length, total: task.parts.length, overdue: states.filter((one) => one === "overdue").length, to_confirm: task.parts.filter((part) => part.claim?.status === "claimed").length, recurring, by_numbers: task.goal !== null, watched: draft.watched,
    };
  }

  #assignment(task: Task, part: Part): Assignment {
    const list = this.book.checklists.find(({ id }) => id === task.draft.checklist);
    const last = this.#last(task, part);
    const state = this.#partState(task, part);
    return {
      id: part.id, occurrence: part.occurrence, occurrence_name: part.occurrenceName, body: part.body, body_name: nameOf(part.body), state, work_state: part.work, days_left: last === null ? null : dayNumber(last) - dayNumber(TODAY), last_day: last, last_time: null,
      claim: part.claim && { ...part.claim, officer: "Cán bộ tổng hợp", recorded_at: `${part.claim.day}T15:20:00+07:00`, late_record: false, illustrative: false },
      checklist: (list?.items ?? []).map((item, index) => ({ item: index + 1, position: index, title: item.title, group: item.group, done: index + 1 in part.ticks, day: part.ticks[index + 1]?.day ?? null, officer: index + 1 in part.ticks ? "Cán bộ tổng hợp" : null, evidence: part.ticks[index + 1]?.evidence ?? null })),
      ticked: Object.keys(part.ticks).length, goal: task.goal, note: part.note, reminded: part.body === 5 && state === "overdue" ? "2024-03-15" : null, evidence: part.evidence,
    };
  }

  #assignmentRow(task: Task, part: Part): AssignmentRow {
    const last = this.#last(task, part);
    return { assignment: part.id, occurrence: part.occurrence, task: task.id, number: task.number, title: task.draft.title, body: part.body, body_name: nameOf(part.body), state: this.#partState(task, part), days_left: last === null ? null : dayNumber(last) - dayNumber(TODAY), last_day: last, last_time: null, stated_day: task.reading.stated_day, deadline_text: task.draft.deadline_text };
  }

  #part({ assignment, occurrence }: PartKey): [Task, Part] {
    for (const task of this.book.tasks) for (const part of task.parts) if (part.id === assignment && part.occurrence === occurrence) return [task, part];
    throw refuse("unknown_assignment", "Không có phần việc này.");
  }

  #change<T>(label: string, work: () => T): Reply<T> {
    if (this.readonly) throw refuse("read_only", "Sổ đang mở chỉ để xem.");
    const before = structuredClone(this.book);
    let value: T;
    try {
      value = work();
    } catch (reason) {
      this.book = before;
      throw reason;
    }
    this.#past.push({ label, book: before });
    this.#future = [];
    return { value, changes: ["tasks"] };
  }

  #step(from: { label: string; book: Book }[], to: { label: string; book: Book }[]): Reply<{ label: string }> {
    const step = from.pop();
    if (!step) throw refuse("nothing_to_undo", "Không còn thao tác nào để hoàn tác.");
    to.push({ label: step.label, book: this.book });
    this.book = step.book;
    return { value: { label: step.label }, changes: ["tasks"] };
  }

  #list({ baseline }: Request<"tasks">): Response<"tasks"> {
    const rows = this.book.tasks.map((task) => this.row(task, baseline));
    const own = rows.filter((row) => !row.watched);
    const count = (of: (row: TaskRow) => Timeliness | null) => STATES.map((state) => ({ state, count: own.filter((row) => of(row) === state).length }));
    return {
      as_of: TODAY, baseline, total: own.length, classes: count((row) => row.state), baseline_classes: baseline === null ? [] : count((row) => row.was),
      plans: this.book.plans.map((plan) => ({ ...plan, total: own.filter((row) => row.plan === plan.id).length, done: own.filter((row) => row.plan === plan.id && row.state.startsWith("done")).length })),
      groups: this.book.groups.map((group) => ({ ...group, tasks: rows.filter((row) => row.group === group.key) })),
    };
  }

  #detail(id: number): Response<"task"> {
    const task = this.task(id);
    const group = this.book.groups.find(({ key }) => key === task.draft.group);
    const paper = this.book.documents.find((row) => row.id === task.draft.document);
    return { row: this.row(task), group_title: group ? `${group.letter}) ${group.title}` : "", document: paper ? { number: paper.number, day: paper.day, issuer: paper.issuer, excerpt: paper.excerpt } : null, content: task.draft.content, note: task.draft.note, draft: { ...task.draft }, assignments: task.parts.map((part) => this.#assignment(task, part)), extensions: task.extensions };
  }

  #today(): Response<"today_work"> {
    const parts = this.book.tasks.filter((task) => !task.draft.watched).flatMap((task) => task.parts.map((part) => this.#assignmentRow(task, part)));
    const open = parts.filter(({ state }) => state === "overdue" || state === "due_soon" || state === "in_time");
    const rows = this.book.tasks.map((task) => this.row(task)).filter(({ watched }) => !watched);
    return {
      day: TODAY, overdue: open.filter(({ state }) => state === "overdue"), due_today: open.filter(({ days_left }) => days_left === 0), this_week: open.filter(({ days_left }) => days_left !== null && days_left > 0 && days_left <= 6),
      warnings: open.flatMap((row) => (row.days_left === 7 || row.days_left === 3 || row.days_left === 1 ? [{ row, days: row.days_left }] : [])),
      to_confirm: parts.filter((row) => this.#part(row)[1].claim?.status === "claimed"),
      extensions: this.book.tasks.flatMap((task) => task.extensions.filter(({ state }) => state === "proposed").map((extension) => ({ extension, task: task.id, number: task.number, title: task.draft.title }))),
      waiting: rows.filter(({ deadline }) => deadline.event !== null && deadline.event_day === null), unsure: rows.filter(({ deadline }) => !deadline.sure),
    };
  }

  #days({ from, to }: Request<"deadline_days">): Response<"deadline_days"> {
    const items = new Map<string, DueItem[]>();
    const put = (day: string | null, task: Task, what: DueItem["what"], open: number, total: number, state: Timeliness) => {
      if (day !== null) items.set(day, [...(items.get(day) ?? []), { task: task.id, number: task.number, title: task.draft.title, last_time: null, state, what, open, total }]);
    };
    for (const task of this.book.tasks) {
      const row = this.row(task);
      const occurrences = new Map<string, Part[]>();
      for (const part of task.parts) if (part.occurrence !== "") occurrences.set(part.last ?? "", [...(occurrences.get(part.last ?? "") ?? []), part]);
      for (const [day, of] of occurrences) put(day, task, "part", of.filter((part) => !this.#partState(task, part).startsWith("done")).length, of.length, STATES.find((state) => of.some((part) => this.#partState(task, part) === state)) ?? "in_time");
      if (occurrences.size === 0) put(row.deadline.last_day, task, row.total > 0 ? "part" : "own", row.total - row.done, row.total, row.state);
      put(row.deadline.own_day, task, "own", row.total - row.done, row.total, row.state);
      put(row.deadline.superior_day, task, "superior", row.total - row.done, row.total, row.state);
    }
    const length = dayNumber(to) - dayNumber(from) + 1;
    const holidays: Record<string, string> = { "2024-04-18": "Giỗ Tổ Hùng Vương", "2024-04-30": "Ngày Chiến thắng", "2024-05-01": "Quốc tế Lao động" };
    return Array.from({ length }, (_, index) => {
      const day = plus(from, index);
      return { day, off: (dayNumber(day) + 3) % 7 >= 5 || day in holidays, name: holidays[day] ?? "", items: items.get(day) ?? [] };
    });
  }

  #search(text: string): SearchHit[] {
    const wanted = fold(text);
    if (wanted === "") return [];
    const hits: SearchHit[] = [];
    for (const task of this.book.tasks) {
      const row = this.row(task);
      const hit = (place: SearchHit["place"], said: string, part?: Part) => {
        if (fold(said).includes(wanted)) hits.push({ task: task.id, number: task.number, title: row.title, body: part?.body ?? null, body_name: part ? nameOf(part.body) : "", place, text: said, state: part ? this.#partState(task, part) : row.state });
      };
      hit("title", `${task.number} ${row.title}`);
      hit("document", row.document);
      for (const part of task.parts) {
        hit("part", nameOf(part.body), part);
        if (part.claim) hit("part", part.claim.evidence, part);
        for (const item of this.#assignment(task, part).checklist) if (item.evidence) hit("checklist", `${item.title}: ${item.evidence}`, part);
      }
    }
    return hits.slice(0, 60);
  }

  #matrix(): Response<"task_matrix"> {
    return {
      units: UNIT_BODIES.map(({ body, name }) => ({ id: body, name })),
      rows: this.book.tasks.filter((task) => task.draft.leads.some((body) => body <= 9)).map((task) => ({
        task: task.id, number: task.number, title: task.draft.title, group: task.draft.group,
        cells: UNIT_BODIES.map(({ body }) => {
          const parts = task.parts.filter((part) => part.body === body);
          const part = parts.find((one) => !this.#partState(task, one).startsWith("done")) ?? parts.at(-1);
          if (!part) return null;
          const row = this.#assignmentRow(task, part);
          return { assignment: part.id, occurrence: part.occurrence, state: row.state, days_left: row.days_left, overdue: parts.filter((one) => this.#partState(task, one) === "overdue").length, claimed: part.claim?.status === "claimed" };
        }),
      })),
    };
  }

  #save({ id, draft }: Request<"save_task">): number {
    if (draft.title.trim() === "") throw refuse("empty_title", "Nhiệm vụ chưa có tên. Ghi tên rồi giữ lại.");
    const prefix = this.book.plans.find((plan) => plan.id === draft.plan)?.prefix ?? "NV";
    const task = id === null ? { id: (this.book.next += 1), number: draft.number || `${prefix}-${String(this.book.next - 960).padStart(3, "0")}`, draft, reading: readWording(draft.deadline_text), eventDay: null, goal: null, parts: [], extensions: [] } : this.task(id);
    Object.assign(task, { draft: { ...draft }, reading: readWording(draft.deadline_text) });
    if (id === null) this.book.tasks.push(task);
    this.#give(task);
    return task.id;
  }

  #table() {
    const told = <T>(value: T): Reply<T> => ({ value, changes: [] });
    const now = (): BookHead => ({ ...head, today: TODAY, period: "2024-T03", periods: [...head.periods, { key: "2024-T02", label: "Tháng 2/2024", first_day: "2024-01-15", last_day: "2024-02-14", due_day: "2024-02-16" }], overdue: this.book.tasks.filter((task) => !task.draft.watched && this.row(task).state === "overdue").length, read_only: this.readonly, undo: this.#past.at(-1)?.label ?? null, redo: this.#future.at(-1)?.label ?? null });
    const unit = (body: number, code: string, name: string, unitClass: UnitRow["class"]): UnitRow => ({ body, parent: body === ROOT ? null : ROOT, depth: body === ROOT ? 0 : 1, code, name, kind: "", class: unitClass, alive: true, from_day: null, to_day: null, from_sure: true, to_sure: true, predecessors: 0, successors: 0, own: false, inside: true });
    return {
      book: () => told(now()),
      undo: () => this.#step(this.#past, this.#future),
      redo: () => this.#step(this.#future, this.#past),
      units: () => told({ as_of: TODAY, root: ROOT, levels: [], counted: "", events: [], rows: [unit(ROOT, "918", "Quận Bình Thủy", "territory"), ...UNIT_BODIES.map(({ body, code, name }) => unit(body, code, name, "territory")), ...ROOMS.map(({ body, code, name }) => unit(body, code, name, "organization"))] }),
      indicators: () => told(indicators),
      overview: () => told({ as_of: TODAY, weekday: "thứ Hai", period: now().periods[0]!, total: this.#list({ as_of: null, baseline: null }).total, classes: this.#list({ as_of: null, baseline: null }).classes, attention: [], figures: [], ranking: null, calendar: [] }),
      tasks: (request: Request<"tasks">) => told(this.#list(request)),
      task: ({ id }: Request<"task">) => told(this.#detail(id)),
      read_wording: ({ text }: Request<"read_wording">) => told(readingOf(readWording(text))),
      today_work: () => told(this.#today()),
      task_matrix: () => told(this.#matrix()),
      deadline_days: (request: Request<"deadline_days">) => told(this.#days(request)),
      search_tasks: ({ text }: Request<"search_tasks">) => told(this.#search(text)),
      documents: () => told(this.book.documents),
      checklists: () => told(this.book.checklists),
      saved_views: () => told(this.book.views),
      plans: () => told(this.book.plans.map((plan) => ({ ...plan, document: null, note: "", tasks: this.book.tasks.filter((task) => task.draft.plan === plan.id).length, groups: [] }))),
      plan_templates: () => told([{ key: "ubnd-06", title: "Kế hoạch Đề án 06 của UBND quận", tasks: 33, source: "Kế hoạch của 8 quận, huyện năm 2024" }, { key: "100-ngay", title: "Kế hoạch 100 ngày", tasks: 32, source: "Kế hoạch 100 ngày của xã Công Hải" }]),
      evidence_file: ({ id }: Request<"evidence_file">) => told({ name: this.book.tasks.flatMap((task) => task.parts.flatMap((part) => part.evidence)).find((one) => one.id === id)?.name ?? "", bytes: btoa("tệp") }),
      save_task: (request: Request<"save_task">) => this.#change(request.id === null ? "giao nhiệm vụ" : "sửa nhiệm vụ", () => this.#save(request)),
      remove_tasks: ({ tasks }: Request<"remove_tasks">) => this.#change("xóa nhiệm vụ", () => {
        for (const id of tasks) if (this.task(id).parts.some((part) => part.claim !== null)) throw refuse("task_has_work", `${this.task(id).number} đã có đơn vị báo xong nên không xóa được. Hãy hủy nhiệm vụ.`);
        this.book.tasks = this.book.tasks.filter(({ id }) => !tasks.includes(id));
        return null;
      }),
      move_task: ({ id, group, before }: Request<"move_task">) => this.#change("đổi chỗ nhiệm vụ", () => {
        const task = this.task(id);
        const rest = this.book.tasks.filter((other) => other !== task);
        task.draft.group = group;
        const at = before === null ? rest.length : rest.findIndex((other) => other.id === before);
        this.book.tasks = [...rest.slice(0, at), task, ...rest.slice(at)];
        return null;
      }),
      change_tasks: ({ tasks, change: { add_leads, ...fields } }: Request<"change_tasks">) => this.#change("sửa nhiều nhiệm vụ", () => {
        for (const id of tasks) {
          const task = this.task(id);
          Object.assign(task.draft, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)));
          task.draft.leads = [...new Set([...task.draft.leads, ...add_leads])];
          this.#give(task);
        }
        return null;
      }),
      set_event_day: ({ task, day }: Request<"set_event_day">) => this.#change("ghi ngày sự kiện", () => ((this.task(task).eventDay = day), null)),
      set_work_state: ({ parts, state, note }: Request<"set_work_state">) => this.#change("tạm dừng, hủy", () => (parts.forEach((key) => Object.assign(this.#part(key)[1], { work: state, note })), null)),
      tick_item: ({ part, item, done, evidence }: Request<"tick_item">) => this.#change("đánh dấu việc", () => {
        const { ticks } = this.#part(part)[1];
        if (done) ticks[item] = { day: TODAY, evidence };
        else delete ticks[item];
        return null;
      }),
      claim_completion: ({ part, day, evidence }: Request<"claim_completion">) => this.#change("ghi hoàn thành", () => ((this.#part(part)[1].claim = { day, evidence, status: "claimed", note: "" }), null)),
      act_on_tasks: ({ tasks, deed }: Request<"act_on_tasks">) => this.#bulk(tasks, deed),
      withdraw_claim: ({ part }: Request<"withdraw_claim">) => this.#change("rút báo cáo", () => ((this.#part(part)[1].claim = null), null)),
      confirm_completion: ({ part }: Request<"confirm_completion">) => this.#change("xác nhận", () => this.#settle([part], "confirmed", "")),
      confirm_parts: ({ parts }: Request<"confirm_parts">) => this.#change("xác nhận", () => this.#settle(parts, "confirmed", "")),
      return_completion: ({ part, reason }: Request<"return_completion">) => this.#change("trả lại", () => this.#settle([part], "returned", reason)),
      extend_deadline: ({ task, part: key, last_day, reason, document, state }: Request<"extend_deadline">) => this.#change("lùi hạn", () => {
        const of = this.task(task);
        const part = key === null ? undefined : this.#part(key)[1];
        const id = (this.book.next += 1);
        of.extensions.push({ id, assignment: part?.id ?? null, body_name: part ? nameOf(part.body) : "", previous: this.#last(of, part), last_day, reason, document: this.book.documents.find((row) => row.id === document)?.number ?? "", state, day: TODAY, answer: "" });
        return id;
      }),
      decide_extension: ({ id, approve, answer, day }: Request<"decide_extension">) => this.#change("quyết định lùi hạn", () => {
        const step = this.book.tasks.flatMap((task) => task.extensions).find((one) => one.id === id);
        if (step) Object.assign(step, { state: approve ? "approved" : "refused", answer, day });
        return null;
      }),
      attach_evidence: ({ assignment, occurrence, document, name, bytes, note }: Request<"attach_evidence">) => this.#change("gắn minh chứng", () => {
        const id = (this.book.next += 1);
        this.#part({ assignment, occurrence })[1].evidence.push({ id, document: this.book.documents.find((row) => row.id === document)?.number ?? "", name, size: Math.floor((bytes.length * 3) / 4), present: true, note });
        return id;
      }),
      drop_evidence: ({ id }: Request<"drop_evidence">) => this.#change("bỏ minh chứng", () => {
        for (const task of this.book.tasks) for (const part of task.parts) part.evidence = part.evidence.filter((one) => one.id !== id);
        return null;
      }),
      save_document: ({ id, ...fields }: Request<"save_document">) => this.#change("ghi văn bản", () => {
        const made = id ?? (this.book.next += 1);
        this.book.documents = [...this.book.documents.filter((row) => row.id !== id), { id: made, tasks: 0, ...fields }];
        return made;
      }),
      save_view: ({ name, spec }: Request<"save_view">) => this.#change("lưu cách xem", () => (this.book.views.push({ id: (this.book.next += 1), name, spec }), this.book.next)),
      remove_view: ({ id }: Request<"remove_view">) => this.#change("bỏ cách xem", () => ((this.book.views = this.book.views.filter((view) => view.id !== id)), null)),
      make_plan: ({ draft: { title, prefix, first_day, last_day } }: Request<"make_plan">) => this.#change("lập kế hoạch", () => (this.book.plans.push({ id: (this.book.next += 1), key: String(this.book.next), title, prefix, document: "", first_day, last_day }), this.book.next)),
      save_plan: ({ id, draft }: Request<"save_plan">) => this.#change("sửa kế hoạch", () => (Object.assign(this.book.plans.find((plan) => plan.id === id) ?? {}, { title: draft.title, prefix: draft.prefix }), null)),
      save_group: ({ key, plan, letter, title }: Request<"save_group">) => this.#change("thêm nhóm", () => {
        const made = key ?? `n${(this.book.next += 1)}`;
        this.book.groups = [...this.book.groups.filter((group) => group.key !== key), { key: made, plan, letter, title }];
        return made;
      }),
      save_checklist: ({ key, title, source, items }: Request<"save_checklist">) => this.#change("lưu mẫu việc", () => {
        const id = (this.book.next += 1);
        const version = Math.max(0, ...this.book.checklists.filter((one) => one.key === key).map((one) => one.version)) + 1;
        for (const one of this.book.checklists) if (one.key === key) one.latest = false;
        this.book.checklists.push({ id, key: key ?? `m${id}`, version, latest: true, title, source, items: items.map((item, index) => ({ ...item, key: item.key ?? `v${index}` })), used: 0 });
        return id;
      }),
      use_checklist_version: ({ task, checklist }: Request<"use_checklist_version">) => this.#change("đổi bản mẫu việc", () => ((this.task(task).draft.checklist = checklist), { kept: 3, dropped: [] })),
    };
  }

  /** One operation for all of them, as the engine does it. */
  #bulk(ids: number[], deed: Request<"act_on_tasks">["deed"]): Reply<BulkOutcome> {
    const out: BulkOutcome = { done: [], unchanged: [], refused: [] };
    const act = () => {
      for (const task of ids.map((id) => this.task(id))) {
        const row = { task: task.id, number: task.number, title: task.draft.title, parts: 0 };
        if (deed.do === "extend") {
          if (task.reading.rhythm !== "") {
            out.refused.push({ ...row, words: `Nhiệm vụ ${task.number} làm định kỳ: hãy lùi hạn từng kỳ.` });
            continue;
          }
          task.extensions.push({ id: (this.book.next += 1), assignment: null, body_name: "", previous: this.#last(task, undefined), last_day: deed.last_day, reason: deed.reason, document: "", state: deed.state, day: TODAY, answer: "" });
          out.done.push(row);
          continue;
        }
        const parts = task.parts.filter((part) => (deed.do === "confirm" ? part.claim?.status === "claimed" : part.claim === null));
        for (const part of parts) {
          if (deed.do === "claim") part.claim = { day: deed.day, evidence: deed.evidence, status: "claimed", note: "" };
          else if (deed.do === "confirm") part.claim = part.claim && { ...part.claim, status: "confirmed" };
          else Object.assign(part, { work: deed.state, note: deed.note });
        }
        (parts.length > 0 ? out.done : out.unchanged).push({ ...row, parts: parts.length });
      }
      return out;
    };
    return this.#change("làm với nhiều nhiệm vụ", act);
  }

  #settle(parts: PartKey[], status: "confirmed" | "returned", note: string): null {
    for (const key of parts) {
      const { claim } = this.#part(key)[1];
      if (!claim) throw refuse("not_claimed", "Phần việc này chưa báo hoàn thành.");
      Object.assign(claim, { status, note });
    }
    return null;
  }
}
