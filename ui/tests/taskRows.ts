// One task as the list has it, for tests that need no whole book.
import type { TaskRow } from "../src/ipc/types";

export const taskRow = (id: number, title = `Việc ${id}`, more: Partial<TaskRow> = {}): TaskRow => ({
  id, number: `NV-${String(id).padStart(3, "0")}`, title, plan: 1, parent: null, group: "a", lead: "", leads: [], partners: "", deliverable: "", document: "", document_id: null, person: "",
  deadline: { text: "", kind: "none", last_day: null, last_time: null, stated_day: null, weekday: null, sure: true, first_day: null, event: null, event_day: null, superior_day: null, own_day: null, rhythm: "", moved: false },
  state: "in_time", was: null, days_left: null, done: 0, total: 1, overdue: 0, to_confirm: 0, recurring: false, by_numbers: false, watched: false,
  ...more,
});
