export type SavedFile = { path: string, bytes: number, };
