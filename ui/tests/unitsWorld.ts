// Quận Ninh Kiều through time, as the engine would tell it: for tests and for looking at screens.
import type { CalendarYear, Lineage, PeriodRules, Succession, UnitDetail, UnitRow, UnitTree } from "../src/ipc/types";

const NOV = "2024-11-01";
const JUL = "2025-07-01";
const NQ1192 = "Nghị quyết 1192/NQ-UBTVQH15 ngày 28/09/2024";
const NQ1668 = "Nghị quyết 1668/NQ-UBTVQH15 ngày 16/06/2025";
export const ROOT = 916;

interface Known {
  body: number;
  code: string;
  name: string;
  from: string | null;
  to: string | null;
  inside?: boolean;
}

const KNOWN: Known[] = [
  { body: 1, code: "31117", name: "Cái Khế", from: null, to: "2025-06-30" },
  { body: 2, code: "31120", name: "An Hòa", from: null, to: "2025-06-30" },
  { body: 3, code: "31123", name: "Thới Bình", from: null, to: "2024-10-31" },
  { body: 4, code: "31126", name: "An Nghiệp", from: null, to: "2024-10-31" },
  { body: 5, code: "31129", name: "An Cư", from: null, to: "2024-10-31" },
  { body: 6, code: "31135", name: "Tân An", from: null, to: "2025-06-30" },
  { body: 7, code: "31141", name: "An Phú", from: null, to: "2024-10-31" },
  { body: 8, code: "31144", name: "Xuân Khánh", from: null, to: "2025-06-30" },
  { body: 9, code: "31147", name: "Hưng Lợi", from: null, to: "2025-06-30" },
  { body: 10, code: "31149", name: "An Khánh", from: null, to: "2025-06-30" },
  { body: 11, code: "31150", name: "An Bình", from: null, to: "2025-06-30" },
  { body: 13, code: "31123", name: "Thới Bình", from: NOV, to: "2025-06-30" },
  { body: 21, code: "31178", name: "Bùi Hữu Nghĩa", from: null, to: "2025-06-30", inside: false },
  { body: 22, code: "31312", name: "Mỹ Khánh", from: null, to: "2025-06-30", inside: false },
  { body: 23, code: "31183", name: "Long Tuyền", from: null, to: "2025-06-30", inside: false },
  { body: 31, code: "31135", name: "Ninh Kiều", from: JUL, to: null, inside: false },
  { body: 32, code: "31120", name: "Cái Khế", from: JUL, to: null, inside: false },
  { body: 33, code: "31147", name: "Tân An", from: JUL, to: null, inside: false },
  { body: 34, code: "31150", name: "An Bình", from: JUL, to: null, inside: false },
];

type Link = [from: number, to: number, extent: "whole" | "part", day: string, share?: string];
const LINKS: Link[] = [
  [7, 13, "whole", NOV],
  [5, 13, "whole", NOV],
  [4, 13, "whole", NOV],
  [3, 13, "whole", NOV],
  [13, 31, "whole", JUL],
  [6, 31, "whole", JUL],
  [8, 31, "whole", JUL],
  [1, 32, "whole", JUL],
  [2, 32, "whole", JUL],
  [21, 32, "part", JUL, "330/12.345"],
  [9, 33, "whole", JUL],
  [10, 33, "whole", JUL],
  [11, 34, "whole", JUL],
  [22, 34, "whole", JUL],
  [23, 34, "part", JUL],
];

const find = (body: number) => KNOWN.find((unit) => unit.body === body);
const aliveOn = (unit: Known, day: string) => (unit.from ?? "") <= day && day <= (unit.to ?? "9999");

function row(unit: Known, day: string): UnitRow {
  return {
    body: unit.body,
    parent: unit.inside === false ? null : ROOT,
    depth: 1,
    code: unit.code,
    name: `Phường ${unit.name}`,
    kind: "phường",
    class: "territory",
    alive: aliveOn(unit, day),
    from_day: unit.from,
    to_day: unit.to,
    from_sure: true,
    to_sure: true,
    predecessors: LINKS.filter((link) => link[1] === unit.body).length,
    successors: LINKS.filter((link) => link[0] === unit.body).length,
    own: false,
    inside: unit.inside !== false,
  };
}

export function unitTree(day: string): UnitTree {
  const root: UnitRow = {
    ...row({ body: ROOT, code: "916", name: "", from: null, to: "2025-06-30" }, day),
    parent: null,
    depth: 0,
    name: "Quận Ninh Kiều",
    kind: "quận",
  };
  const police: UnitRow = { ...root, body: 90, parent: ROOT, depth: 1, code: "CAQ", name: "Công an quận Ninh Kiều", kind: "cơ quan", class: "organization", to_day: "2025-02-28", to_sure: false, alive: day <= "2025-02-28", own: true };
  const rows = KNOWN.map((unit) => row(unit, day)).sort((one, other) => one.name.localeCompare(other.name, "vi"));
  const alive = rows.filter((unit) => unit.alive && unit.inside).length;
  return {
    as_of: day,
    root: ROOT,
    levels: ["quận", "phường"],
    counted: alive === 0 ? "không còn đơn vị nào" : `${alive} phường${police.alive ? " · 1 cơ quan" : ""}`,
    events: [
      { day: NOV, sure: true, label: "8 phường, sau khi nhập 4 phường thành Thới Bình", document: NQ1192, begun: 1, ended: 4 },
      { day: "2025-03-01", sure: false, label: "không còn công an cấp quận", document: null, begun: 0, ended: 1 },
      { day: JUL, sure: true, label: "không còn cấp quận, 4 phường kế thừa", document: NQ1668, begun: 4, ended: 9 },
    ],
    rows: [root, police, ...rows],
  };
}

/** The whole country in one book: 34 provinces, 3.321 communes, and the ten thousand that they were. */
export function manyUnits(day: string): UnitTree {
  const tree = unitTree(day);
  const [root] = tree.rows as [UnitRow];
  const make = (body: number, parent: number, name: string, alive: boolean): UnitRow => ({
    ...root,
    body,
    parent,
    depth: parent === ROOT ? 1 : 2,
    name,
    code: String(body),
    kind: parent === ROOT ? "tỉnh" : "xã",
    alive,
    from_day: null,
    to_day: alive ? null : "2023-12-31",
  });
  const names = ["Tân An", "Hòa Bình", "Long Tuyền", "Vĩnh Thạnh", "Đông Phước", "Thới Lai"];
  const rows: UnitRow[] = [{ ...root, name: "Cả nước", alive: true, to_day: null }];
  for (let province = 0; province < 34; province += 1) {
    rows.push(make(1000 + province, ROOT, `Tỉnh ${province + 1}`, true));
    for (let commune = 0; commune < 98; commune += 1) {
      rows.push(make(10_000 + province * 98 + commune, 1000 + province, `Xã ${names[commune % 6]} ${commune}`, true));
    }
  }
  for (let index = 0; index < 10_000; index += 1) rows.push(make(50_000 + index, ROOT, `Xã ${names[index % 6]} cũ ${index}`, false));
  return { ...tree, counted: "34 tỉnh · 3.332 xã", rows };
}

function succession(link: Link, index: number, other: number): Succession {
  const unit = find(other);
  return {
    succession: index + 1,
    body: other,
    code: unit?.code ?? "",
    name: `Phường ${unit?.name ?? ""}`,
    day: link[3],
    day_sure: true,
    extent: link[2],
    shares: link[4]
      ? [{ indicator: null, indicator_name: "mọi chỉ tiêu", text: link[4], percent: "2,67 %", document: "Kế hoạch 14/4/2025" }]
      : [],
    document: link[3] === NOV ? NQ1192 : NQ1668,
  };
}

export function lineage(chosen: number): Lineage {
  const days = [
    { day: null, label: "2023", on: "2023-06-01" },
    { day: NOV, label: "01/11/2024", on: NOV },
    { day: JUL, label: "từ 01/07/2025", on: JUL },
  ];
  const columns = days.map(({ day, label, on }, index) => ({
    day,
    label,
    nodes: KNOWN.filter((unit) => aliveOn(unit, on) && (unit.inside !== false || index > 0)).map((unit) => ({
      body: unit.body,
      code: unit.code,
      name: unit.name,
      ends: index < 2 && !aliveOn(unit, days[index + 1]?.on ?? on),
      chosen: unit.body === chosen,
      inside: unit.inside !== false,
    })),
  }));
  const links: Lineage["links"] = [];
  columns.slice(0, -1).forEach((column, index) => {
    for (const node of column.nodes) {
      if (columns[index + 1]?.nodes.some((next) => next.body === node.body)) {
        links.push({ column: index, from: node.body, to: node.body, extent: "same", share: null });
      }
    }
  });
  for (const [from, to, extent, day, share] of LINKS) {
    links.push({ column: day === NOV ? 0 : 1, from, to, extent, share: share ? "2,67 %" : null });
  }
  return { columns, links };
}

export function unitDetail(body: number, day: string): UnitDetail {
  const tree = unitTree(day);
  const found = tree.rows.find((unit) => unit.body === body) ?? (tree.rows[0] as UnitRow);
  const remarks =
    body === 13
      ? ["Mã giữ nguyên, đất đã khác. 31123 từ 01/11/2024 là đơn vị mới; số cũ vẫn nằm ở bốn phường cũ và cộng được chính xác vì nhập toàn bộ."]
      : body === 32
        ? ["Phường Bùi Hữu Nghĩa chỉ nhập một phần: tổng trước 01/07/2025 không thể chính xác. Có tỷ lệ theo Kế hoạch 14/4/2025 cho mọi chỉ tiêu."]
        : [];
  return {
    body: found.body,
    code: found.code,
    name: found.name,
    kind: found.kind,
    class: found.class,
    alive: found.alive,
    parent_name: body === ROOT || !found.inside ? "Thành phố Cần Thơ" : "Quận Ninh Kiều",
    versions: [
      {
        from_day: found.from_day,
        to_day: found.to_day,
        from_sure: found.from_sure,
        to_sure: found.to_sure,
        code: found.code,
        name: found.name,
        kind: found.kind,
        parent_name: "Quận Ninh Kiều",
        document: found.from_day === NOV ? NQ1192 : null,
      },
    ],
    predecessors: LINKS.flatMap((link, index) => (link[1] === body ? [succession(link, index, link[0])] : [])),
    successors: LINKS.flatMap((link, index) => (link[0] === body ? [succession(link, index, link[1])] : [])),
    lineage: lineage(body),
    remarks,
  };
}

const OFF: Record<string, [name: string, document: string]> = {
  "2024-01-01": ["Tết Dương lịch", "Bộ luật Lao động, Điều 112"],
  "2024-04-18": ["Giỗ Tổ Hùng Vương", "Bộ luật Lao động, Điều 112"],
  "2024-04-29": ["Nghỉ hoán đổi cho thứ Bảy 04/05", "Thông báo 1570/TB-BLĐTBXH ngày 12/04/2024"],
  "2024-04-30": ["Ngày Chiến thắng", "Bộ luật Lao động, Điều 112"],
  "2024-05-01": ["Quốc tế Lao động", "Bộ luật Lao động, Điều 112"],
  "2024-09-02": ["Quốc khánh", "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023"],
  "2024-09-03": ["Quốc khánh", "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023"],
};
const TET = ["2024-02-08", "2024-02-09", "2024-02-10", "2024-02-11", "2024-02-12", "2024-02-13", "2024-02-14"];
const NAMES = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];

export function calendarYear(year: number, own: ReadonlyMap<string, { working: boolean; name: string }> = new Map()): CalendarYear {
  const days: CalendarYear["days"] = [];
  for (let at = Date.UTC(year, 0, 1); new Date(at).getUTCFullYear() === year; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    const week = (new Date(at).getUTCDay() + 6) % 7;
    const set = own.get(day);
    const named = OFF[day] ?? (TET.includes(day) ? (["Tết Nguyên đán", "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023"] as const) : undefined);
    const swapped = day === "2024-05-04";
    days.push({
      day,
      weekday: NAMES[week] ?? "",
      working: set?.working ?? (swapped || (week < 5 && !named)),
      name: set?.name ?? named?.[0] ?? (swapped ? "Làm bù cho thứ Hai 29/04" : ""),
      sure: day !== "2024-09-03",
      document: set || day === "2024-09-03" ? null : (named?.[1] ?? (swapped ? "Thông báo 1570/TB-BLĐTBXH ngày 12/04/2024" : null)),
      own: set !== undefined,
    });
  }
  return {
    year,
    years: [2022, 2023, 2024, 2025, 2026],
    known: year === 2024,
    days,
    documents: year === 2024 ? ["Bộ luật Lao động 2019, Điều 112", "Thông báo 5015/TB-LĐTBXH ngày 22/11/2023", "Thông báo 1570/TB-BLĐTBXH ngày 12/04/2024"] : [],
  };
}

export const rules: PeriodRules = {
  first_day: 15,
  due_working_days: 2,
  week_anchor: 4,
  next_week: "21/03–27/03/2024",
  campaigns: [
    { key: "60-ngay-kich-hoat", name: "60 ngày đêm kích hoạt tài khoản định danh", first_day: "2024-03-01", last_day: "2024-04-29", due_day: "2024-05-03", document: "Kế hoạch 45/KH-UBND ngày 28/02/2024" },
  ],
};
