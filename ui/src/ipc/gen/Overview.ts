import type { AssignmentRow } from "./AssignmentRow";
import type { ClassCount } from "./ClassCount";
import type { Day } from "./Day";
import type { DeadlineDay } from "./DeadlineDay";
import type { FigureRow } from "./FigureRow";
import type { PeriodOption } from "./PeriodOption";
import type { Ranking } from "./Ranking";

export type Overview = { as_of: Day, weekday: string, period: PeriodOption, total: number, classes: Array<ClassCount>, attention: Array<AssignmentRow>, figures: Array<FigureRow>, ranking: Ranking | null, calendar: Array<DeadlineDay>, };
