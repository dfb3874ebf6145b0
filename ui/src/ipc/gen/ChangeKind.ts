export type ChangeKind = "book" | "bodies" | "indicators" | "facts" | "targets" | "tasks" | "reports" | "settings";
