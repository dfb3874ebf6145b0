// A host that answers as the engine would for quận Ninh Kiều: for tests and for looking at screens.
import type { BookHead, NameMatch, PeriodRules, UnitOption } from "../src/ipc/types";
import { FakeHost, head } from "./fakeHost";
import { calendarYear, rules as shipped, unitDetail, unitTree } from "./unitsWorld";

const FOUND: UnitOption[] = [
  { root: "916", code: "916", name: "Quận Ninh Kiều", kind: "quận", parent: "Thành phố Cần Thơ", from_day: null, to_day: "2025-06-30", from_sure: true, to_sure: true },
  { root: "31135@2025-07-01", code: "31135", name: "Phường Ninh Kiều", kind: "phường", parent: "Thành phố Cần Thơ", from_day: "2025-07-01", to_day: null, from_sure: true, to_sure: true },
  { root: "31123@2024-11-01", code: "31123", name: "Phường Thới Bình", kind: "phường", parent: "Quận Ninh Kiều, Thành phố Cần Thơ", from_day: "2024-11-01", to_day: "2025-06-30", from_sure: true, to_sure: true },
  { root: "31123", code: "31123", name: "Phường Thới Bình", kind: "phường", parent: "Quận Ninh Kiều, Thành phố Cần Thơ", from_day: null, to_day: "2024-10-31", from_sure: true, to_sure: true },
];

const MATCHED: Record<string, Partial<NameMatch>> = {
  "p. thoi binh": {
    candidates: [
      { code: "31123@2024-10-31", name: "Phường Thới Bình", parent: "Quận Ninh Kiều", why: "đến 31/10/2024" },
      { code: "31123@2024-11-01", name: "Phường Thới Bình", parent: "Quận Ninh Kiều", why: "từ 01/11/2024" },
    ],
  },
  "An Hoà": { code: "31120", name: "Phường An Hòa" },
};

const done = <T>(value: T) => ({ value, changes: ["bodies" as const, "settings" as const] });
const seen = <T>(value: T) => ({ value, changes: [] });

let books = 0;

/** Each has a book of its own, since screens remember their place by the book. */
export function worldHost(open = true): FakeHost {
  books += 1;
  const path = `/tmp/${books}.so06`;
  const view: Pick<BookHead, "seen_at" | "boundary"> = { seen_at: null, boundary: "then" };
  const own = new Map<string, { working: boolean; name: string }>();
  const rules: PeriodRules = { ...shipped };
  const { today } = head;
  const now = (): BookHead => ({ ...head, path, name: "Quận Ninh Kiều", ...view, read_only: view.seen_at !== null, saved_at: "2024-03-18T09:12:40+07:00" });
  return new FakeHost({
    book: () => seen(open ? now() : null),
    start: () =>
      seen({
        version: "0.2.0",
        books_dir: "/home/canbo/So06",
        asked: null,
        office: { support: "Tổ công nghệ thông tin quận Ninh Kiều, 0292 000 000", language: null, problem: "" },
        recent: [{ path: "/home/canbo/So06/quan-ninh-kieu.so06", name: "Quận Ninh Kiều", exists: true }],
        examples: ["binh-thuy-2024", "can-tho-2024", "ninh-kieu-2024"].map((name, index) => ({
          name,
          title: ["Quận Bình Thủy, quý I/2024", "Thành phố Cần Thơ, tháng 3/2024", "Quận Ninh Kiều, sắp xếp đơn vị"][index] ?? "",
          description: "Số trên cả địa bàn là số đã công bố; số của từng đơn vị để minh họa.",
        })),
      }),
    find_units: ({ text }) => seen(text.length > 1 ? FOUND : []),
    set_view: (request) => {
      Object.assign(view, request);
      return seen(now());
    },
    units: ({ as_of }) => seen(unitTree(as_of ?? today)),
    unit: ({ body, as_of }) => seen(unitDetail(body, as_of ?? today)),
    change_units: () => done({ begun: [13], text: "Đã ghi: 4 phường nhập thành phường Thới Bình từ 01/11/2024." }),
    add_body: () => done(13),
    set_share: () => done(null),
    tell_day: () => done(null),
    divide_book: ({ folder }) =>
      done({
        archive: `${folder}/quan-ninh-kieu-luu-tru.so06`,
        record: `${folder}/bien-ban-chia-so.pdf`,
        evidence: { folder: `${folder}/918-luu-tru.so06.minh-chung`, files: 2, bytes: 2048, missing: ["bien-ban.pdf"], changed: [] },
        parts: [
          { code: "31135", name: "Phường Ninh Kiều", path: `${folder}/phuong-ninh-kieu.so06`, facts: 1284, remarks: [] },
          { code: "31120", name: "Phường Cái Khế", path: `${folder}/phuong-cai-khe.so06`, facts: 856, remarks: ["Phần nhập từ Bùi Hữu Nghĩa không có trong sổ này."] },
          { code: "31147", name: "Phường Tân An", path: `${folder}/phuong-tan-an.so06`, facts: 856, remarks: [] },
          { code: "31150", name: "Phường An Bình", path: `${folder}/phuong-an-binh.so06`, facts: 428, remarks: ["Phần nhập từ Long Tuyền, Mỹ Khánh không có trong sổ này."] },
        ],
      }),
    match_names: ({ texts }) =>
      seen(texts.map((text) => ({ text, code: null, name: null, candidates: [], ...MATCHED[text] }))),
    calendar: ({ year }) => seen(calendarYear(year, own)),
    set_calendar_day: ({ day, working, name }) => {
      if (working === null) own.delete(day);
      else own.set(day, { working, name });
      return done(null);
    },
    period_rules: () => seen(rules),
    set_period_rules: (request) => {
      Object.assign(rules, request);
      return done(null);
    },
    add_campaign: () => done("dot"),
    indicators: () => seen({ groups: [], sources: [], score: null }),
    journal: () => seen([]),
  });
}
