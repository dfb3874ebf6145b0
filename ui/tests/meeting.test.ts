import { describe, expect, it } from "vitest";

import { find, showSize } from "../src/features/documents/find";
import { asked, keyOf, ALL } from "../src/features/frame/screens";
import { cut, fits, TABS, trend, turn } from "../src/features/meeting/sheets";
import { when } from "../src/features/meeting/tell";
import { inNeed, narrow, phone } from "../src/features/outreach/owed";
import { decided, nextLook, NO_CHOICES, wants, withColumn, withoutRow, withRow, withSheet, withTarget, writes } from "../src/features/plan_intake/choices";
import type { MeetingStanding, ReminderDraft } from "../src/ipc/types";
import { MeetingHost } from "./fakeMeeting";
import { planOf } from "./fakePlan";

const owing = (body: number, days: (number | null)[]): ReminderDraft => ({
  body, body_name: `Xã ${body}`, text: "", contacts: [], last: null,
  items: days.map((days_left, index) => ({ assignment: index, occurrence: "", occurrence_name: "", task: index, number: "", title: "", deadline_text: "", last_day: null, last_time: null, stated_day: null, moved_from: null, days_left, state: days_left !== null && days_left < 0 ? "overdue" : "due_soon", returned: null, missing: [] })),
  figures: [],
});

describe("the pages of a meeting", () => {
  it("hold no row twice and lose none, whatever fits", () => {
    const rows = Array.from({ length: 23 }, (_, index) => index);
    for (let most = 0; most < 30; most += 1) {
      const pages = cut(rows, most);
      expect(pages.flat()).toEqual(rows);
      expect(pages.every((page) => page.length <= Math.max(most, 1) && page.length > 0)).toBe(true);
    }
    expect(cut([], 8)).toEqual([]);
  });

  it("hold as many rows as are read from afar, and three at least", () => {
    expect(fits(536, 62)).toBe(8);
    expect(fits(40, 62)).toBe(3);
  });

  it("are gone through from the first to the last and back by the presenter's remote", () => {
    const counts = { late: 2, rank: 3, changes: 0, conclusions: 1 };
    let spot = { tab: TABS[0] as (typeof TABS)[number], page: 0 };
    const seen = [spot];
    for (let step = 0; step < 12; step += 1) {
      spot = turn(spot, 1, counts);
      seen.push(spot);
    }
    // Two, three, the empty one, one: then it stays.
    expect(new Set(seen.map(({ tab, page }) => `${tab}${page}`)).size).toBe(7);
    expect(spot).toEqual({ tab: "conclusions", page: 0 });
    for (let step = 0; step < 12; step += 1) spot = turn(spot, -1, counts);
    expect(spot).toEqual({ tab: "late", page: 0 });
    expect(turn({ tab: "changes", page: 0 }, -1, counts)).toEqual({ tab: "rank", page: 2 });
  });

  it("tell whether a unit has more late things than the last time", () => {
    const row = (overdue: number, was_overdue: number) => ({ overdue, was_overdue }) as MeetingStanding;
    expect([row(2, 1), row(1, 2), row(0, 0)].map(trend)).toEqual(["more", "fewer", "same"]);
  });

  it("say when and where without what is not known", () => {
    expect(when({ day: "2024-03-18", time: "08:00", place: "" })).toBe("08h00, 18/03/2024");
    expect(when({ day: "2024-03-18", time: "", place: "Phòng họp 2" })).toBe("18/03/2024 · Phòng họp 2");
  });
});

describe("who is to be reminded", () => {
  it("is who owes the most pressing thing, then who owes more of it", () => {
    const rows = [owing(1, [4]), owing(2, [-3, -1]), owing(3, [-3, 2, 5]), owing(4, [null]), owing(5, [-17])];
    expect(inNeed(rows).map(({ body }) => body)).toEqual([5, 2, 3, 1, 4]);
    expect(rows.map(({ body }) => body)).toEqual([1, 2, 3, 4, 5]);
  });

  it("is found without marks, and by the digits of a number", () => {
    const { contacts } = new MeetingHost();
    expect(narrow(contacts, "thoi an dong").map(({ name }) => name)).toEqual(["Trần Văn Minh", "Lê Thị Hoa"]);
    expect(narrow(contacts, "0939555").map(({ name }) => name)).toEqual(["Phạm Quốc Cường"]);
    expect(narrow(contacts, "khong ai")).toEqual([]);
  });

  it("has a number as it is dialled", () => {
    expect(phone(" 0909.123-456 ")).toBe("0909 123 456");
    expect(phone("(0292) 3841 000")).toBe("0292 3841 000");
    expect(phone("+84 909 1")).toBe("+84 909 1");
  });
});

describe("documents", () => {
  it("are found by any words of theirs without marks, the newest first", () => {
    const { documents } = new MeetingHost();
    expect(find(documents, "").map(({ number }) => number)).toEqual(["96/TB-VPCP", "412/UBND-VP", "31/TB-UBND", "06/QĐ-TTg"]);
    expect(find(documents, "thu tuong de an").map(({ number }) => number)).toEqual(["96/TB-VPCP", "06/QĐ-TTg"]);
    expect(find(documents, "05/03/2024").map(({ number }) => number)).toEqual(["31/TB-UBND"]);
    expect(find(documents, "qd-ttg 2024")).toEqual([]);
  });

  it("tell the size of their files in the unit that is read", () => {
    expect([900, 48_200_000, 512_000_000].map(showSize)).toEqual(["0,9 KB", "48,2 MB", "512 MB"]);
  });
});

describe("what is decided about a plan", () => {
  it("adds up, and a row goes back to what was found", () => {
    let choices = withRow(NO_CHOICES, 5, { deadline: "22/3/2026" });
    choices = withRow(choices, 5, { leave_out: true });
    choices = withRow(choices, 6, { leads: [4] });
    expect(choices.rows).toEqual([
      { row: 5, leave_out: true, title: null, leads: null, partners: null, deadline: "22/3/2026", goal: null },
      { row: 6, leave_out: false, title: null, leads: [4], partners: null, deadline: null, goal: null },
    ]);
    expect([decided(choices, 5), decided(withoutRow(choices, 5), 5)]).toEqual([true, false]);
    expect(NO_CHOICES.rows).toEqual([]);
  });

  it("keeps one role for a column, and none when another sheet is shown", () => {
    const choices = withColumn(withColumn(NO_CHOICES, 6, "note"), 6, "ignored");
    expect(choices.columns).toEqual([{ index: 6, role: "ignored" }]);
    expect(withSheet(withRow(choices, 3, { leave_out: true }), 1)).toMatchObject({ sheet: 1, columns: [], rows: [] });
  });

  it("changes one thing of the plan and leaves the others as they were found", () => {
    const choices = withTarget(withTarget(NO_CHOICES, { prefix: "KH" }), { issued: "2026-01-20" });
    expect(choices.plan).toEqual({ existing: null, title: null, prefix: "KH", document: null, issued: "2026-01-20" });
  });

  it("goes round what wants a look, past what is left out", () => {
    const { rows } = planOf(NO_CHOICES);
    expect(rows.flatMap((row, index) => (wants(row) ? [index] : []))).toEqual([8, 9]);
    expect([nextLook(rows, 0, 1), nextLook(rows, 9, 1), nextLook(rows, 9, -1), nextLook(rows, 8, -1)]).toEqual([8, 8, 8, 9]);
    const out = planOf(withRow(NO_CHOICES, 11, { leave_out: true })).rows;
    expect(nextLook(out, 9, 1)).toBe(9);
    expect(nextLook([], 0, 1)).toBeNull();
  });

  it("writes what is new and what differs", () => {
    expect(writes(planOf(NO_CHOICES))).toBe(6);
    expect(writes(planOf(withRow(NO_CHOICES, 5, { leave_out: true })))).toBe(5);
  });
});

describe("the keys of the screens", () => {
  it("ask for one screen each, by digit or letter in either case", () => {
    expect([asked("7"), asked("g"), asked("G")].map((entry) => entry?.screen)).toEqual(["meeting", "meeting", "meeting"]);
    expect(["c", "v", "k", "p", "9"].map((key) => asked(key)?.screen)).toEqual(["outreach", "documents", "commendations", "plan_intake", "outreach"]);
    expect(asked("x")).toBeUndefined();
    const keys = ALL.flatMap(({ digit, letter }) => [digit, letter]).filter((key) => key !== undefined);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(ALL.map(keyOf)).size).toBe(ALL.length);
  });
});
