export type Finding = { level: "ok" | "warn", text: string, };
