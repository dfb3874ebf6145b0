export type RecentBook = { path: string, name: string, exists: boolean, };
