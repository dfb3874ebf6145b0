// An engine of a few lines for plans: one table, read by the choices that it is told.
import { CallError } from "../src/ipc/host";
import type { ChangeKind, PlanChoices, PlanReading, PlanRow, Reply, Request } from "../src/ipc/types";
import { showDay } from "../src/lib/days";
import { UNITS } from "./fakeMeeting";

type Line = Partial<PlanRow> & { said?: string; lead_text?: string };
const all = UNITS.map(({ id }) => id);
const LINES: Line[] = [
  { role: "skipped", mark: "", title: "PHÂN CÔNG NHIỆM VỤ (kèm theo Kế hoạch 12/KH-UBND)" },
  { role: "group", mark: "I", title: "Hoàn thiện thể chế, chỉ đạo điều hành", group: "I" },
  { role: "task", mark: "1", title: "Ban hành Kế hoạch triển khai Đề án 06 năm 2026", said: "trước ngày 15/3", deliverable: "Kế hoạch của UBND phường", group: "I" },
  { role: "task", mark: "2", title: "Kiện toàn tổ công nghệ số cộng đồng tại 100 % khu vực", said: "trong quý II", deliverable: "Quyết định kiện toàn", group: "I" },
  { role: "task", mark: "3", title: "Giao ban Tổ công tác hằng tháng", said: "ngày 15 hằng tháng", lead_text: "Tổ công tác", group: "I" },
  { role: "group", mark: "II", title: "Phát triển công dân số", group: "II" },
  { role: "task", mark: "1", title: "Thu nhận hồ sơ căn cước, kích hoạt tài khoản định danh điện tử cho công dân đủ điều kiện trên địa bàn", said: "chậm nhất trong năm 2026", deliverable: "Báo cáo số liệu", group: "II" },
  { role: "task", mark: "2", title: "Làm sạch dữ liệu hộ tịch", said: "sau khi có hướng dẫn 10 ngày LV", group: "II" },
  { role: "task", mark: "3", title: "Chi trả an sinh xã hội qua tài khoản", said: "sớm", lead_text: "các ngành", group: "II" },
  { role: "refused", mark: "4", title: "", remarks: ["Dòng 12 không có tên nhiệm vụ. Gõ tên trong tệp rồi chọn lại."] },
  { role: "task", mark: "5", title: "Niêm yết mã QR thủ tục tại bộ phận một cửa", said: "trước ngày 1/3", group: "II", same_as: "K26-009", state: "unchanged" },
];

const READ: [RegExp, string, string | null, boolean][] = [
  [/trước ngày 15\/3/, "chậm nhất thứ Bảy 14/03/2026", "2026-03-14", true],
  [/trước ngày 1\/3/, "chậm nhất thứ Bảy 28/02/2026", "2026-02-28", true],
  [/quý II/i, "chậm nhất thứ Ba 30/06/2026", "2026-06-30", true],
  [/hằng tháng/, "ngày 15 hằng tháng", null, true],
  [/năm 2026/, "chậm nhất thứ Năm 31/12/2026", "2026-12-31", true],
  [/hướng dẫn/, "10 ngày làm việc sau khi có hướng dẫn", null, true],
];

function deadline(text: string): PlanRow["deadline"] {
  const found = READ.find(([pattern]) => pattern.test(text));
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (day) {
    const last = `${day[3]}-${day[2]!.padStart(2, "0")}-${day[1]!.padStart(2, "0")}`;
    return { text, kind: "by_day", words: `chậm nhất ${showDay(last)}`, last_day: last, first_day: null, sure: true };
  }
  return { text, kind: found ? "by_day" : "unclear", words: found?.[1] ?? "không thời hạn", last_day: found?.[2] ?? null, first_day: null, sure: text === "" || (found?.[3] ?? false) };
}

/** The target that one row names. */
export const GOAL: NonNullable<PlanRow["goal"]> = { indicator: 7, name: "Tỷ lệ hồ sơ trực tuyến", goal: "98", unit: "%", words: "Tỷ lệ hồ sơ trực tuyến 98%" };
export const GOAL_AT = 2;

export function planOf(choices: PlanChoices, name = "KH Đề án 06 năm 2026.docx", written = false): PlanReading {
  const named = (ids: number[]) => UNITS.filter(({ id }) => ids.includes(id));
  let count = 0;
  const rows = LINES.map<PlanRow>((line, index) => {
    const row = index + 3;
    const own = choices.rows.find((other) => other.row === row);
    const task = line.role === "task";
    const read = deadline(own?.deadline ?? line.said ?? "");
    const leads = own?.leads ?? (line.lead_text === undefined && task ? all : []);
    const remarks = line.remarks ?? [];
    const state = !task ? "none" : own?.leave_out ? "left_out" : (line.state ?? "new");
    if (task) count += 1;
    return {
      row, role: line.role ?? "task", state, mark: line.mark ?? "", number: task ? `K26-${String(count).padStart(3, "0")}` : "", title: own?.title ?? line.title ?? "", content: "", group: line.group ?? null, parent: null,
      lead: { bodies: named(leads), text: leads.length > 0 ? "" : (line.lead_text ?? "") }, partners: { bodies: named(own?.partners ?? []), text: task && index % 2 === 0 ? "Công an quận" : "" },
      person: "", deliverable: line.deliverable ?? "", deadline: read, goals: task && index === GOAL_AT ? [GOAL] : [], goal: own?.goal ? GOAL : null, same_as: line.same_as ?? null, differs: [],
      remarks: task && !read.sure ? [`“${read.text}” không nêu ngày: để không thời hạn.`] : remarks, sure: line.role !== "refused" && read.sure,
    };
  });
  const of = (state: PlanRow["state"]) => rows.filter((row) => row.state === state).length;
  const tasks = rows.filter(({ state }) => ["new", "changed", "unchanged"].includes(state));
  const { plan } = choices;
  return {
    name, kind: "Word (.docx)", sheets: [], title: plan?.title ?? "Kế hoạch triển khai Đề án 06 quận Bình Thủy năm 2026", document: plan?.document ?? { kind: "Kế hoạch", number: "12/KH-UBND", day: "2026-01-20", issuer: "UBND quận Bình Thủy" },
    issued: plan?.issued ?? "2026-01-20", plan: plan?.existing ?? null, prefix: plan?.prefix ?? "K26",
    columns: [["TT", "ordinal"], ["Nội dung công việc", "task"], ["Đơn vị thực hiện", "lead"], ["Cơ quan phối hợp", "partner"], ["Sản phẩm", "deliverable"], ["Thời gian hoàn thành", "deadline"], ["Ghi chú", "unknown"]].map(([head, role], index) => ({ index, head: head!, role: choices.columns.find((own) => own.index === index)?.role ?? role, sure: role !== "unknown" || choices.columns.some((own) => own.index === index) }) as PlanReading["columns"][number]),
    groups: ["I", "II"].map((letter) => ({ key: letter, letter, title: rows.find((row) => row.group === letter)?.title ?? "", known: false, tasks: tasks.filter(({ group }) => group === letter).length })),
    rows, remarks: [], written,
    counts: { tasks: tasks.length, new: of("new"), changed: of("changed"), unchanged: of("unchanged"), refused: rows.filter(({ role }) => role === "refused").length, unsure: tasks.filter(({ sure }) => !sure).length, left_out: of("left_out") },
  };
}

const told = <T>(value: T): Reply<T> => ({ value, changes: [] });

/** The answers about plans, with what they hold between two questions. */
export function planAnswers() {
  let held: string | null = null;
  const state = { changed: false, forgets: false, plans: 0 };
  const again = ({ choices }: { choices: PlanChoices }) => {
    if (held === null || state.forgets) {
      state.forgets = false;
      throw new CallError({ code: "no_intake", params: {}, detail: "", message: "" });
    }
    return planOf(choices, held);
  };
  const answers = {
    plans: () => told([{ id: 1, key: "de_an_06", title: "Đề án 06 năm 2024", prefix: "NV", document: 2, first_day: null, last_day: "2024-12-31", note: "", tasks: 33, groups: [] }]),
    look_over_plan: ({ name, text }: Request<"look_over_plan">) => {
      if (name.includes("khoa")) throw new CallError({ code: "file_locked", params: {}, detail: "", message: "Tệp có mật khẩu, sổ không đọc được. Mở tệp, bỏ mật khẩu, lưu rồi chọn lại." });
      held = text === null ? name : "";
      return told(planOf({ sheet: null, columns: [], plan: null, rows: [] }, held));
    },
    read_plan_again: (request: Request<"read_plan_again">) => told(again(request)),
    bring_in_plan: (request: Request<"bring_in_plan">): Reply<PlanReading> => {
      if (state.changed) {
        state.changed = false;
        throw new CallError({ code: "intake_changed", params: {}, detail: "", message: "Sổ đã thay đổi." });
      }
      return { value: { ...again(request), written: true, plan: 2 }, changes: ["tasks"] as ChangeKind[] };
    },
  };
  return { state, answers };
}
