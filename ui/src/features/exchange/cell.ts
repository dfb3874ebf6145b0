import type { QueryView } from "../../ipc/types";
import type { Session } from "../../lib/session.svelte";
import { figurePlace } from "../figures/place.svelte";

/** The cell that a question is about, in the grid of its period. */
export function showCell(session: Session, { body, indicator, period }: Pick<QueryView, "body" | "indicator" | "period">): void {
  figurePlace.openEntry(session, { body, indicator }, session.periods.find(({ key }) => key === period));
}
