// An engine of a few lines for safety: copies of a book that has so many operations, a second place, one damaged file.
import { CallError } from "../src/ipc/host";
import type { BookHead, CopyRow, HealthView, JournalProof, JournalRow, RepairView, Request, Response, SafetyView } from "../src/ipc/types";
import { FakeHost, head } from "./fakeHost";

export const NOW = "2024-03-18T09:12:40";
const BESIDE = "D:\\So06\\binh-thuy.so06.sao-luu";

export const COPY: CopyRow = {
  path: `${BESIDE}\\binh-thuy 2024-03-18 06.00.00 hang-ngay.so06`, moment: "2024-03-18T06:00:00", reason: "hang-ngay", bytes: 823_296, operation: 40, first: true, second: true,
};
export const OLDER: CopyRow = {
  ...COPY, path: `${BESIDE}\\binh-thuy 2024-03-17 17.05.12 dong-so.so06`, moment: "2024-03-17T17:05:12", reason: "dong-so", operation: 38, second: false,
};

export const SAFE: SafetyView = {
  copies: [COPY, OLDER], folder: BESIDE, bytes: 1_646_592, most_bytes: 2_000_000_000, unsaved: 2,
  second: { path: "E:\\SAO LUU", label: "SAOLUU", reachable: true, carried: COPY.moment },
  rehearsed: { at: "2024-03-16T08:00:00", copy: "2024-03-15T17:00:00", second: true, whole: true, things: 1266, fault: null, detail: "" },
  whole_at: "2024-03-16T08:00:00", rehearsal_days: 7, encrypted: false, archive: false,
};

const row = (operation: number, label: string): JournalRow => ({ operation, moment: `2024-03-18T08:0${operation % 10}:00.000+07:00`, officer: "Nguyễn Thị Hoa", label, undone: false });
export const LOST = [row(42, "nhập số Phường Trà An"), row(41, "ban hành báo cáo quý I")];

export const PROOF: JournalProof = {
  whole: true, operations: 42, rows: 1268, redacted: 0, misfits: [], heads: [{ source: "copy", operation: 40, fits: true, beyond: false }], proved: 40, unproved: 2, head: "3412edb9",
};

export const HURT: HealthView = {
  path: "D:\\So06\\hong.so06", state: "damaged", text: "Sổ bị hỏng.", copy: false, bytes: 823_296, findings: [{ text: "Có trang của tệp bị hỏng.", count: 2, details: ["malformed", "Page 20: never used"] }, { text: "Không đọc được hết nhật ký.", count: 1, details: [] }], operation: 0, moment: "", copies: [COPY.path],
};

export const SAVED: RepairView = {
  path: "D:\\So06\\hong-cuu.so06", whole: false, text: "Đã cứu được phần lớn; 2 thao tác bị thiếu một phần.", hurt: 2, copies: [COPY.path],
  tables: [{ table: "số liệu", read: 1240, given: 11, lost: 0 }, { table: "nhiệm vụ", read: 30, given: 0, lost: 6 }],
};

/** What opens the encrypted files of the tests, beside the code below. */
export const PASSPHRASE = "bốn con trâu xanh đi qua cầu";
export const CODE = ["K1QQQ ABCDE FGHJK LMNPQ", "RSTUV WXYZ2 34567 89ABC", "DEFGH JKLMN PQRST UVWX2"];

const seen = <T>(value: T) => ({ value, changes: [] });
export const refusal = (code: string, path = "") => new CallError({ code, params: path === "" ? {} : { path }, detail: "", message: `Từ chối: ${code}.` });

/** Each has a book of its own path, since screens remember their place by the book. */
let books = 0;

export class SafetyHost extends FakeHost {
  view: SafetyView = SAFE;
  proof: JournalProof = PROOF;
  health: HealthView = HURT;
  book: BookHead | null;
  /** What the system's dialogs answer, in turn. */
  opens: (string | null)[] = [];
  saves: (string | null)[] = [];
  folders: (string | null)[] = [];
  suggested: string[] = [];
  opened: string[] = [];
  /** Files that wait for their passphrase. */
  locked = new Set<string>();
  /** Copies that do not follow another passphrase. */
  left: string[] = [];

  constructor(open = true) {
    super({});
    books += 1;
    const own: BookHead = { ...head, path: `D:\\So06\\${books}.so06`, saved_at: "2024-03-18T09:00:00.000+07:00" };
    this.book = open ? own : null;
    /** A command that opens a file is refused until the file is unlocked. */
    const behind = <Q extends { path: string }, R>(answer: (request: Q) => R) => (request: Q) => {
      if (this.locked.has(request.path)) throw refusal("book_encrypted", request.path);
      return answer(request);
    };
    const take = (change: Partial<BookHead>) => seen((this.book = { ...own, ...change }));
    Object.assign(this.answers, {
      book: () => seen(this.book),
      start: () => seen({ version: "0.1.0", books_dir: "C:\\So06", asked: null, office: { support: "", language: null, problem: "" }, recent: [{ path: HURT.path, name: "Quận Bình Thủy", exists: true }], examples: [] }),
      journal: () => seen(LOST),
      safety: () => seen(this.view),
      keep_safe: () => seen(this.view),
      make_copy: () => seen((this.view = { ...this.view, unsaved: 0, copies: [{ ...COPY, path: `${BESIDE}\\binh-thuy 2024-03-18 09.12.40 tu-lam.so06`, moment: NOW, reason: "tu-lam", operation: 42, second: false }, ...this.view.copies] })),
      rehearse_restore: () => seen((this.view = { ...this.view, whole_at: NOW, rehearsed: { at: NOW, copy: COPY.moment, second: true, whole: true, things: 1270, fault: null, detail: "" } })),
      choose_second: ({ path }: { path: string }) => seen((this.view = { ...this.view, second: path === "" ? null : { path, label: "", reachable: true, carried: COPY.moment } })),
      preview_restore: behind(({ path }) => seen({ path, last: { ...row(40, "nhập số Phường Bình Thủy"), moment: "2024-03-18T05:58:00.000+07:00" }, own_past: true, lost: LOST, lost_count: 2, figures: 1, papers: 1, sent: 0 } satisfies Response<"preview_restore">)),
      restore_copy: behind(({ to }: { path: string; to: string | null }) => take(to === null ? {} : { path: to })),
      open_book: behind(({ path }) => take({ path })),
      unlock_file: ({ path, secret }: { path: string; secret: string }) => {
        if (secret !== PASSPHRASE && secret !== CODE.join(" ")) throw refusal("wrong_book_passphrase");
        this.locked.delete(path);
        return seen(null);
      },
      set_passphrase: ({ current, passphrase }: Request<"set_passphrase">) => {
        if (this.view.encrypted && current !== PASSPHRASE) throw refusal("wrong_book_passphrase");
        this.view = { ...this.view, encrypted: passphrase !== null };
        return { value: { code: passphrase === null ? "" : CODE.join(" "), copies: 2, left: this.left }, changes: ["book"] };
      },
      recovery_code: ({ passphrase }: { passphrase: string }) => {
        if (passphrase !== PASSPHRASE) throw refusal("wrong_book_passphrase");
        return seen(CODE.join(" "));
      },
      verify_journal: () => seen(this.proof),
      examine_book: behind(({ path }) => seen({ ...this.health, path })),
      repair_book: ({ to }: { to: string }) => seen({ ...SAVED, path: to }),
      redact_words: () => seen({ now: 1, history: 3, issued: 2, sent: 0 }),
    });
  }

  override pickOpen = () => Promise.resolve(this.opens.shift() ?? null);
  override pickSave = (suggested = "") => {
    this.suggested.push(suggested);
    return Promise.resolve(this.saves.shift() ?? null);
  };
  override pickFolder = () => Promise.resolve(this.folders.shift() ?? null);
  override openPath = (path = "") => {
    this.opened.push(path);
    return Promise.resolve(false);
  };

  requests(name: string): unknown[] {
    return this.asked.filter((own) => own.name === name).map(({ request }) => request);
  }
}
