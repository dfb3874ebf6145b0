// An engine of a few lines for packages: it knows some files by their names, keeps what it took, and takes it back.
import { CallError } from "../src/ipc/host";
import type { BodyStatus, BookHead, FolderView, HeldView, PackageRow, PackageView, Reply, Request, Response, SiteRow } from "../src/ipc/types";
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
  file: "", fate: "taken", refusal: null, sender: "Phường Trà An", sender_code: "31168", kind: "report", number: 7, period: "2024-T03",
  written: "2024-03-14T09:12:40+07:00", fingerprint: "K7MP-2Q9X", same: 41, older: 3, rows: ROWS,
  totals: [
    { indicator: "Hồ sơ định danh điện tử thu nhận", new: 1, changed: 0, before: "0", after: "8.144" },
    { indicator: "Tài khoản định danh điện tử đã kích hoạt", new: 0, changed: 1, before: "7.802", after: "7.912" },
  ],
};

const CONFLICT: HeldView = {
  id: 31, why: "conflict", state: "open", kind: "fact", body: "Phường Trà An", what: "Thẻ căn cước đã trả", time: "tháng 3/2024", ours: "1.204", theirs: "1.240",
  sender: "Phường Trà An", package: 7, officer: "Cán bộ phường", moment: "2024-03-13T16:02:00+07:00", refusal: null, answer: "",
};
export const HELD: HeldView[] = [
  CONFLICT,
  { ...CONFLICT, id: 32, why: "closed", what: "Hồ sơ tiếp nhận", time: "tháng 2/2024", ours: "640", theirs: "655" },
  { ...CONFLICT, id: 33, why: "refused", what: "Hồ sơ tiếp nhận", ours: "", theirs: "−3", refusal: refusal("negative_value", "Số liệu không được âm. Hỏi lại đơn vị.") },
  { ...CONFLICT, id: 34, kind: "assignment", what: "Cấp tài khoản mức 2 cho người cao tuổi", time: "", ours: "", theirs: "" },
];

const SENT = { number: 3, written: "2024-03-01T08:00:00+07:00", period: "", state: "acknowledged" } as const;
export const BODIES: BodyStatus[] = [
  { body: 1, code: "92", name: "Thành phố Cần Thơ", relation: "above", sites: 1, came: { ...SENT, number: 2, state: "taken" }, missing: [], sent: { ...SENT, number: 11, period: "2024-T03", state: "sent" }, waiting: 0 },
  { body: 2, code: "31168", name: "Phường Trà An", relation: "below", sites: 1, came: { ...SENT, number: 9, period: "2024-T03", state: "taken" }, missing: [7, 8], sent: SENT, waiting: 4 },
  { body: 3, code: "31169", name: "Phường Trà Nóc", relation: "below", sites: 0, came: null, missing: [], sent: { ...SENT, state: "withdrawn" }, waiting: 0 },
  { body: 4, code: "31174", name: "Phường Thới An Đông", relation: "below", sites: 0, came: null, missing: [], sent: null, waiting: 0 },
];

export const SITES: SiteRow[] = [
  { id: 50, name: "Quận Bình Thủy", state: "own", fingerprint: "B4TH-7W2C", day: "2024-01-02", reason: "" },
  { id: 51, name: "Phường Trà An", state: "known", fingerprint: "T5AN-3XQ8", day: "2024-01-15", reason: "" },
  { id: 52, name: "Phường Trà Nóc", state: "revoked", fingerprint: "N6CR-9MV4", day: "2024-01-15", reason: "máy bị mất ngày 20/02/2024" },
];

/** A folder after a pass: one of each kind of file that is told of. */
export const FOLDER: FolderView = {
  path: "E:\\TRAODOI", label: "TRAODOI", send_above: false, state: "read", at: "2024-03-18T09:10:04.120+07:00", foreign: 2, sent: 1, text: "",
  files: [
    { name: "31168-2024T03-009.so06x", path: "E:\\TRAODOI\\31168-2024T03-009.so06x", state: "taken", text: "", from: "Phường Trà An", number: 9, changed: 12, held: 1 },
    { name: "tài liệu (2).bin", path: "E:\\TRAODOI\\tài liệu (2).bin", state: "waiting", text: "Gói của “Phường Long Tuyền” ký bằng khóa lạ. Hãy gọi cho đơn vị so mã đối chiếu K7MP-2Q9X, rồi mở gói trong Hộp đến để công nhận khóa.", from: "Phường Long Tuyền", number: 1, changed: 0, held: 0 },
    { name: "An Thới tháng 3.so06x", path: "E:\\TRAODOI\\An Thới tháng 3.so06x", state: "copying", text: "", from: "", number: 0, changed: 0, held: 0 },
    { name: "31174-2024T03-002.so06x", path: "E:\\TRAODOI\\31174-2024T03-002.so06x", state: "locked", text: "Tệp “31174-2024T03-002.so06x” đang bị chương trình khác giữ (thường là chương trình diệt vi rút hoặc đồng bộ). Lượt quét sau sẽ thử lại.", from: "", number: 0, changed: 0, held: 0 },
    { name: "918-20240318-007-f0cbd326.so06x", path: "E:\\TRAODOI\\918-20240318-007-f0cbd326.so06x", state: "own", text: "", from: "", number: 0, changed: 0, held: 0 },
  ],
  peers: [
    { site: 60, fingerprint: "M2AY-8KQ4", officer: "Nguyễn Thị Hoa", written: "2024-03-18T09:05:00.000+07:00", day: "2024-02-01", level: true },
    { site: 61, fingerprint: "M3AY-5TW9", officer: "", written: "", day: "2024-03-15", level: false },
  ],
};

type Asked = Request<"take_packages"> & { files?: { name: string; data: string }[] };
const nameOf = (path: string) => path.split("/").at(-1) ?? path;
const told = <T>(value: T): Reply<T> => ({ value, changes: [] });

/** A file that is no longer where it lay. */
const lost = (path: string): PackageView => ({ ...VIEW, file: nameOf(path), fate: "refused", refusal: refusal("no_such_file", `Không có tệp ${path}.`), rows: [], totals: [], same: 0, older: 0, sender: "", sender_code: "", kind: "", number: 0, period: "", written: "", fingerprint: "" });

/** A host with a book of packages: `picks` is what the officer chooses, `gone` what is no longer there. */
export class ExchangeHost extends FakeHost {
  picks: string[] = [];
  folder: string | null = "/media/USB";
  saved: string | null = "/tmp/moi.so06";
  gone = new Set<string>();
  progress = { done: 0, total: 0 };
  taken = new Set<string>();
  held = HELD;
  sites = SITES;
  bodies = BODIES;
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
      book: () => told(this.#head && { ...this.#head, undo: this.#undo ? "nhận 1 gói" : null }),
      start: () => told({ version: "0.1.0", officer: "", books_dir: "/home/so06", recent: [], examples: [] }),
      look_over_packages: (request: Asked) => told(this.#views(request)),
      take_packages: (request: Asked) => this.#take(request),
      write_package: (request: Request<"write_package">): Reply<Response<"write_package">> => {
        const body = this.bodies.find((own) => own.body === request.body)!;
        const number = (body.sent?.number ?? 0) + 1;
        this.bodies = this.bodies.map((own) => (own === body ? { ...own, sent: { number, written: "2024-03-18T10:00:00+07:00", period: request.period, state: "sent" } } : own));
        return { value: { path: `${request.folder}/${body.code}-${number}.so06x`, number, rows: 12, locked: body.sites > 0 }, changes: ["exchange"] };
      },
      new_from_package: ({ path }: Request<"new_from_package">) => told((this.#head = { ...head, path, name: "Phường Trà An" })),
      save_held: ({ path }: Request<"save_held">) => told({ path, bytes: 4096 }),
      work_progress: () => told(this.progress),
      end_work: () => told(null),
      exchange_status: () => told(this.bodies),
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
      exchange_sites: () => told(this.sites),
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

  override pickPackages = () => Promise.resolve(this.picks);
  override pickFolder = () => Promise.resolve(this.folder);
  override pickSave = () => Promise.resolve(this.saved);

  #views({ paths, files = [], recognise, accept_mass }: Asked): PackageView[] {
    const here = paths.map((path) => (this.gone.has(path) ? lost(path) : this.#view(nameOf(path), recognise, accept_mass)));
    return [...here, ...files.map(({ name }) => this.#view(name, recognise, accept_mass))];
  }

  #view(name: string, recognise: string[], mass: boolean): PackageView {
    const view = { ...VIEW, file: name };
    const empty = { ...view, rows: [], totals: [], same: 0, older: 0 };
    if (this.taken.has(name)) return { ...empty, fate: "already" };
    if (name.startsWith("hong")) return { ...empty, fate: "refused", refusal: refusal("package_damaged", "Tệp dữ liệu bị hỏng trên đường chuyển: chữ ký không khớp. Hãy xin đơn vị gửi lại tệp."), sender: "", sender_code: "", kind: "", number: 0, period: "", written: "", fingerprint: "" };
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
    this.#undo = () => Object.assign(this, before);
    return { value: views, changes: ["facts", "exchange"] };
  }
}
