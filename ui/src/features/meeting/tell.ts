import type { ConclusionView, MeetingHead } from "../../ipc/types";
import { showDay } from "../../lib/days";
import { t } from "../../words/words.svelte";

/** What a conclusion became, in a few words: whose it is and until when. */
export function became(conclusion: ConclusionView): string {
  const day = conclusion.task?.deadline.last_day ?? null;
  const due = conclusion.task === null ? t("meeting.no_task") : day === null ? t("meeting.no_day") : t("meeting.due", { day: showDay(day) });
  return [conclusion.bodies, due].filter((part) => part !== "").join(" · ");
}

/** When and where, as it stands in a list. */
export function when(meeting: Pick<MeetingHead, "day" | "time" | "place">): string {
  return [[meeting.time.replace(":", "h"), showDay(meeting.day)].filter(Boolean).join(", "), meeting.place].filter(Boolean).join(" · ");
}
