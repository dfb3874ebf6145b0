export type JournalRow = { operation: number, moment: string, officer: string, label: string, undone: boolean, };
