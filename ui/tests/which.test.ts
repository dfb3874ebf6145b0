import "./browser";

import { describe, expect, it } from "vitest";

import { Which } from "../src/features/report/which.svelte";
import type { Session } from "../src/lib/session.svelte";

const periods = [
  { key: "2024-Q1", label: "Quý I/2024", first_day: "2023-12-15", last_day: "2024-03-14", due_day: "2024-03-18" },
  { key: "2024-Q2", label: "Quý II/2024", first_day: "2024-03-15", last_day: "2024-06-14", due_day: "2024-06-18" },
];
const of = (period: string) => new Which({ period, periods } as unknown as Session, () => "2024-03-18");

describe("which report is on the screen", () => {
  it("speaks of the whole book until a unit is named, whose texts are its own", () => {
    const which = of("2024-Q1");
    expect(which.wanted).toEqual({ kind: "progress", period: "2024-Q1", as_of: null, subject: null, body: null, filled: null, template: null });
    which.body = 12;
    expect([which.wanted.body, which.wanted.subject, which.subject]).toEqual([12, null, 12]);
  });

  it("tells tasks as of the period's end, and of now while it runs", () => {
    const [over, runs] = [of("2024-Q1"), of("2024-Q2")];
    for (const which of [over, runs]) which.take("tasks");
    expect([over.wanted.as_of, runs.wanted.as_of]).toEqual(["2024-03-14", null]);
  });

  it("ranks by an indicator, not by a unit", () => {
    const which = of("2024-Q1");
    which.body = 12;
    which.take("ranking");
    which.indicator = 3;
    expect(which.wanted).toMatchObject({ kind: "ranking", subject: 3, body: null });
    expect(which.subject).toBe(3);
  });
});
