// A book of papers of a few lines: it submits, takes back, gives numbers once, replaces, and knows one figure.
import { CallError } from "../src/ipc/host";
import type { ChangeKind, FigureChange, FigureSpot, IssuedReport, Reply, Request, TracePart } from "../src/ipc/types";
import { FakeHost, head } from "./fakeHost";

export function issued(over: Partial<IssuedReport>): IssuedReport {
  return { id: 1, kind: "progress", title: "Báo cáo kết quả Đề án 06 quý I năm 2024", period: "2024-Q1", as_of: "2024-03-14", subject: null, body: null, bodies: [], also: [], profile: null, state: "issued", number: "05/BC-UBND", day: "2024-03-20", pages: 7, code: "7K2M-9QXT", replaces: null, replaced_by: null, previous: null, ...over };
}

export function part(over: Partial<TracePart>): TracePart {
  return { role: "value", body: 5, indicator: 3, in_grid: true, period: "2024-Q1", entity: 40, name: "Quận Bình Thủy", text: "trên 92.400", day: "2024-02-22", source: "Công an", officer: "Trần Thị Bình", moment: "2024-03-15T08:12:04", note: "Tính đến ngày 22-2-2024", ...over };
}

const SPOT: FigureSpot = { key: "value|dinh_danh.kich_hoat||5|2024-Q1@2024-03-14", label: "Tài khoản kích hoạt, quận Bình Thủy", text: "trên 92.400", page: 1, x: 100, y: 100, width: 60, height: 14 };
const told = <T>(value: T): Reply<T> => ({ value, changes: [] });
const did = <T>(value: T): Reply<T> => ({ value, changes: ["reports"] as ChangeKind[] });
const refuse = (code: string, message: string, params: Record<string, string> = {}) => {
  throw new CallError({ code, message, params, detail: "" });
};

export class PaperHost extends FakeHost {
  kept: IssuedReport[] = [];
  changed: FigureChange[] = [];
  illustrative = false;
  clock = true;
  saved: string[] = [];
  override pickSave = (): Promise<string | null> => Promise.resolve("/tmp/x.pdf");

  constructor() {
    super({});
    const draft = (request: Request<"report">) => this.kept.find(({ state, kind, period }) => state === "submitted" && kind === request.kind && period === request.period);
    Object.assign(this.answers, {
      book: () => told(head),
      counts: () => refuse("unknown", "không có lưới ở đây"),
      report: ({ replaces }: Request<"report">) => told({ title: replaces ? "Báo cáo thay thế" : "Báo cáo nháp", pdf: "", pages: 7, illustrative: false, sections: [], texts: [], findings: [], figures: [SPOT] }),
      issued_reports: () => told([...this.kept]),
      issued_pages: ({ report }: Request<"issued_pages">) => told({ report: this.kept.find(({ id }) => id === report)!, pdf: "", figures: [SPOT] }),
      changed_since: () => told(this.changed),
      letterheads: () => told([]),
      signed_copies: () => told([]),
      submit_report: (request: Request<"report">) => {
        if (this.illustrative) return refuse("illustrative_not_issued", "Có số liệu minh họa nên không trình ký, ban hành được.");
        if (draft(request)) return refuse("report_submitted", "Đã trình ký.");
        this.kept = [issued({ id: 10 + this.kept.length, kind: request.kind, period: request.period, state: "submitted", number: "BC-UBND", day: null, replaces: request.replaces ?? null }), ...this.kept];
        return did(this.kept[0]!.id);
      },
      take_back_report: ({ report }: Request<"take_back_report">) => {
        this.kept = this.kept.filter(({ id }) => id !== report);
        return did(null);
      },
      issue_offer: () => told({ hint: { symbol: "BC-UBND", next: this.kept.filter(({ state }) => state === "issued").length + 1 }, day: "2024-03-20" }),
      issue_report: ({ report, paper, number, day, clock_seen }: Request<"issue_report">) => {
        if (!this.clock && !clock_seen) return refuse("clock_in_doubt", "Đồng hồ (--clock-ok)", { today: "1/1/2010", last: "18/3/2024" });
        const said = `${String(number).padStart(2, "0")}/BC-UBND`;
        if (this.kept.some((own) => own.number === said)) return refuse("report_number_taken", `Số ${said} đã dùng.`, { next: "6" });
        if (day < "2024-03-14") return refuse("report_day_early", "Ngày văn bản sớm hơn ngày của số liệu.");
        const old = report === null ? null : this.kept.find(({ id }) => id === report);
        const now = issued({ ...old, id: old?.id ?? 10 + this.kept.length, state: "issued", number: said, day, replaces: old?.replaces ?? paper?.replaces ?? null, previous: old?.replaces ?? paper?.replaces ?? null });
        this.kept = [now, ...this.kept.filter(({ id }) => id !== now.id).map((own) => (own.id === now.replaces ? { ...own, replaced_by: now.id } : own))];
        return did(now);
      },
      reprint_report: ({ report, path }: Request<"reprint_report">) => {
        this.saved.push(`${report} ${path}`);
        return told({ path, bytes: 1 });
      },
      trace_figure: ({ report }: Request<"trace_figure">) => told({ label: SPOT.label, parts: [part({ text: report === null ? "trên 92.400" : "trên 92.000" }), part({ role: "target", entity: 41, name: "Quận Bình Thủy", text: "100.000", officer: "", moment: "", note: "", source: "Kế hoạch 12/KH-UBND" })] }),
      compare_reports: ({ one, other }: Request<"compare_reports">) => told({ before: this.kept.find(({ id }) => id === one)!, after: this.kept.find(({ id }) => id === other)!, changes: this.changed, same: 38, only_before: ["Xếp hạng, xã A"], only_after: [] }),
      verify_code: ({ code }: Request<"verify_code">) => {
        const found = this.kept.find((own) => own.code.replace("-", "") === code.toUpperCase().replace(/[\s-]/g, ""));
        return found ? told({ report: found, figures: [{ key: SPOT.key, label: SPOT.label, text: SPOT.text }] }) : refuse("bad_report_code", `“${code}” không phải mã đối chiếu.`);
      },
    });
  }
}
