import type { Finding } from "./Finding";
import type { ReportSection } from "./ReportSection";
import type { ReportText } from "./ReportText";

export type ReportPreview = { title: string, pdf: string, pages: number, illustrative: boolean, sections: Array<ReportSection>, texts: Array<ReportText>, findings: Array<Finding>, };
