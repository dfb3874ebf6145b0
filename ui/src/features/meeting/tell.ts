import type { ConclusionView, MeetingHead } from "../../ipc/soon-meeting";
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

/** What falls to each unit, in the order of the conclusions. */
export interface UnitList {
  name: string;
  conclusions: ConclusionView[];
}

export function perUnit(conclusions: readonly ConclusionView[]): UnitList[] {
  const lists = new Map<string, ConclusionView[]>();
  for (const conclusion of conclusions) {
    for (const name of conclusion.bodies.split(/[,;]\s*/).filter((part) => part !== "")) {
      lists.set(name, [...(lists.get(name) ?? []), conclusion]);
    }
  }
  return [...lists].map(([name, own]) => ({ name, conclusions: own }));
}

/** The list of a unit as it goes into a chat. */
export function chat(list: UnitList, meeting: Pick<MeetingHead, "title" | "day" | "document">): string {
  const head = t(meeting.document === "" ? "meeting.chat_head" : "meeting.chat_head_signed", { unit: list.name, title: meeting.title, day: showDay(meeting.day), document: meeting.document });
  const lines = list.conclusions.map(({ text, task }, index) => {
    const day = task?.deadline.last_day;
    return `${index + 1}. ${text}${day ? ` (${t("meeting.due", { day: showDay(day) })})` : ""}`;
  });
  return [head, ...lines].join("\n");
}
