import type { Day } from "./Day";
import type { Timeliness } from "./Timeliness";

export type DeadlineDay = { day: Day, count: number, state: Timeliness | null, day_off: boolean, };
