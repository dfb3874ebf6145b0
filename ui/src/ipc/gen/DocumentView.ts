import type { Day } from "./Day";

export type DocumentView = { number: string, day: Day, issuer: string, excerpt: string, };
