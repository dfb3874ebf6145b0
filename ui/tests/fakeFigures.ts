import type {
  ClosingView,
  CountGrid,
  Figure,
  GridCell,
  IndicatorList,
  IndicatorPage,
  IndicatorRow,
  MatrixCell,
  MatrixState,
  Request,
  Response,
  SubmissionMatrix,
  TrendPoint,
} from "../src/ipc/types";
import { head } from "./fakeHost";

// Figures of quận Bình Thủy as a book would hand them out: all of them illustrative but “trên 92.400”.
export const UNITS = [
  ["31168", "Phường Bình Thủy"],
  ["31169", "Phường Trà An"],
  ["31171", "Phường Trà Nóc"],
  ["31174", "Phường Thới An Đông"],
  ["31177", "Phường An Thới"],
  ["31178", "Phường Bùi Hữu Nghĩa"],
  ["31180", "Phường Long Hòa"],
  ["31183", "Phường Long Tuyền"],
] as const;

export const figure = (text: string, more: Partial<Figure> = {}): Figure => ({
  text,
  qualifier: "exact",
  prefix: "",
  unit: "tài khoản",
  as_of: "2024-03-14",
  source: "Công an",
  illustrative: false,
  body: 1,
  indicator: 3,
  ...more,
});

const row = (indicator: number, code: string, name: string, more: Partial<IndicatorRow> = {}): IndicatorRow => ({
  indicator,
  code,
  name,
  kind: "stock",
  kind_text: "lũy kế",
  direction: "up",
  unit: "tài khoản",
  decimals: 0,
  source: "Công an",
  entered_at: "đơn vị hoặc cấp này",
  bases: [],
  own: false,
  in_grid: false,
  versions: 1,
  figure: null,
  base_text: null,
  percent: null,
  ...more,
});

export const indicators: IndicatorList = {
  groups: [
    {
      key: "a",
      letter: "a",
      title: "Giải quyết thủ tục hành chính và cung cấp dịch vụ công trực tuyến",
      indicators: [
        row(10, "tthc.ho_so", "Hồ sơ tiếp nhận", { kind: "flow", kind_text: "trong kỳ", unit: "hồ sơ", source: "Hệ thống thông tin giải quyết TTHC", in_grid: true, figure: figure("3.640", { unit: "hồ sơ", illustrative: true }) }),
        row(11, "tthc.truc_tuyen", "Hồ sơ nộp trực tuyến", { kind: "flow", kind_text: "trong kỳ", unit: "hồ sơ", source: "Cổng Dịch vụ công quốc gia", in_grid: true, figure: figure("2.318", { unit: "hồ sơ", illustrative: true }), bases: ["Hồ sơ tiếp nhận"], base_text: "Hồ sơ tiếp nhận", percent: "63,68" }),
        row(12, "tthc.ty_le_truc_tuyen", "Tỷ lệ hồ sơ trực tuyến", { kind: "ratio", kind_text: "tỷ lệ", unit: "%", entered_at: "tính từ hai chỉ tiêu", source: "Cổng Dịch vụ công quốc gia", figure: figure("63,68", { unit: "%", illustrative: true }) }),
        row(13, "tthc.qua_han", "Hồ sơ quá hạn", { kind: "flow", kind_text: "trong kỳ", direction: "down", unit: "hồ sơ", source: "Hệ thống thông tin giải quyết TTHC", figure: figure("7", { unit: "hồ sơ", illustrative: true }), base_text: "Hồ sơ tiếp nhận", percent: "0,19" }),
        row(14, "tthc.hai_long", "Mức độ hài lòng của người dân, doanh nghiệp", { kind: "index", kind_text: "chỉ số", unit: "%", entered_at: "cấp này", source: "Nội vụ", figure: figure("93,02", { unit: "%", as_of: "2023-12-14" }) }),
        row(15, "tthc.so_hoa", "Số hóa thành phần hồ sơ khi tiếp nhận", { kind: "flow", kind_text: "trong kỳ", unit: "hồ sơ", source: "Hệ thống thông tin giải quyết TTHC", figure: figure("1.502", { unit: "hồ sơ", illustrative: true }), base_text: "Hồ sơ tiếp nhận", percent: "41,26" }),
      ],
    },
    {
      key: "c",
      letter: "c",
      title: "Phục vụ phát triển công dân số",
      indicators: [
        row(1, "dinh_danh.ho_so", "Hồ sơ định danh điện tử thu nhận", { unit: "hồ sơ", in_grid: true, figure: figure("98.000", { prefix: "trên", unit: "hồ sơ", as_of: "2024-02-22" }) }),
        row(2, "dinh_danh.da_cap", "Tài khoản định danh điện tử đã cấp", { bases: ["Hồ sơ định danh điện tử thu nhận"] }),
        row(3, "dinh_danh.kich_hoat", "Tài khoản định danh điện tử đã kích hoạt", {
          in_grid: true,
          versions: 2,
          figure: figure("92.400", { prefix: "trên", as_of: "2024-02-22" }),
          bases: ["Chỉ tiêu giao", "Hồ sơ định danh điện tử thu nhận", "Dân số thường trú"],
          base_text: "Hồ sơ định danh điện tử thu nhận",
          percent: "94,29",
        }),
        row(4, "chu_ky_so.ca_nhan", "Chữ ký số cá nhân đã cấp", { unit: "chữ ký số", source: "Doanh nghiệp viễn thông", figure: figure("318", { unit: "chữ ký số", illustrative: true }) }),
      ],
    },
    {
      key: "dd",
      letter: "đ",
      title: "Chỉ đạo, điều hành của lãnh đạo các cấp",
      indicators: [
        row(20, "918.to_cong_nghe_so", "Tổ công nghệ số cộng đồng đã thành lập", { own: true, unit: "tổ", source: "Đơn vị tự báo cáo", entered_at: "từng đơn vị", in_grid: true, figure: figure("79", { unit: "tổ" }) }),
        row(21, "918.ma_qr", "Thủ tục có mã QR niêm yết tại bộ phận một cửa", { own: true, kind: "stock", unit: "mã", source: "Đơn vị tự báo cáo", entered_at: "từng đơn vị", figure: figure("145", { unit: "mã" }) }),
        row(22, "918.ke_hoach", "Đã ban hành kế hoạch Đề án 06 năm 2024", { own: true, kind: "yes_no", kind_text: "có hoặc không", unit: "", source: "Đơn vị tự báo cáo", entered_at: "từng đơn vị" }),
      ],
    },
  ],
  sources: [
    { code: "cong_an", name: "Công an", official_for: 14 },
    { code: "mot_cua", name: "Hệ thống thông tin giải quyết TTHC", official_for: 9 },
    { code: "don_vi", name: "Đơn vị tự báo cáo", official_for: 3 },
  ],
  score: {
    title: "Bộ chỉ số theo Quyết định 766/QĐ-TTg",
    points: "41,27",
    max: "100",
    groups: [
      { key: "ckmb", title: "Công khai, minh bạch", max: "18", points: null, why: "chưa có số của 4 thành phần; sổ không nhận từ Cổng Dịch vụ công quốc gia", items: [
        { title: "TTHC công bố đúng hạn", numerator: null, denominator: null, percent: null, threshold: null, max: "4", points: null },
        { title: "TTHC công khai có đủ các bộ phận cấu thành", numerator: null, denominator: null, percent: null, threshold: null, max: "6", points: null },
      ] },
      { key: "tdgq", title: "Tiến độ giải quyết", max: "20", points: "19,96", why: null, items: [
        { title: "Hồ sơ xử lý đúng hạn hoặc đang trong hạn", numerator: 10, denominator: 10, percent: "99,81", threshold: null, max: "20", points: "19,96" },
      ] },
      { key: "clgq", title: "Dịch vụ công trực tuyến", max: "12", points: "9,55", why: null, items: [
        { title: "Hồ sơ nộp trực tuyến trên tổng hồ sơ tiếp nhận", numerator: 11, denominator: 10, percent: "63,68", threshold: "80", max: "12", points: "9,55" },
      ] },
      { key: "tttt", title: "Thanh toán trực tuyến", max: "10", points: null, why: "chưa phát sinh số liệu trong kỳ", items: [
        { title: "Hồ sơ thanh toán trực tuyến trên hồ sơ có phí", numerator: null, denominator: null, percent: null, threshold: "80", max: "10", points: null },
      ] },
      { key: "mdsh", title: "Số hóa hồ sơ", max: "22", points: "11,76", why: null, items: [
        { title: "Hồ sơ được số hóa thành phần và kết quả", numerator: 15, denominator: 10, percent: "41,26", threshold: "80", max: "22", points: "11,76" },
      ] },
      { key: "mdhl", title: "Mức độ hài lòng", max: "18", points: null, why: "SIPAS 93,02 % là chỉ số không có tử và mẫu, không chấm theo bộ này", items: [
        { title: "Phản ánh, kiến nghị xử lý đúng hạn", numerator: null, denominator: null, percent: null, threshold: "90", max: "18", points: null },
      ] },
    ],
  },
};

export const words: Response<"indicator_words"> = {
  indicator: 3,
  code: "dinh_danh.kich_hoat",
  versions: [
    { from_day: null, name: "Tài khoản định danh điện tử đã kích hoạt", short_name: "Tài khoản kích hoạt", unit: "tài khoản", decimals: 0, definition: "Số tài khoản định danh điện tử mức 2 đã được công dân kích hoạt trên VNeID, lũy kế đến ngày báo cáo, theo nơi thu nhận hồ sơ." },
    { from_day: "2024-07-01", name: "Tài khoản định danh điện tử đã kích hoạt", short_name: "Tài khoản kích hoạt", unit: "tài khoản", decimals: 0, definition: "Như trên; người dưới 14 tuổi và người nước ngoài cũng được cấp tài khoản từ ngày 01/07/2024 (Nghị định 69/2024/NĐ-CP)." },
  ],
  kind: "lũy kế",
  direction: "cao là tốt",
  source: "Công an",
  entered_at: "đơn vị hoặc cấp này",
  part_of: null,
  numerator: null,
  bases: ["Chỉ tiêu giao", "Hồ sơ định danh điện tử thu nhận", "Dân số thường trú"],
  document: "Quyết định 06/QĐ-TTg, 06/01/2022",
  score: null,
};

const TREND: [string, string, number | null][] = [
  ["4/2023", "2023-04-14", 61_200],
  ["5/2023", "2023-05-14", 66_850],
  ["6/2023", "2023-06-14", 71_930],
  ["7/2023", "2023-07-14", 75_010],
  ["8/2023", "2023-08-14", null],
  ["9/2023", "2023-09-14", 80_400],
  ["10/2023", "2023-10-14", 83_120],
  ["11/2023", "2023-11-14", null],
  ["12/2023", "2023-12-14", 87_900],
  ["1/2024", "2024-01-14", 89_990],
  ["2/2024", "2024-02-14", 91_870],
  ["3/2024", "2024-03-14", 92_400],
];

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

export const trend: TrendPoint[] = TREND.map(([label, last_day, value], index) => ({
  period: `2024-T${index}`,
  label,
  last_day,
  text: value === null ? null : grouped(value),
  value,
  target: index < 8 ? 88_000 : 98_000,
  no_data: label === "11/2023",
  counted: value === null ? null : index === 3 ? "6/8 đơn vị" : "8/8 đơn vị",
  mark: label === "9/2023" ? "đổi định nghĩa" : null,
  partial: index === 3,
}));

const RANKS: [number | null, number, string | null, string | null, string | null, number | null, string | null, "ranked" | "no_data" | "stale"][] = [
  [1, 4, "17.235", "11.520", "149,61", 14_961, "+225", "ranked"],
  [2, 2, "11.842", "11.500", "102,97", 10_297, "+192", "ranked"],
  [2, 0, "12.905", "12.533", "102,97", 10_297, "+145", "ranked"],
  [4, 6, "12.431", "13.200", "94,17", 9_417, "−49", "ranked"],
  [5, 3, "10.610", "11.600", "91,46", 9_146, "+190", "ranked"],
  [6, 5, "11.234", "12.600", "89,15", 8_915, "+44", "ranked"],
  [null, 7, "9.060", "11.000", null, null, null, "stale"],
  [null, 1, null, "8.000", null, null, null, "no_data"],
];

export const page: IndicatorPage = {
  indicator: 3,
  code: "dinh_danh.kich_hoat",
  name: "Tài khoản định danh điện tử đã kích hoạt",
  unit: "tài khoản",
  kind: "stock",
  direction: "up",
  definition: "Số tài khoản định danh điện tử mức 2 đã được công dân kích hoạt trên VNeID, lũy kế đến ngày báo cáo.",
  since: "2022-07-18",
  body: 1,
  body_name: "Quận Bình Thủy",
  period: "2024-T03",
  as_of: "2024-03-18",
  boundary: "then",
  standing: { figure: figure("92.400", { prefix: "trên", as_of: "2024-02-22" }), how: "quận nhập", delta: "+530", delta_of: "so với 14/02/2024", partial: false },
  entered: figure("92.400", { prefix: "trên" }),
  summed: figure("85.317", { illustrative: true }),
  counted: "7/8 đơn vị",
  difference: "+7.083",
  bases: [
    { key: "target", label: "Chỉ tiêu giao", base: "98.000", percent: "94,29", prefix: "khoảng", bar: 9_429, counted: null, met: false },
    { key: "dinh_danh.ho_so", label: "Hồ sơ định danh điện tử thu nhận", base: "trên 98.000", percent: "94,29", prefix: "khoảng", bar: 9_429, counted: null, met: null },
    { key: "dan_so", label: "Dân số thường trú", base: "120.310", percent: "76,80", prefix: "khoảng", bar: 7_680, counted: "8/8 đơn vị", met: null },
  ],
  target: {
    value: "98.000", period: "2024", period_label: "năm 2024", last_day: "2024-06-30", central_day: "2024-12-31",
    document: "Kế hoạch 24/KH-UBND", document_day: "2024-01-15", in_force: true, newer: false, how: null, illustrative: true,
    percent: "94,29", left: "5.600", days_left: 72, pace: "77,8", central_days_left: 202, central_pace: "27,8", met: false,
  },
  newer_target: {
    value: "101.500", period: "2024", period_label: "năm 2024", last_day: "2024-09-30", central_day: null,
    document: "Kế hoạch 61/KH-UBND", document_day: "2024-03-11", in_force: false, newer: true, how: null, illustrative: true,
    percent: null, left: null, days_left: null, pace: null, central_days_left: null, central_pace: null, met: false,
  },
  targets: [],
  sources: [
    { source: "cong_an", name: "Công an", official: true, figure: figure("92.400", { prefix: "trên", as_of: "2024-02-22" }), counted: null, difference: null, percent: null },
    { source: "don_vi", name: "Đơn vị tự báo cáo", official: false, figure: figure("91.905"), counted: "8/8 đơn vị", difference: "−495", percent: "0,54" },
  ],
  funnel: [
    { indicator: 1, name: "Hồ sơ thu nhận", figure: figure("98.000", { prefix: "trên", unit: "hồ sơ" }), percent: null, bar: 1_000 },
    { indicator: 2, name: "Tài khoản đã cấp", figure: null, percent: null, bar: null },
    { indicator: 3, name: "Tài khoản kích hoạt", figure: figure("92.400", { prefix: "trên" }), percent: "94,29", bar: 943 },
  ],
  trend,
  ranking: {
    indicator: 3,
    title: "Tài khoản kích hoạt",
    base_name: "Chỉ tiêu giao",
    illustrative: true,
    as_of: "2024-03-14",
    last_day: "2024-06-30",
    submitted: 6,
    total: 8,
    rows: RANKS.map(([rank, unit, value, base, percent, bar, delta, state]) => ({
      rank, body: 10 + unit, code: UNITS[unit]![0], name: UNITS[unit]![1], value, base, percent, bar, delta,
      as_of: state === "stale" ? "2024-02-14" : "2024-03-14", state,
    })),
  },
  bodies: [
    { body: 1, code: "918", name: "Quận Bình Thủy", alive: true },
    ...UNITS.map(([code, name], index) => ({ body: 10 + index, code, name, alive: true })),
    { body: 40, code: "31150", name: "Phường Cái Khế cũ", alive: false },
  ],
  remarks: [
    "Số của quận là “trên 92.400” theo báo cáo ngày 22/02/2024; số tháng 3 của Trà An chưa có.",
    "Không so được với tháng 8/2023: kỳ ấy chưa có số.",
  ],
};
page.targets = [page.newer_target!, page.target!];

const STATES: MatrixState[] = ["on_time", "on_time", "late", "on_time", "adjusted", "on_time", "partial", "missing"];

/** A matrix of `total` units: each cell's state follows from its place, so that pages can be checked. */
export function matrixOf(total: number, request: Request<"submissions">): SubmissionMatrix {
  const count = { month: 12, quarter: 4, week: 52, campaign: 0 }[request.kind];
  const periods = Array.from({ length: count }, (_, index) => {
    const month = String(Math.min(index + 1, 12)).padStart(2, "0");
    return {
      period: `${request.year}-${request.kind}-${index + 1}`,
      label: `${{ month: "Tháng", quarter: "Quý", week: "Tuần", campaign: "" }[request.kind]} ${index + 1}/${request.year}`,
      short: request.kind === "month" ? `T${index + 1}` : request.kind === "quarter" ? ["I", "II", "III", "IV"][index]! : String(index + 1),
      first_day: `${request.year}-${month}-01`,
      last_day: `${request.year}-${month}-14`,
      due_day: `${request.year}-${month}-18`,
      due_fixed: index < 3,
      closed: index < 2,
      submitted: index < 3 ? total - 2 + index * 0 : 0,
      expected: index < 3 ? total : 0,
      percent: index < 3 ? "75,00" : null,
    };
  });
  const rows = Array.from({ length: Math.max(Math.min(request.rows, total - request.from_row), 0) }, (_, offset) => {
    const index = request.from_row + offset;
    const unit = UNITS[index % UNITS.length]!;
    const cells = periods.map((_period, column): MatrixCell => {
      const state: MatrixState = column > 2 ? "not_due" : index % 23 === 22 ? "absent" : STATES[(index + column * 3) % STATES.length]!;
      return { state, days_late: state === "late" ? 2 : null, done: state === "partial" ? 3 : state === "missing" ? 0 : 5, of: 5, on: ["on_time", "late"].includes(state) ? "2024-03-15" : null };
    });
    return { body: 10 + index, code: total > 8 ? String(10_000 + index) : unit[0], name: total > 8 ? `${unit[1]} ${index + 1}` : unit[1], cells };
  });
  return { as_of: "2024-03-18", years: [2023, 2024], periods, rows, total_rows: total, required: 5, illustrative: true };
}

export const closing: ClosingView = {
  period: head.periods[0]!,
  state: "open",
  due_day: "2024-03-18",
  due_fixed: true,
  closed_on: null,
  closed_by: null,
  reopenings: [],
  submitted: 6,
  expected: 8,
  missing: [
    { body: 11, name: "Phường Trà An", done: 0, of: 5 },
    { body: 17, name: "Phường Long Tuyền", done: 3, of: 5 },
  ],
  totals: [
    { indicator: 3, name: "Tài khoản định danh điện tử đã kích hoạt", unit: "tài khoản", counted: "6/8", text: "76.257", closed_text: null, adjusted: null, difference: null, illustrative: true },
    { indicator: 1, name: "Hồ sơ định danh điện tử thu nhận", unit: "hồ sơ", counted: "6/8", text: "187.130", closed_text: null, adjusted: null, difference: null, illustrative: true },
    { indicator: 11, name: "Hồ sơ nộp trực tuyến", unit: "hồ sơ", counted: "6/8", text: "2.318", closed_text: null, adjusted: null, difference: null, illustrative: true },
    { indicator: 10, name: "Hồ sơ tiếp nhận", unit: "hồ sơ", counted: "6/8", text: "3.640", closed_text: null, adjusted: null, difference: null, illustrative: true },
  ],
  adjustments: [],
  blocked: null,
  warnings: [
    "Phường Bùi Hữu Nghĩa: hồ sơ thu nhận 118.700 gấp 10,1 lần kỳ trước. Có thể thừa một chữ số 0; tổng quận đang cao hơn khoảng 106.800.",
    "2 đơn vị chưa nộp đủ. Ô trống không tính là 0.",
  ],
};

export const closedView: ClosingView = {
  ...closing,
  state: "closed",
  closed_on: "2024-03-19T16:40:12+07:00",
  closed_by: "Cán bộ tổng hợp",
  warnings: [],
  reopenings: [{ moment: "2024-03-19T09:05:00+07:00", officer: "Cán bộ tổng hợp", reason: "Bùi Hữu Nghĩa gửi lại số hồ sơ thu nhận" }],
  totals: closing.totals.map((total, index) => ({
    ...total,
    closed_text: total.text,
    adjusted: index === 0 ? "+12" : null,
    text: index === 0 ? "76.269" : total.text,
    difference: index === 2 ? "−4" : null,
  })),
  adjustments: [
    { adjustment: 1, period: "2024-T03", body: 14, body_name: "Phường An Thới", indicator: 3, indicator_name: "Tài khoản kích hoạt", amount: "+12", before: "17.235", after: "17.247", reason: "Công an phường đối chiếu lại, sót 12 tài khoản kích hoạt ngày 13/3", accepted: true, state: "accepted", answer: null, officer: "Cán bộ tổng hợp", moment: "2024-03-20T08:12:00+07:00", proposed_value: null },
    { adjustment: 2, period: "2024-T03", body: 11, body_name: "Phường Trà An", indicator: 3, indicator_name: "Tài khoản kích hoạt", amount: "+7.655", before: "–", after: "7.655", reason: "Gửi sau khi chốt", accepted: false, state: "proposed", answer: null, officer: "Cán bộ tổng hợp", moment: "2024-03-21T14:30:00+07:00", proposed_value: "7.655" },
    { adjustment: 3, period: "2024-T03", body: 15, body_name: "Phường Bùi Hữu Nghĩa", indicator: 1, indicator_name: "Hồ sơ thu nhận", amount: "−106.920", before: "118.700", after: "11.780", reason: "Thừa một chữ số 0", accepted: false, state: "rejected", answer: "Công an phường xác nhận gồm hồ sơ lưu động", officer: "Cán bộ tổng hợp", moment: "2024-03-21T15:02:00+07:00", proposed_value: null },
  ],
};

const cell = (text: string, more: Partial<GridCell> = {}): GridCell => ({
  state: text === "" ? "empty" : "value", text, prefix: "", previous: null, delta: null, delta_negative: false, target: null, percent: null,
  bar: null, as_of: "2024-03-14", source: "Công an", note: "", illustrative: true, editable: true, closed: false, doubts: [], others: [], ...more,
});

export function gridOf(closed: boolean): CountGrid {
  const column = (indicator: number, code: string, name: string, unit: string) => ({ indicator, code, name, unit, kind: "stock" as const, has_target: false, decimals: 0, source: "Công an" });
  return {
    period: head.periods[0]!,
    columns: [column(3, "dinh_danh.kich_hoat", "Tài khoản kích hoạt", "tài khoản"), column(1, "dinh_danh.ho_so", "Hồ sơ thu nhận", "hồ sơ"), column(11, "tthc.truc_tuyen", "Hồ sơ nộp trực tuyến", "hồ sơ")],
    rows: UNITS.map(([code, name], index) => ({
      body: 10 + index, code, name, total: false,
      cells: [
        cell(index === 1 ? "" : grouped(11_000 + index * 317), { closed, previous: grouped(10_800 + index * 300), delta: "+145", percent: "100,8", bar: 10_080, target: "12.800" }),
        cell(grouped(13_420 - index * 211), { closed }),
        cell(index === 5 ? "" : String(301 + index * 40), { closed, state: index === 5 ? "no_data" : "value" }),
      ],
    })),
    total_rows: UNITS.length,
    from_row: 0,
    from_column: 0,
    names: UNITS.map(([code, name], index) => ({ body: 10 + index, code, name })),
    sums: [{ indicator: 3, text: "76.257", prefix: "", counted: 6, of: 8, illustrative: true }],
    illustrative_sums: [],
  };
}
