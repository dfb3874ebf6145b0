export type ReportText = { section: string, title: string, text: string, hint: string, };
