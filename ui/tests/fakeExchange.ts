// An engine of a few lines for packages: it knows some files by their names, keeps what it took, and takes it back.
import { CallError } from "../src/ipc/host";
import type { BodyStatus, BookHead, DueReceipt, FolderView, Foretold, Handover, HeldView, PackageLine, PackageRow, PackageView, QueryView, Reply, Request, Response, SiteRow, ToldPackage } from "../src/ipc/types";
import { deliveriesOf } from "./fakeDeliveries";
import { FakeHost, head } from "./fakeHost";

export const ROW: PackageRow = { kind: "fact", verdict: "new", body: "Phường Trà An", what: "Hồ sơ định danh điện tử thu nhận", time: "tháng 3/2024", before: "", after: "8.144", refusal: null };
const row = (change: Partial<PackageRow>): PackageRow => ({ ...ROW, ...change });
const refusal = (code: string, text: string) => ({ code, text });

const ROWS: PackageRow[] = [
  row({}),
  row({ what: "Tài khoản định danh điện tử đã kích hoạt", verdict: "changed", before: "7.802", after: "7.912" }),
  row({ what: "Thẻ căn cước đã trả", verdict: "conflict", before: "1.204", after: "1.240" }),
  row({ what: "Hồ sơ tiếp nhận", time: "tháng 2/2024", verdict: "closed", before: "640", after: "655" }),
  row({ what: "Hồ sơ tiếp nhận", verdict: "refused", after: "−3", refusal: refusal("negative_value", "Số liệu không được âm. Hỏi lại đơn vị.") }),
  row({ kind: "assignment", what: "Cấp tài khoản mức 2 cho người cao tuổi", time: "", verdict: "joined", after: "" }),
  row({ kind: "tick", what: "Niêm yết mã QR tại bộ phận một cửa", time: "", verdict: "ended", after: "" }),
];

export const VIEW: PackageView = {
  file: "", fate: "taken", refusal: null, sender: "Phường Trà An", sender_code: "31168", kind: "report", number: 7, period: "2024-T03", first_day: "14/01/2024", last_day: "14/03/2024",
  written: "2024-03-14T09:12:40+07:00", fingerprint: "K7MP-2Q9X", succession: null, introduced: [], same: 41, older: 3, rows: ROWS, unshown: [],
  news: [],
  totals: [
    { indicator: "Hồ sơ định danh điện tử thu nhận", new: 1, changed: 0, before: "0", after: "8.144" },
    { indicator: "Tài khoản định danh điện tử đã kích hoạt", new: 0, changed: 1, before: "7.802", after: "7.912" },
  ],
  told: [],
};

/** A receipt of the district for packages of this book: one taken, one withdrawn. */
const TOLD: ToldPackage[] = [
  { number: 11, period: "2024-T03", withdrawn: false, news: true, came: { taken: "2024-03-15T08:10:00+07:00", new: 6, changed: 9, same: 41, conflict: 2, closed: 0, refused: 1 } },
  { number: 10, period: "2024-T02", withdrawn: true, news: true, came: null },
  { number: 9, period: "2024-T01", withdrawn: false, news: false, came: null },
];

const CONFLICT: HeldView = {
  id: 31, why: "conflict", state: "open", kind: "fact", body: "Phường Trà An", what: "Thẻ căn cước đã trả", time: "tháng 3/2024", ours: "1.204", theirs: "1.240",
  sender: "Phường Trà An", package: 7, officer: "Cán bộ phường", moment: "2024-03-13T16:02:00+07:00", refusal: null, answer: "", figure: { body: 2, indicator: 12, period: "2024-T03" },
};
export const HELD: HeldView[] = [
  CONFLICT,
  { ...CONFLICT, id: 32, why: "closed", what: "Hồ sơ tiếp nhận", time: "tháng 2/2024", ours: "640", theirs: "655" },
  { ...CONFLICT, id: 33, why: "refused", what: "Hồ sơ tiếp nhận", ours: "", theirs: "−3", refusal: refusal("negative_value", "Số liệu không được âm. Hỏi lại đơn vị.") },
  { ...CONFLICT, id: 34, kind: "assignment", figure: null, what: "Cấp tài khoản mức 2 cho người cao tuổi", time: "", ours: "", theirs: "" },
];

const CAME = { taken: "2024-03-02T08:10:00+07:00", new: 6, changed: 9, same: 41, conflict: 2, closed: 0, refused: 1 };
const SENT: PackageLine = { direction: "out", kind: "assignment", number: 3, written: "2024-03-01T08:00:00+07:00", period: "", state: "acknowledged", came: CAME };
const NONE_DUE = { receipts_due: 0, withdrawals_due: 0 };
export const BODIES: BodyStatus[] = [
  { body: 1, code: "92", name: "Thành phố Cần Thơ", relation: "above", sites: 1, came: { ...SENT, direction: "in", number: 2, state: "taken" }, missing: [], sent: { ...SENT, kind: "report", number: 11, period: "2024-T03", state: "sent", came: null }, waiting: 0, ...NONE_DUE },
  { body: 2, code: "31168", name: "Phường Trà An", relation: "below", sites: 1, came: { ...SENT, direction: "in", kind: "report", number: 9, period: "2024-T03", state: "taken" }, missing: [7, 8], sent: SENT, waiting: 4, ...NONE_DUE, receipts_due: 1 },
  { body: 3, code: "31169", name: "Phường Trà Nóc", relation: "below", sites: 0, came: null, missing: [], sent: { ...SENT, state: "withdrawn" }, waiting: 0, ...NONE_DUE },
  { body: 4, code: "31174", name: "Phường Thới An Đông", relation: "below", sites: 0, came: null, missing: [], sent: null, waiting: 0, ...NONE_DUE },
];

export const PACKAGES: PackageLine[] = [
  { ...SENT, kind: "report", number: 11, period: "2024-T03", written: "2024-03-14T17:00:00+07:00", state: "acknowledged" },
  { ...SENT, direction: "in", number: 2, state: "taken" },
  { ...SENT, kind: "report", number: 10, period: "2024-T02", written: "2024-02-14T17:00:00+07:00", state: "withdrawn" },
  { ...SENT, kind: "report", number: 9, period: "2024-T01", written: "2024-01-14T17:00:00+07:00", state: "sent", came: null },
];

export const DUE: DueReceipt[] = [{ site: 51, body: 2, name: "Phường Trà An", taken: [9], withdrawn: [] }];

const ASKED: QueryView = {
  id: 71, ours: true, asker: "Quận Bình Thủy", body: 2, code: "31168", name: "Phường Trà An", indicator: 8, what: "Tài khoản định danh điện tử đã kích hoạt", period: "2024-T03", time: "tháng 3/2024",
  then: "12.431", now: "12.468", corrected: true, question: "Vì sao nhỏ hơn số tháng trước (12.480)?", asked: "2024-03-16T10:20:00+07:00", asked_by: "Cán bộ tổng hợp",
  answer: "Đã đối chiếu lại với Công an phường, sót 37 tài khoản của khu vực 3.", answered: "2024-03-17T08:40:00+07:00", answered_by: "Cán bộ phường", state: "answered",
};
export const QUESTIONS: QueryView[] = [
  ASKED,
  { ...ASKED, id: 72, ours: false, asker: "Thành phố Cần Thơ", body: 9, code: "918", name: "Quận Bình Thủy", what: "Hồ sơ tiếp nhận", then: "187.130", now: "187.130", corrected: false, question: "Số hồ sơ chưa gồm hồ sơ của bộ phận một cửa liên thông?", asked_by: "Tổ công tác thành phố", answer: "", answered: "", answered_by: "", state: "open" },
  { ...ASKED, id: 73, name: "Phường Trà Nóc", body: 3, code: "31169", what: "Thẻ căn cước đã trả", then: "", now: "", corrected: false, question: "Kỳ này chưa có số?", answer: "", answered: "", answered_by: "", state: "open" },
];

const ALONE = { succession: "none", predecessor: "", first_number: 0, because: "" } as const;
export const SITES: SiteRow[] = [
  { id: 50, name: "Quận Bình Thủy", state: "own", fingerprint: "B4TH-7W2C", day: "2024-01-02", reason: "", ...ALONE },
  { id: 51, name: "Phường Trà An", state: "known", fingerprint: "T5AN-3XQ8", day: "2024-01-15", reason: "", ...ALONE },
  { id: 53, name: "Phường Trà An", state: "replaced", fingerprint: "H4WD-6PKE", day: "2024-01-15", reason: "Nhận bàn giao từ Nguyễn Văn Bình ngày 11/03/2024.", ...ALONE },
  { id: 54, name: "Phường Trà An", state: "known", fingerprint: "X9RB-2NFT", day: "2024-03-11", reason: "", succession: "handed_over", predecessor: "H4WD-6PKE", first_number: 8, because: "" },
  { id: 52, name: "Phường Trà Nóc", state: "revoked", fingerprint: "N6CR-9MV4", day: "2024-01-15", reason: "máy bị mất ngày 20/02/2024", ...ALONE },
];

/** A folder after a pass: one of each kind of file that is told of. */
export const FOLDER: FolderView = {
  path: "E:\\TRAODOI", label: "TRAODOI", send_above: false, state: "read", at: "2024-03-18T09:10:04.120+07:00", foreign: 2, sent: 1, text: "",
  files: [
    { name: "31168-2024T03-009.so06x", path: "E:\\TRAODOI\\31168-2024T03-009.so06x", state: "taken", text: "", from: "Phường Trà An", number: 9, changed: 12, held: 1 },
    { name: "tài liệu (2).bin", path: "E:\\TRAODOI\\tài liệu (2).bin", state: "waiting", text: "Gói của “Phường Long Tuyền” ký bằng khóa lạ. Hãy gọi cho đơn vị so mã đối chiếu K7MP-2Q9X, rồi mở gói ở Trao đổi, mục Nhận gói, để công nhận khóa.", from: "Phường Long Tuyền", number: 1, changed: 0, held: 0 },
    { name: "An Thới tháng 3.so06x", path: "E:\\TRAODOI\\An Thới tháng 3.so06x", state: "copying", text: "", from: "", number: 0, changed: 0, held: 0 },
    { name: "31174-2024T03-002.so06x", path: "E:\\TRAODOI\\31174-2024T03-002.so06x", state: "locked", text: "Tệp “31174-2024T03-002.so06x” đang bị chương trình khác giữ (thường là chương trình diệt vi rút hoặc đồng bộ). Lượt quét sau sẽ thử lại.", from: "", number: 0, changed: 0, held: 0 },
    { name: "918-20240318-007-f0cbd326.so06x", path: "E:\\TRAODOI\\918-20240318-007-f0cbd326.so06x", state: "own", text: "", from: "", number: 0, changed: 0, held: 0 },
  ],
  peers: [
    { site: 60, fingerprint: "M2AY-8KQ4", officer: "Nguyễn Thị Hoa", written: "2024-03-18T09:05:00.000+07:00", day: "2024-02-01", level: true },
    { site: 61, fingerprint: "M3AY-5TW9", officer: "", written: "", day: "2024-03-15", level: false },
  ],
};
export const PASSPHRASE = "mật khẩu bàn giao 06";
export const HANDOVER: Handover = { officer: "Nguyễn Văn Bình", moment: "2024-03-18T09:12:40.000+07:00", day: "18/03/2024", digest: "9f2c41d0".repeat(8), file: "31168-20240318-001-1a2b3c4d.so06x", fingerprint: "B4TH-7W2C" };

type Asked = Request<"take_packages"> & { files?: { name: string; data: string }[] };
const nameOf = (path: string) => path.split("/").at(-1) ?? path;
const told = <T>(value: T): Reply<T> => ({ value, changes: [] });

/** A file that is no longer where it lay. */
const lost = (path: string): PackageView => ({ ...VIEW, file: nameOf(path), fate: "refused", refusal: refusal("no_such_file", `Không có tệp ${path}.`), rows: [], unshown: [], totals: [], same: 0, older: 0, sender: "", sender_code: "", kind: "", number: 0, period: "", first_day: "", last_day: "", written: "", fingerprint: "" });

/** A host with a book of packages: `picks` is what the officer chooses, `gone` what is no longer there. */
export class ExchangeHost extends FakeHost {
  picks: string[] = [];
  folder: string | null = "/media/USB";
  unshown: PackageView["unshown"] = [];
  /** Why the minute of a handover cannot be written. */
  minuteText = "";
  saved: string | null = "/tmp/moi.so06";
  gone = new Set<string>();
  progress = { done: 0, total: 0 };
  taken = new Set<string>();
  held = HELD;
  sites = SITES;
  bodies = BODIES;
  foretold: Foretold[] = [];
  due: DueReceipt[] = [];
  questions = QUESTIONS;
  recognised = new Set<string>();
  shared: FolderView = { ...FOLDER, path: null, label: "", state: null, at: "", files: [], foreign: 0, sent: 0, peers: [] };
  /** Rows of a package that is large. */
  many = 0;
  #undo: (() => void) | null = null;
  #head: BookHead | null;

  constructor(answers: ConstructorParameters<typeof FakeHost>[0] = {}, open = true) {
    super(answers);
    this.#head = open ? head : null;
    Object.assign(this.answers, {
      book: () => told(this.#head && { ...this.#head, undo: this.#undo ? "nhận 1 gói" : null, exchange_waiting: this.held.filter((own) => own.state === "open").length + 2 }),
      start: () => told({ version: "0.1.0", officer: "", books_dir: "/home/so06", asked: null, office: { support: "", language: null, problem: "" }, recent: [], examples: [] }),
      look_over_packages: (request: Asked) => told(this.#views(request)),
      take_packages: (request: Asked) => this.#take(request),
      write_package: (request: Request<"write_package">): Reply<Response<"write_package">> => {
        const body = this.bodies.find((own) => own.body === request.body)!;
        const number = (body.sent?.number ?? 0) + 1;
        this.bodies = this.bodies.map((own) => (own === body ? { ...own, sent: { number, written: "2024-03-18T10:00:00+07:00", period: request.period, state: "sent", direction: "out", kind: "assignment", came: null } } : own));
        return { value: { path: `${request.folder}/${body.code}-${number}.so06x`, number, rows: 12, locked: body.sites > 0 }, changes: ["exchange"] };
      },
      new_from_package: ({ path }: Request<"new_from_package">) => told((this.#head = { ...head, path, name: "Phường Trà An" })),
      save_held: ({ path }: Request<"save_held">) => told({ path, bytes: 4096 }),
      work_progress: () => told(this.progress),
      end_work: () => told(null),
      exchange_status: () => told(this.bodies),
      submissions: (request: Request<"submissions">) => told(deliveriesOf(this.bodies.filter(({ relation }) => relation === "below"), request)),
      held_rows: ({ all }: Request<"held_rows">) => told(this.held.filter((own) => all || own.state === "open")),
      decide_held: ({ id, theirs, note }: Request<"decide_held">): Reply<null> => {
        const own = this.held.find((other) => other.id === id)!;
        if (theirs && own.why === "closed") throw new CallError({ code: "period_closed", params: {}, detail: "", message: "Kỳ tháng 2/2024 đã chốt. Mở lại kỳ rồi quyết định." });
        this.held = this.held.map((other) => (other === own ? { ...own, state: theirs ? "theirs" : "ours", answer: note } : other));
        return { value: null, changes: ["exchange", "facts"] };
      },
      exchange_folder: () => told(this.shared),
      choose_folder: ({ path, send_above }: Request<"choose_folder">) => {
        if (path.endsWith("Documents")) throw new CallError({ code: "book_in_folder", params: {}, detail: "", message: "Sổ “a.so06” đang mở nằm trong thư mục này." });
        return { value: (this.shared = { ...FOLDER, path, send_above }), changes: ["exchange"] as const };
      },
      leave_folder: () => ({ value: (this.shared = { ...this.shared, path: null, state: null, files: [] }), changes: ["exchange"] as const }),
      scan_folder: () => ({ value: (this.shared = { ...this.shared, at: "2024-03-18T09:20:00.000+07:00" }), changes: ["exchange"] as const }),
      write_joining: ({ folder }: Request<"write_joining">) => told({ path: `${folder}/918-001.so06x`, number: 1, rows: 900, locked: false }),
      receipts_due: () => told(this.due),
      write_receipts: ({ body, folder }: Request<"write_receipts">): Reply<Response<"write_receipts">> => {
        const due = body === null ? this.due : [{ ...DUE[0]!, body, name: this.bodies.find((own) => own.body === body)!.name }];
        this.due = this.due.filter((own) => !due.some((other) => other.body === own.body));
        return { value: due.map((own) => ({ path: `${folder}/${own.body}.so06x`, name: own.name, taken: own.taken.length, withdrawn: own.withdrawn.length })), changes: ["exchange"] };
      },
      packages_of: ({ body }: Request<"packages_of">) => told(body === 4 ? [] : PACKAGES),
      queries: ({ all }: Request<"queries">) => told(this.questions.filter((own) => all || own.state !== "settled")),
      ask_query: ({ body, indicator, period, question }: Request<"ask_query">): Reply<number> => {
        this.questions = [...this.questions, { ...ASKED, id: 80, body, indicator, period, question, answer: "", state: "open" }];
        return { value: 80, changes: ["exchange"] };
      },
      answer_query: ({ id, answer }: Request<"answer_query">): Reply<null> => this.#question(id, { answer, answered: "2024-03-18T09:00:00+07:00", answered_by: "Cán bộ tổng hợp", state: "answered" }),
      settle_query: ({ id, settled }: Request<"settle_query">): Reply<null> => this.#question(id, { state: settled ? "settled" : "answered" }),
      withdraw_query: ({ id }: Request<"withdraw_query">): Reply<null> => {
        this.questions = this.questions.filter((own) => own.id !== id);
        return { value: null, changes: ["exchange"] };
      },
      exchange_sites: () => told(this.sites),
      foretold_sites: () => told(this.foretold),
      enrol_site: ({ body, fingerprint }: Request<"enrol_site">): Reply<null> => {
        if (!/^[2-9A-HJKMNP-Z]{4}-?[2-9A-HJKMNP-Z]{4}$/i.test(fingerprint)) throw new CallError({ code: "bad_fingerprint", params: {}, detail: "", message: `“${fingerprint}” không phải là mã đối chiếu khóa.` });
        this.foretold = [...this.foretold, { id: 90 + this.foretold.length, name: this.bodies.find((own) => own.body === body)?.name ?? "", fingerprint: fingerprint.toUpperCase() }];
        return { value: null, changes: ["exchange"] };
      },
      enrol_from_package: (): Reply<null> => ({ value: null, changes: ["exchange"] }),
      forget_recognition: ({ id }: Request<"forget_recognition">): Reply<null> => {
        this.foretold = this.foretold.filter((own) => own.id !== id);
        return { value: null, changes: ["exchange"] };
      },
      settle_place: (): Reply<BookHead> => {
        this.#head = { ...this.#head!, place: { standing: "same", from: "" } };
        return { value: this.#head, changes: ["book", "exchange"] };
      },
      hand_over: ({ folder, minute }: Request<"hand_over">): Reply<Response<"hand_over">> => {
        const digest = "9f2c41d07be35a6811c0de94af72b356e8d14409c2fa7b01653d98be20a7f41c";
        this.#head = { ...this.#head!, read_only: true, handed_over: HANDOVER };
        return { value: { path: `${folder}/31168-20240318-001-1a2b3c4d.so06x`, bytes: 812_400, evidence: 12, digest, minute: minute && this.minuteText === "" ? `${folder}/31168-20240318-001-1a2b3c4d.bien-ban.pdf` : "", minute_text: this.minuteText }, changes: ["book", "exchange"] };
      },
      open_handover: ({ path, passphrase }: Request<"open_handover">) => {
        if (passphrase !== PASSPHRASE) throw new CallError({ code: "wrong_passphrase", params: {}, detail: "", message: "Mật khẩu không đúng nên chưa mở được tệp. Hãy gõ lại, chú ý chữ hoa và bộ gõ tiếng Việt; tệp và sổ chưa bị thay đổi." });
        return told((this.#head = { ...head, path, received: HANDOVER }));
      },
      resume_book: (): Reply<null> => {
        this.#head = { ...this.#head!, read_only: false, handed_over: null };
        return { value: null, changes: ["book", "exchange"] };
      },
      change_site: ({ id, revoked, reason }: Request<"change_site">): Reply<null> => {
        this.sites = this.sites.map((own) => (own.id === id ? { ...own, state: revoked ? "revoked" : "replaced", reason } : own));
        return { value: null, changes: ["exchange"] };
      },
      undo: () => {
        this.#undo?.();
        this.#undo = null;
        return { value: { label: "nhận 1 gói" }, changes: ["exchange", "facts"] };
      },
    });
  }

  /** As the book is opened next. */
  openAs(change: Partial<BookHead>): void {
    this.#head = { ...(this.#head ?? head), ...change };
  }

  override pickPackages = () => Promise.resolve(this.picks);
  override pickFolder = () => Promise.resolve(this.folder);
  override pickSave = () => Promise.resolve(this.saved);

  #question(id: number, change: Partial<QueryView>): Reply<null> {
    this.questions = this.questions.map((own) => (own.id === id ? { ...own, ...change } : own));
    return { value: null, changes: ["exchange"] };
  }

  #views({ paths, files = [], recognise, accept_mass }: Asked): PackageView[] {
    const here = paths.map((path) => (this.gone.has(path) ? lost(path) : this.#view(nameOf(path), recognise, accept_mass)));
    return [...here, ...files.map(({ name }) => this.#view(name, recognise, accept_mass))];
  }

  #view(name: string, recognise: string[], mass: boolean): PackageView {
    const view = { ...VIEW, file: name, unshown: this.unshown };
    const empty = { ...view, rows: [], unshown: [], totals: [], same: 0, older: 0 };
    if (this.taken.has(name)) return { ...empty, fate: "already" };
    if (name.startsWith("moi")) return { ...view, succession: { old: "H4WD-6PKE", how: "handed_over", first_number: 8, reason: "Nhận bàn giao từ Nguyễn Văn Bình ngày 11/03/2024.", holds: true }, introduced: [{ fingerprint: "J3VQ-8TYC", holds: true }] };
    if (name.startsWith("haithua")) return { ...empty, fate: "quarantined", succession: { old: "H4WD-6PKE", how: "resumed", first_number: 8, reason: "Máy mới hỏng, chờ sửa", holds: false } };
    if (name.startsWith("hong")) return { ...empty, fate: "refused", refusal: refusal("package_damaged", "Gói dữ liệu bị hỏng trên đường chuyển: chữ ký không khớp. Hãy xin đơn vị gửi lại gói."), sender: "", sender_code: "", kind: "", number: 0, period: "", first_day: "", last_day: "", written: "", fingerprint: "" };
    if (name.startsWith("bien")) return { ...empty, kind: "receipt", sender: "Thành phố Cần Thơ", sender_code: "92", number: 4, period: "", told: TOLD };
    if (name.startsWith("la") && !recognise.includes(VIEW.fingerprint) && !this.recognised.has(VIEW.fingerprint)) return { ...empty, fate: "quarantined" };
    if (name.startsWith("lon") && !mass) return { ...empty, fate: "refused", refusal: refusal("mass_change", "Gói của “Phường Trà An” thay đổi 9/12 số liệu đã chốt. Hãy hỏi đơn vị.") };
    if (name.startsWith("nhieu")) return { ...view, rows: Array.from({ length: this.many }, (_, index) => row({ what: `Chỉ tiêu ${index + 1}` })) };
    return view;
  }

  #take(request: Asked): Reply<PackageView[]> {
    const views = this.#views(request);
    const before = { taken: new Set(this.taken), recognised: new Set(this.recognised) };
    for (const view of views) if (view.fate === "taken") this.taken.add(view.file);
    for (const key of request.recognise) this.recognised.add(key);
    const due = this.due;
    this.due = DUE;
    this.#undo = () => Object.assign(this, before, { due: [...due, { ...DUE[0]!, taken: [], withdrawn: [9] }] });
    return { value: views, changes: ["facts", "exchange"] };
  }
}
