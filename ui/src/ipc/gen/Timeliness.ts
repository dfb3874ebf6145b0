export type Timeliness = "cancelled" | "paused" | "done_on_time" | "done_late" | "done_no_deadline" | "overdue" | "due_soon" | "not_started" | "in_time" | "no_deadline";
