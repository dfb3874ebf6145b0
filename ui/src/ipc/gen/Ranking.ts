import type { Day } from "./Day";
import type { RankRow } from "./RankRow";

export type Ranking = { indicator: number, title: string, base_name: string, illustrative: boolean, as_of: Day | null, submitted: number, total: number, rows: Array<RankRow>, };
