export type ReportSection = { key: string, title: string, page: number, empty: boolean, };
