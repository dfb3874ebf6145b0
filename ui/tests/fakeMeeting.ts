// An engine of a few lines for what is round the tasks: it keeps meetings, reminders, contacts, documents and
// commendations, understands a few words of a conclusion, and takes the last step back.
import type { AssignmentRow, ChangeKind, CommendationView, ConclusionList, ConclusionReading, ConclusionView, ContactView, DocumentRow, MeetingBoard, MeetingView, Ranking, RecordReminder, ReminderDraft, ReminderItem, ReminderView, Reply, Request, TaskRow, Timeliness } from "../src/ipc/types";
import { CallError } from "../src/ipc/host";
import { showDay } from "../src/lib/days";
import { fold } from "../src/lib/text";
import { FakeHost, head } from "./fakeHost";
import { pdfOf } from "./fakePdf";

export const UNITS = ["Bình Thủy", "Trà An", "Trà Nóc", "Thới An Đông", "An Thới", "Bùi Hữu Nghĩa", "Long Hòa", "Long Tuyền"].map((name, index) => ({ id: index + 2, name }));
const unit = (name: string) => UNITS.find((own) => own.name === name) ?? { id: 1, name: "Quận Bình Thủy" };

const PLAN = "Ban hành Kế hoạch triển khai Đề án 06 năm 2024";
const CLEAN = "Làm sạch dữ liệu hộ tịch, thuế, bảo hiểm, giáo dục, y tế, an sinh trên địa bàn";
const QR = "Niêm yết mã QR thủ tục tại bộ phận một cửa";
const ACTIVATE = "Vận động, hướng dẫn kích hoạt tài khoản định danh";
const TEAM = "Kiện toàn tổ công nghệ số cộng đồng";
const SCAN = "Số hóa hồ sơ đầu vào theo Nghị định 107/2021";

type Owes = [name: string, number: string, title: string, last: string, left: number, missing: string[]];
const OWES: Owes[] = [
  ["Thới An Đông", "NV-024", PLAN, "2024-03-14", -4, ["Trình Chủ tịch UBND phường ký", "Gửi bản ký về Tổ công tác quận"]],
  ["Thới An Đông", "NV-019", CLEAN, "2024-03-08", -10, ["Dữ liệu thuế", "Dữ liệu bảo hiểm", "Dữ liệu giáo dục", "Dữ liệu an sinh"]],
  ["Trà An", "NV-012", QR, "2024-03-01", -17, ["Ảnh chụp bảng mã tại bộ phận một cửa"]],
  ["Trà An", "NV-016", ACTIVATE, "2024-03-22", 4, ["Còn 1.204 tài khoản"]],
  ["Long Tuyền", "NV-019", CLEAN, "2024-03-08", -10, ["Dữ liệu hộ tịch"]],
  ["Long Tuyền", "NV-018", TEAM, "2024-03-15", -3, []],
  ["Long Tuyền", "NV-012", QR, "2024-03-13", -5, ["Ảnh chụp bảng mã tại bộ phận một cửa"]],
  ["Long Hòa", "NV-016", ACTIVATE, "2024-03-22", 4, ["Còn 769 tài khoản"]],
  ["Bùi Hữu Nghĩa", "NV-016", ACTIVATE, "2024-03-22", 4, ["Còn 1.366 tài khoản"]],
  ["An Thới", "NV-003", SCAN, "2024-03-30", 12, ["Quyết định số hóa"]],
];

const told = <T>(value: T): Reply<T> => ({ value, changes: [] });

function task(id: number, title: string, leads: string, last: string | null, state: Timeliness = "in_time", left: number | null = 3): TaskRow {
  return {
    id, number: `NV-${String(id).padStart(3, "0")}`, title, group: "", lead: leads, partners: "", deliverable: "", document: "",
    deadline: { text: "", kind: "by_day", last_day: last, last_time: null, stated_day: last, weekday: null, sure: true },
    state, days_left: left, done: 0, total: 1, watched: false,
  } as TaskRow;
}

function rankingOf(many: number): Ranking {
  const figures: [string, string, string, number, string][] = [["An Thới", "17.235", "13.840", 12453, "+225"], ["Trà Nóc", "11.842", "11.500", 10297, "+192"], ["Bình Thủy", "12.905", "12.800", 10082, "+145"], ["Long Hòa", "12.431", "13.200", 9417, "−49"], ["Thới An Đông", "10.610", "11.600", 9147, "+190"], ["Bùi Hữu Nghĩa", "11.234", "12.600", 8916, "+44"]];
  const named = figures.map(([name, value, base, bar, delta], index) => ({ rank: index + 1, body: unit(name).id, code: "", name, value, base, percent: (bar / 100).toFixed(2).replace(".", ","), bar, delta, as_of: "2024-03-14", state: "ranked" as const }));
  const none = ["Long Tuyền", "Trà An"].map((name) => ({ rank: null, body: unit(name).id, code: "", name, value: null, base: null, percent: null, bar: null, delta: null, as_of: null, state: "no_data" as const }));
  const more = Array.from({ length: many }, (_, index) => ({ ...named[5]!, rank: index + 7, body: 100 + index, name: `Xã số ${index + 1}` }));
  return { indicator: 3, title: "Tài khoản kích hoạt so với chỉ tiêu giao", base_name: "Chỉ tiêu quận giao", illustrative: true, as_of: "2024-03-14", last_day: "2024-03-14", submitted: 6, total: 8, rows: [...named, ...more, ...none] };
}

export class MeetingHost extends FakeHost {
  meetings: MeetingView[] = [];
  contacts: ContactView[] = [];
  reminders: ReminderView[] = [];
  documents: DocumentRow[] = [];
  commendations: CommendationView[] = [];
  many = 0;
  readonly = false;
  #ids = 100;
  #undo: (() => void) | null = null;

  constructor(answers: ConstructorParameters<typeof FakeHost>[0] = {}) {
    super({});
    this.#fill();
    Object.assign(this.answers, this.#outreach(), this.#meeting(), this.#records(), {
      book: () => told({ ...head, path: "/tmp/giao-ban.so06", period: "2024-T03", read_only: this.readonly, undo: this.#undo ? "thao tác vừa rồi" : null }),
      undo: () => {
        this.#undo?.();
        this.#undo = null;
        return { value: { label: "thao tác vừa rồi" }, changes: ["meetings", "outreach", "tasks"] as ChangeKind[] };
      },
      units: () => told({ as_of: "2024-03-18", root: 1, counted: "8 phường", events: [], rows: UNITS.map(({ id, name }) => ({ body: id, parent: 1, depth: 1, code: String(31170 + id), name, kind: "phường", class: "territory", alive: true, from_day: null, to_day: null, from_sure: true, to_sure: true, predecessors: 0, successors: 0, own: false, inside: true })) }),
      tasks: () => told({ as_of: "2024-03-18", total: 1, classes: [{ state: "overdue", count: 1 }], groups: [{ key: "a", title: "Chỉ đạo, điều hành", tasks: [{ ...task(24, PLAN, "UBND 8 phường", "2024-03-14", "overdue", -4), document: "96/TB-VPCP" }] }] }),
      report: ({ kind }: Request<"report">) => told({ title: { reminder: "Công văn đôn đốc", conclusion: "Thông báo kết luận", invitation: "Giấy mời họp", handout: "Tài liệu họp" }[kind] ?? kind, pdf: pdfOf(["UY BAN NHAN DAN QUAN BINH THUY", "", kind, "", ...this.meetings[0]!.conclusions.map(({ text }) => text)]), pages: 1, illustrative: true, sections: [], texts: [], findings: [], figures: [] }),
      issued_reports: () => told([]),
      save_report: ({ path }: Request<"save_report">) => told({ path, bytes: 9000 }),
    }, answers);
  }

  #done<T>(value: T, changes: ChangeKind[]): Reply<T> {
    return { value, changes };
  }

  #fill(): void {
    const base = { time: "08:00", place: "Phòng họp số 2, UBND quận", chair: "Ông Nguyễn Văn Bình, Phó Chủ tịch UBND quận, Tổ phó Tổ công tác", invited: "Thành viên Tổ công tác Đề án 06 quận\nChủ tịch UBND 8 phường\nCông an quận", agenda: "Đánh giá kết quả thực hiện đến 14/03/2024\nNhiệm vụ quá hạn và khó khăn\nKết luận", document_id: null, document: "" };
    const first: MeetingView = { ...base, id: 1, day: "2024-03-04", title: "Giao ban Tổ công tác Đề án 06 tháng 2/2024", document: "31/TB-UBND, 05/03/2024", document_id: 5, previous: null, conclusions: [{ id: 11, position: 1, text: "Các phường niêm yết mã QR thủ tục tại bộ phận một cửa trước ngày 14/3", bodies: "Trà An, Long Tuyền", task: task(12, QR, "Trà An, Long Tuyền", "2024-03-13", "overdue", -5) }] };
    const conclusions: ConclusionView[] = [
      { id: 21, position: 1, text: "Trà An, Long Tuyền nộp số liệu trong hôm nay", bodies: "Trà An, Long Tuyền", task: task(41, "Nộp số liệu", "Trà An, Long Tuyền", "2024-03-18", "due_soon", 0) },
      { id: 22, position: 2, text: "Long Hòa giải trình số giảm 49", bodies: "Long Hòa", task: task(42, "Giải trình số giảm 49", "Long Hòa", "2024-03-20", "due_soon", 2) },
    ];
    this.meetings = [{ ...base, id: 2, day: "2024-03-18", title: "Giao ban Tổ công tác Đề án 06 quận Bình Thủy", previous: { id: 1, day: first.day, time: first.time, title: first.title, place: first.place, conclusions: 1, document: first.document }, conclusions }, first];
    const people: [string, string, string, string, string][] = [["Thới An Đông", "Trần Văn Minh", "Phó Chủ tịch UBND phường", "0907 111 222", "lãnh đạo phụ trách"], ["Thới An Đông", "Lê Thị Hoa", "Công chức Tư pháp – Hộ tịch", "0918 333 444", "cán bộ đầu mối"], ["Trà An", "Phạm Quốc Cường", "Phó Chủ tịch UBND phường", "0939 555 666", "lãnh đạo phụ trách"], ["Long Tuyền", "Võ Thị Lan", "Công chức Văn phòng – Thống kê", "0944 777 888", "cán bộ đầu mối"], ["An Thới", "Nguyễn Hoàng Nam", "Trưởng Công an phường", "0292 3841 000", "thu nhận hồ sơ"]];
    this.contacts = people.map(([name, person, post, phone, duty], index) => ({ id: index + 1, body: unit(name).id, body_name: name, name: person, post, phone, duty, position: index }));
    this.reminders = [{ id: 1, body: unit("Trà An").id, body_name: "Trà An", day: "2024-03-11", way: "message", text: "Tổ công tác Đề án 06 quận đề nghị phường Trà An hoàn thành:\n1. Niêm yết mã QR thủ tục tại bộ phận một cửa (hạn 01/03/2024, quá 10 ngày).", officer: "Cán bộ tổng hợp", moment: "2024-03-11T08:12:00+07:00", items: [{ number: "NV-012", title: QR }], document: "" }];
    this.documents = [
      { id: 1, kind: "Thông báo", number: "96/TB-VPCP", day: "2024-03-13", issuer: "Văn phòng Chính phủ", excerpt: "Kết luận của Thủ tướng Chính phủ tại Hội nghị trực tuyến toàn quốc về Đề án 06", tasks: 14 },
      { id: 2, kind: "Quyết định", number: "06/QĐ-TTg", day: "2022-01-06", issuer: "Thủ tướng Chính phủ", excerpt: "Phê duyệt Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ chuyển đổi số quốc gia giai đoạn 2022 – 2025, tầm nhìn đến năm 2030", tasks: 19 },
      { id: 5, kind: "Thông báo", number: "31/TB-UBND", day: "2024-03-05", issuer: "UBND quận Bình Thủy", excerpt: "Kết luận giao ban Tổ công tác Đề án 06 tháng 2/2024", tasks: 1 },
      { id: 6, kind: "Công văn", number: "412/UBND-VP", day: "2024-03-11", issuer: "UBND quận Bình Thủy", excerpt: "Đôn đốc thực hiện nhiệm vụ", tasks: 0 },
    ];
    this.commendations = [{ id: 1, body: unit("An Thới").id, body_name: "An Thới", form: "Giấy khen", number: 2, state: "decided", day: "2024-01-12", document_id: 2, document: "Quyết định 88/QĐ-UBND", reason: "Vượt chỉ tiêu kích hoạt tài khoản năm 2023" }];
  }

  /** Keeps how to take a step back. */
  #step(): void {
    const [meetings, reminders, contacts, documents, commendations] = [this.meetings, this.reminders, this.contacts, this.documents, this.commendations].map((list) => structuredClone(list));
    this.#undo = () => Object.assign(this, { meetings, reminders, contacts, documents, commendations });
  }

  #items(name: string, horizon: number): ReminderItem[] {
    return OWES.filter(([own, , , , left]) => own === name && left <= (horizon === 0 ? -1 : horizon)).map(([own, number, title, last_day, days_left, missing]) => ({ assignment: unit(own).id * 100 + Number(number.slice(3)), occurrence: "", occurrence_name: "", task: Number(number.slice(3)), number, title, deadline_text: "", last_day, last_time: null, stated_day: last_day, moved_from: null, days_left, state: days_left < 0 ? "overdue" : "due_soon", returned: null, missing }));
  }

  #outreach() {
    const outreach = ["outreach"] as ChangeKind[];
    return {
      contacts: () => told(this.contacts),
      save_contact: (request: Request<"save_contact">) => {
        if (/[a-zà-ỹ]/i.test(request.phone)) throw new CallError({ code: "bad_phone", params: {}, detail: "", message: "Số điện thoại chỉ gồm chữ số, dấu cách và dấu +. Gõ lại số." });
        this.#step();
        const id = request.id ?? ++this.#ids;
        const body_name = UNITS.find((own) => own.id === request.body)?.name ?? "";
        const one = { ...request, id, body_name, position: 0 };
        this.contacts = request.id === null ? [...this.contacts, one] : this.contacts.map((other) => (other.id === id ? one : other));
        return this.#done(id, outreach);
      },
      remove_contact: ({ id }: Request<"remove_contact">) => {
        this.#step();
        this.contacts = this.contacts.filter((other) => other.id !== id);
        return this.#done(null, outreach);
      },
      save_letters: ({ bodies, folder }: Request<"save_letters">) => told({ files: bodies.map((body) => ({ path: `${folder}/${body}.pdf`, bytes: 1 })), skipped: [] }),
      reminder_draft: ({ bodies, horizon, figures }: Request<"reminder_draft">) => {
        const rows = UNITS.filter(({ id }) => bodies.length === 0 || bodies.includes(id)).map<ReminderDraft>(({ id, name }) => {
          const items = this.#items(name, horizon);
          const last = this.reminders.find((own) => own.body === id);
          const lines = items.map((item, index) => `${index + 1}. ${item.title} (hạn ${showDay(item.last_day ?? "")}${(item.days_left ?? 0) < 0 ? `, quá ${-(item.days_left ?? 0)} ngày` : ""})${item.missing.length > 0 ? `: còn thiếu ${item.missing.join("; ")}` : ""}.`);
          return { body: id, body_name: name, text: [`Tổ công tác Đề án 06 quận đề nghị phường ${name} hoàn thành:`, ...lines, "Báo kết quả về Tổ công tác trước 16h00 hôm nay."].join("\n"), items, figures: name === "Thới An Đông" && figures !== false ? [{ period: "2024-T02", name: "tháng 2 năm 2024", due_day: "2024-03-16", days_left: -2, done: 3, of: 7 }] : [], contacts: this.contacts.filter(({ body }) => body === id), last: last ? { day: last.day, way: last.way } : null };
        });
        return told(rows.filter(({ items, figures }) => items.length + figures.length > 0));
      },
      reminder_for_all: ({ bodies, horizon }: Request<"reminder_for_all">) => told(["Tổ công tác Đề án 06 quận đề nghị các phường hoàn thành, báo trước 16h00 ngày 19/03/2024:", ...UNITS.filter(({ id }) => bodies.length === 0 || bodies.includes(id)).flatMap(({ name }) => { const items = this.#items(name, horizon); return items.length === 0 ? [] : [`– ${name}: ${items.map(({ title, last_day }) => `${title} (hạn ${showDay(last_day ?? "")})`).join("; ")}.`]; })].join("\n")),
      paste_contacts: ({ text }: Request<"paste_contacts">) => {
        this.#step();
        const rows = (text ?? "").split(/\r?\n/).slice(1).map((line) => line.split("\t"));
        const named = rows.map((cells) => ({ cells, body: UNITS.find(({ name }) => fold(cells[1] ?? "").endsWith(fold(name))) }));
        const good = named.filter(({ body }) => body !== undefined);
        this.contacts = [...this.contacts, ...good.map(({ cells, body }) => ({ id: ++this.#ids, body: body!.id, body_name: body!.name, name: cells[2] ?? "", post: cells[3] ?? "", phone: cells[4] ?? "", duty: "", position: 0 }))];
        return this.#done({ added: good.length, changed: 0, unchanged: 0, refused: named.flatMap(({ cells, body }, index) => (body ? [] : [{ row: index + 2, text: cells[1] ?? "", words: `Sổ không có đơn vị “${cells[1]}”.` }])) }, outreach);
      },
      record_reminders: ({ reminders }: Request<"record_reminders">) => {
        this.#step();
        const ids = reminders.map((one) => this.#remind(one));
        return this.#done(ids, outreach);
      },
      record_reminder: (request: Request<"record_reminder">) => {
        this.#step();
        return this.#done(this.#remind(request), outreach);
      },
      reminders: ({ body }: Request<"reminders">) => told(this.reminders.filter((own) => body === null || own.body === body)),
    };
  }

  #remind(request: RecordReminder): number {
    const name = UNITS.find(({ id }) => id === request.body)?.name ?? "";
    const items = this.#items(name, 30).filter((item) => request.items.some(({ assignment }) => assignment === item.assignment)).map(({ number, title }) => ({ number, title }));
    const document = this.documents.find(({ id }) => id === request.document)?.number ?? "";
    this.reminders = [{ id: ++this.#ids, body: request.body, body_name: name, day: head.today, way: request.way, text: request.text, officer: "Cán bộ tổng hợp", moment: "2024-03-18T09:20:00+07:00", items, document }, ...this.reminders];
    return this.#ids;
  }

  #find(id: number): MeetingView {
    const found = this.meetings.find((own) => own.id === id);
    if (!found) throw new CallError({ code: "no_such_meeting", params: {}, detail: "", message: "Không còn cuộc họp này." });
    return found;
  }

  #of(conclusion: number): MeetingView {
    return this.#find(this.meetings.find((own) => own.conclusions.some(({ id }) => id === conclusion))?.id ?? 0);
  }

  #set(meeting: MeetingView, conclusions: ConclusionView[]): void {
    const numbered = conclusions.map((one, index) => ({ ...one, position: index + 1 }));
    this.meetings = this.meetings.map((own) => (own.id === meeting.id ? { ...own, conclusions: numbered } : own));
  }

  read(text: string, wording?: string): ConclusionReading {
    const words = fold(text);
    const said = wording ?? /((trước|trong) )?ngày \d+\/\d+|hôm nay/i.exec(text)?.[0] ?? "";
    const bodies = UNITS.filter(({ name }) => words.includes(fold(name)) && !(name === "An Thới" && words.includes("thoi an dong")));
    const day = /(\d{1,2})\/(\d{1,2})/.exec(said);
    const before = /truoc ngay/.test(fold(said));
    const last = day ? `2024-${day[2]!.padStart(2, "0")}-${String(Number(day[1]) - (before ? 1 : 0)).padStart(2, "0")}` : fold(said).includes("hom nay") ? head.today : null;
    const candidates = /\bthoi\b/.test(words) && bodies.length === 0 ? [unit("An Thới"), unit("Thới An Đông")] : [];
    return {
      bodies, partners: [], candidates, lead_text: "", title: text, sure: bodies.length > 0,
      deadline: { text: said, kind: "by_day", first_day: null, last_day: last, last_time: null, stated_day: last, event: null, length: "", rhythm: "", words: last ? `chậm nhất ${last === "2024-03-21" ? "thứ Năm " : ""}${showDay(last)}` : "", sure: last !== null },
      parent: words.includes("ke hoach") ? { id: 24, number: "NV-024", title: PLAN } : null,
      parents: words.includes("ke hoach") ? [{ id: 24, number: "NV-024", title: PLAN }, { id: 18, number: "NV-018", title: TEAM }] : [],
    };
  }

  #view(id: number, words: { text: string; bodies: number[] | null; deadline_text?: string | null }): ConclusionView {
    const reading = this.read(words.text, words.deadline_text ?? undefined);
    const names = (words.bodies === null ? reading.bodies : UNITS.filter((own) => words.bodies?.includes(own.id))).map(({ name }) => name).join(", ");
    const made = task(id, words.text, names, reading.deadline.last_day);
    return { id, position: 0, text: words.text, bodies: names, task: { ...made, deadline: { ...made.deadline, text: reading.deadline.text } } };
  }

  #board(): MeetingBoard {
    const none = { task: 1, assignment: 1, occurrence: "", body: 1 };
    const late = UNITS.map(({ id, name }) => ({ body: id, body_name: name, overdue: this.#items(name, 0).map<AssignmentRow>((item) => ({ assignment: item.assignment, occurrence: "", task: 1, number: item.number, title: item.title, body: id, body_name: name, state: "overdue", days_left: item.days_left, last_day: item.last_day, last_time: null, stated_day: item.last_day, deadline_text: "" })) }));
    return {
      day: head.today,
      previous: "2024-03-04",
      late: late.filter(({ overdue }) => overdue.length > 0).sort((a, b) => b.overdue.length - a.overdue.length),
      standing: UNITS.map(({ id, name }, index) => ({ body: id, body_name: name, total: 18, done: 15 - index, on_time: 15 - index, owed: 18, overdue: late.find(({ body }) => body === id)?.overdue.length ?? 0, percent: (((15 - index) / 18) * 100).toFixed(2).replace(".", ","), rank: index + 1, was_overdue: index === 1 ? 1 : index === 5 ? 2 : 0 })),
      changes: [
        { ...none, number: "NV-012", title: QR, body_name: "Bình Thủy", from: "in_time", to: "done_on_time" },
        { ...none, number: "NV-018", title: TEAM, body_name: "Long Hòa", from: "overdue", to: "done_late" },
        { ...none, number: "NV-024", title: PLAN, body_name: "Thới An Đông", from: "due_soon", to: "overdue" },
        { ...none, number: "NV-019", title: CLEAN, body_name: "Long Tuyền", from: "in_time", to: "overdue" },
        { ...none, number: "NV-016", title: ACTIVATE, body_name: "Trà An", from: "in_time", to: "due_soon" },
        { ...none, number: "NV-003", title: SCAN, body_name: "Trà Nóc", from: "not_started", to: "in_time" },
        { ...none, number: "NV-003", title: SCAN, body_name: "An Thới", from: "in_time", to: "paused" },
      ],
      indicator: rankingOf(this.many),
    };
  }

  #meeting() {
    const both = ["meetings", "tasks"] as ChangeKind[];
    return {
      meetings: () => told(this.meetings.map(({ id, day, time, title, place, conclusions, document }) => ({ id, day, time, title, place, conclusions: conclusions.length, document }))),
      meeting: ({ id }: Request<"meeting">) => told(this.#find(id)),
      meeting_board: () => told(this.#board()),
      save_meeting: (request: Request<"save_meeting">) => {
        this.#step();
        const id = request.id ?? ++this.#ids;
        const before = this.meetings.find((own) => own.id === request.id);
        const one = { document: "", document_id: null, previous: null, conclusions: [], ...before, ...request, id };
        this.meetings = request.id === null ? [one, ...this.meetings] : this.meetings.map((own) => (own.id === id ? one : own));
        return this.#done(id, ["meetings"]);
      },
      remove_meeting: ({ id }: Request<"remove_meeting">) => {
        if (this.#find(id).conclusions.length > 0) throw new CallError({ code: "meeting_has_conclusions", params: {}, detail: "", message: "Cuộc họp đã có kết luận nên không bỏ được. Bỏ từng kết luận trước." });
        this.#step();
        this.meetings = this.meetings.filter((own) => own.id !== id);
        return this.#done(null, ["meetings"]);
      },
      conclusion_lists: ({ meeting }: Request<"conclusion_lists">) => {
        const own = this.#find(meeting);
        return told(UNITS.flatMap<ConclusionList>(({ id, name }) => {
          const items = own.conclusions.filter(({ bodies }) => bodies.includes(name));
          const lines = items.map(({ text, task: made }, index) => `${index + 1}. ${text} (hạn ${showDay(made?.deadline.last_day ?? "")})`);
          if (items.length === 0) return [];
          return [{ body: id, body_name: name, text: [`Việc phường ${name} được giao tại ${own.title} ngày ${showDay(own.day)}:`, ...lines].join("\n"), contacts: this.contacts.filter(({ body }) => body === id), items: items.map((one) => ({ conclusion: one.id, task: one.task?.id ?? 0, number: "", text: one.text, last_day: one.task?.deadline.last_day ?? null, leads: true })) }];
        }));
      },
      read_conclusion: ({ text, deadline_text }: Request<"read_conclusion">) => told(this.read(text, deadline_text)),
      conclude: (request: Request<"conclude">) => {
        this.#step();
        const meeting = this.#find(request.meeting);
        const id = ++this.#ids;
        this.#set(meeting, [...meeting.conclusions, this.#view(id, request)]);
        return this.#done(id, both);
      },
      change_conclusion: (request: Request<"change_conclusion">) => {
        this.#step();
        const meeting = this.#of(request.id);
        this.#set(meeting, meeting.conclusions.map((own) => (own.id === request.id ? this.#view(own.id, request) : own)));
        return this.#done(null, both);
      },
      move_conclusion: ({ id, before }: Request<"move_conclusion">) => {
        this.#step();
        const meeting = this.#of(id);
        const moved = meeting.conclusions.filter((own) => own.id === id);
        const rest = meeting.conclusions.filter((own) => own.id !== id);
        const at = before === null ? rest.length : rest.findIndex((own) => own.id === before);
        this.#set(meeting, [...rest.slice(0, at), ...moved, ...rest.slice(at)]);
        return this.#done(null, both);
      },
      drop_conclusion: ({ id }: Request<"drop_conclusion">) => {
        this.#step();
        const meeting = this.#of(id);
        this.#set(meeting, meeting.conclusions.filter((own) => own.id !== id));
        return this.#done(null, both);
      },
      sign_conclusions: ({ meeting, document }: Request<"sign_conclusions">) => {
        this.#step();
        const found = this.documents.find((own) => own.id === document);
        this.meetings = this.meetings.map((own) => (own.id === meeting ? { ...own, document_id: document, document: found ? `${found.number}, ${showDay(found.day ?? "")}` : "" } : own));
        return this.#done(null, both);
      },
    };
  }

  #records() {
    return {
      documents: () => told(this.documents),
      remove_document: ({ id }: Request<"remove_document">) => {
        const own = this.documents.find((other) => other.id === id);
        if (own && own.tasks > 0) throw new CallError({ code: "document_in_use", params: {}, detail: "", message: `Không bỏ được ${own.number} vì còn nơi dẫn tới: nhiệm vụ NV-024.` });
        this.#step();
        this.documents = this.documents.filter((other) => other.id !== id);
        return this.#done(null, ["tasks", "outreach"]);
      },
      save_document: (request: Request<"save_document">) => {
        if (this.documents.some(({ id, number, day }) => id !== request.id && number === request.number && day === request.day)) throw new CallError({ code: "document_exists", params: {}, detail: "", message: `Sổ đã có văn bản ${request.number} cùng ngày. Mở văn bản ấy để sửa.` });
        this.#step();
        const id = request.id ?? ++this.#ids;
        const tasks = this.documents.find((own) => own.id === id)?.tasks ?? 0;
        this.documents = request.id === null ? [{ ...request, id, tasks }, ...this.documents] : this.documents.map((own) => (own.id === id ? { ...request, id, tasks } : own));
        return this.#done(id, ["tasks"]);
      },
      check_evidence: () => told({ folder: "/home/canbo/So06/quan-binh-thuy.tep", folder_there: true, files: 37, bytes: 48_200_000, missing: [{ id: 1, number: "NV-024", body_name: "An Thới", name: "Ke hoach 06 An Thoi (ky).pdf" }], changed: [{ id: 2, number: "NV-012", body_name: "Trà Nóc", name: "Anh bang ma QR.jpg" }], strangers: ["IMG_2024.jpg"] }),
      commendations: () => told(this.commendations),
      propose_commendations: () => told([{ body: unit("An Thới").id, body_name: "An Thới", reason: "Hoàn thành đúng hạn 18/18 nhiệm vụ; đạt 124,5 % chỉ tiêu kích hoạt", on_time: 18, owed: 18, rank: 1, percent: "124,5 %", illustrative: true, already: "2024-01-12" }, { body: unit("Trà Nóc").id, body_name: "Trà Nóc", reason: "Hoàn thành đúng hạn 17/18 nhiệm vụ; đạt 103,0 % chỉ tiêu kích hoạt", on_time: 17, owed: 18, rank: 2, percent: "103,0 %", illustrative: true, already: null }, { body: unit("Bình Thủy").id, body_name: "Bình Thủy", reason: "Hoàn thành đúng hạn 15/18 nhiệm vụ; đạt 100,8 % chỉ tiêu kích hoạt", on_time: 15, owed: 18, rank: 3, percent: "100,8 %", illustrative: true, already: null }]),
      save_proposals: () => told([]),
      save_commendation: (request: Request<"save_commendation">) => {
        this.#step();
        const id = request.id ?? ++this.#ids;
        const body_name = UNITS.find((own) => own.id === request.body)?.name ?? "";
        const found = this.documents.find((own) => own.id === request.document);
        const { document: document_id, ...rest } = request;
        const one = { ...rest, id, body_name, document_id, document: found ? `${found.kind} ${found.number}` : "" };
        this.commendations = request.id === null ? [one, ...this.commendations] : this.commendations.map((own) => (own.id === id ? one : own));
        return this.#done(id, ["tasks"]);
      },
      remove_commendation: ({ id }: Request<"remove_commendation">) => {
        this.#step();
        this.commendations = this.commendations.filter((own) => own.id !== id);
        return this.#done(null, ["tasks"]);
      },
    };
  }
}
