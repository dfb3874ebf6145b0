// The tasks of the made-up book: of the published plan of 2024, with invented claims.
import type { Assignment, ChecklistTemplate, DocumentRow } from "../src/ipc/types";

export interface Seed {
  number: string;
  plan: number;
  group: string;
  title: string;
  wording: string;
  parent?: string;
  deliverable?: string;
  document?: number;
  leads?: number[];
  lead?: string;
  partners?: string;
  person?: string;
  margin?: string;
  superior?: string;
  checklist?: number;
  goal?: NonNullable<Assignment["goal"]>;
  watched?: boolean;
  paused?: boolean;
  unsure?: boolean;
  claims?: [number, { day: string; status?: "claimed" | "confirmed"; evidence?: string; occurrence?: string }][];
  ticks?: [number, number[]][];
  asks?: { body: number; day: string; reason: string };
}

const ALL = [2, 3, 4, 5, 6, 7, 8, 9];
const done = (bodies: number[], day = "2024-03-08"): [number, { day: string }][] => bodies.map((body) => [body, { day }]);

export const GROUPS = [
  { key: "a", plan: null, letter: "a", title: "Giải quyết TTHC và dịch vụ công trực tuyến" },
  { key: "b", plan: null, letter: "b", title: "Phát triển kinh tế – xã hội" },
  { key: "c", plan: null, letter: "c", title: "Công dân số" },
  { key: "d", plan: null, letter: "d", title: "Kết nối, bổ sung, làm giàu dữ liệu dân cư" },
  { key: "dd", plan: null, letter: "đ", title: "Chỉ đạo, điều hành của lãnh đạo các cấp" },
];

export const DOCUMENTS: DocumentRow[] = [
  { id: 501, kind: "Thông báo", number: "96/TB-VPCP", day: "2024-03-13", issuer: "Văn phòng Chính phủ", excerpt: "", tasks: 5 },
  { id: 502, kind: "Kế hoạch", number: "12/KH-UBND", day: "2024-01-15", issuer: "UBND quận Bình Thủy", excerpt: "", tasks: 9 },
  { id: 503, kind: "Nghị định", number: "107/2021/NĐ-CP", day: "2021-12-06", issuer: "Chính phủ", excerpt: "", tasks: 1 },
];

export const TEMPLATES: ChecklistTemplate[] = [
  { id: 601, key: "ke-hoach", version: 1, latest: true, title: "Ban hành kế hoạch", source: "Kế hoạch mẫu", used: 1, items: ["Rà soát nhiệm vụ quận giao", "Dự thảo kế hoạch", "Lấy ý kiến các tổ công tác", "Trình Chủ tịch UBND phường ký", "Gửi bản ký về Tổ công tác quận"].map((title, index) => ({ key: `v${index}`, title, group: null })) },
  { id: 602, key: "niem-yet", version: 2, latest: true, title: "Niêm yết mã QR tại bộ phận một cửa", source: "", used: 1, items: [{ key: "in", title: "In mã QR", group: "Chuẩn bị" }, { key: "dan", title: "Dán tại quầy", group: "Làm" }, { key: "anh", title: "Chụp ảnh gửi quận", group: "Làm" }] },
];

const BASE: Seed[] = [
  { number: "NV-001", plan: 1, group: "a", title: "Số hóa hồ sơ đầu vào theo Nghị định 107/2021", wording: "chậm nhất trong năm 2024", document: 503, leads: ALL, person: "Chị Hoa", claims: done([2, 3, 4, 6, 7]) },
  { number: "NV-002", plan: 1, group: "a", title: "Số hóa kết quả TTHC còn hiệu lực (Nghị định 45/2020)", wording: "phấn đấu trong năm 2024", document: 502, leads: ALL, person: "Chị Hoa", claims: done([2, 3]), asks: { body: 8, day: "2025-03-31", reason: "thiếu máy quét" } },
  { number: "NV-003", plan: 1, group: "a", title: "25 dịch vụ công thiết yếu, 2 nhóm liên thông", wording: "thực hiện thường xuyên", document: 502, leads: [20, 21], person: "Anh Minh" },
  { number: "NV-004", plan: 1, group: "a", title: "Niêm yết mã QR thủ tục tại bộ phận một cửa", wording: "trước ngày 01/03/2024", document: 502, leads: ALL, checklist: 602, person: "Anh Minh", claims: done(ALL, "2024-02-26") },
  { number: "NV-005", plan: 2, group: "b", title: "Nghị định sửa đổi Nghị định 73/2019 về đầu tư CNTT", wording: "chậm nhất trong tháng 9/2024", document: 501, lead: "Bộ TT&TT", watched: true },
  { number: "NV-010", plan: 1, group: "c", title: "Vận động, hướng dẫn kích hoạt tài khoản định danh", wording: "trước ngày 23/3/2024", document: 502, leads: ALL, person: "Chị Hoa", margin: "3d", superior: "2024-03-25", claims: done([2, 3, 6]), goal: { indicator: 3, name: "Tài khoản định danh điện tử đã kích hoạt", value: "62.942", goal: "70.000", left: "7.058", pace: "1.412", lacking: null, as_of: "2024-03-14", reached: null, unit: "tài khoản", illustrative: true } },
  { number: "NV-011", plan: 1, group: "c", title: "Thu nhận hồ sơ CCCD gắn chip cho công dân đủ điều kiện trên địa bàn", wording: "trong năm 2023", document: 502, leads: ALL, claims: done(ALL, "2023-12-20") },
  { number: "NV-012", plan: 1, group: "c", title: "Kiện toàn tổ công nghệ số cộng đồng", wording: "trước ngày 20/2/2024", document: 502, leads: ALL, person: "Anh Minh", claims: done(ALL, "2024-02-22") },
  { number: "NV-013", plan: 1, group: "c", title: "Lập danh sách người chưa có tài khoản", wording: "đến 20/3/2024", parent: "NV-010", leads: [5, 8, 9], person: "Chị Hoa" },
  { number: "NV-020", plan: 1, group: "d", title: "Làm sạch dữ liệu hộ tịch, thuế, bảo hiểm, giáo dục, y tế, lao động việc làm", wording: "ngay trong năm 2024", document: 501, leads: [2, 3, 4, 5, 6, 7, 8], partners: "Công an quận", claims: done([2, 3, 4, 6]) },
  { number: "NV-021", plan: 1, group: "d", title: "Làm sạch dữ liệu đất đai", wording: "chậm nhất trong năm 2025", document: 501, leads: ALL },
  { number: "NV-022", plan: 1, group: "d", title: "Đối soát số thuê bao di động", wording: "trong năm 2024", leads: ALL, paused: true, claims: done([2]) },
  { number: "NV-024", plan: 2, group: "dd", title: "Ban hành Kế hoạch triển khai Đề án 06 năm 2024", wording: "trước ngày 15/3/2024", document: 501, leads: ALL, partners: "Công an phường", deliverable: "Kế hoạch đã ký", person: "Chị Hoa", checklist: 601, claims: [...done([2, 4, 6, 7, 9]), [8, { day: "2024-03-15", status: "claimed", evidence: "Kế hoạch 08/KH-UBND" }], [3, { day: "2024-03-14", status: "claimed", evidence: "đã ký, chưa có số" }]], ticks: [[5, [1, 2, 3]], [3, [1, 2, 3, 4]], [8, [1, 2, 3, 4, 5]]] },
  { number: "NV-025", plan: 2, group: "dd", title: "Báo cáo kết quả hằng tháng về Tổ công tác quận", wording: "hằng tháng trước ngày 20", document: 502, leads: ALL, superior: "2024-03-22", person: "Anh Minh", claims: ALL.flatMap((body): [number, { day: string; occurrence: string }][] => [[body, { day: "2024-01-17", occurrence: "2024-T01" }], ...(body === 9 ? [] : [[body, { day: body === 4 ? "2024-02-21" : "2024-02-16", occurrence: "2024-T02" }] as [number, { day: string; occurrence: string }]])]) },
  { number: "NV-026", plan: 2, group: "dd", title: "Quy chế mạng máy tính nội bộ", wording: "20 ngày sau khi Thành ủy ban hành quy chế mẫu", leads: [20], person: "Anh Minh" },
  { number: "NV-027", plan: 2, group: "dd", title: "Tổng hợp kinh nghiệm Hà Nội, TP.HCM về thuê dịch vụ công nghệ thông tin", wording: "trong tháng 3/2024", document: 501, lead: "Bộ Công an", watched: true },
  { number: "NV-028", plan: 2, group: "dd", title: "Giao ban Tổ công tác, gửi báo cáo", wording: "theo lịch của Tổ trưởng", leads: [20], unsure: true },
  { number: "NV-029", plan: 2, group: "dd", title: "Gửi danh sách đầu mối Đề án 06", wording: "đến 18/3/2024", leads: [3, 9], person: "Chị Hoa" },
  { number: "NV-030", plan: 2, group: "dd", title: "Rà soát trang thiết bị bộ phận một cửa", wording: "đến 25/3/2024", leads: ALL, claims: done([2, 4]) },
];

/** The tasks of the book, and `many` more of the same kind to see how a long list behaves. */
export function seeds(many: number): Seed[] {
  const more = Array.from({ length: many }, (_, index): Seed => {
    const base = BASE[index % BASE.length]!;
    const { parent, asks, ticks, checklist, ...rest } = base;
    void [parent, asks, ticks, checklist];
    return { ...rest, number: `X-${String(index + 1).padStart(4, "0")}`, title: `${base.title} (${index + 1})` };
  });
  return [...BASE, ...more];
}
