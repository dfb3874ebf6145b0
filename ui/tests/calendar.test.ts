import { describe, expect, it } from "vitest";

import { markOf, months, weekday, wholeYear } from "../src/features/settings/months";
import { calendarYear } from "./unitsWorld";

describe("the working calendar", () => {
  const { days } = calendarYear(2024);
  const day = (text: string) => {
    const found = days.find((one) => one.day === text);
    if (!found) throw new Error(text);
    return found;
  };

  it("has twelve months whose weeks begin on Monday", () => {
    const year = months(days);
    expect(year.map((month) => month.days.length)).toEqual([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    // 01/01/2024 was a Monday, 01/02/2024 a Thursday.
    expect(year.slice(0, 2).map((month) => month.before)).toEqual([0, 3]);
    expect(weekday("2024-03-17")).toBe(6);
  });

  it("draws days off, holidays, swapped days and own days differently", () => {
    expect(markOf(day("2024-03-18"))).toBe("work");
    expect(markOf(day("2024-03-17"))).toBe("rest");
    expect(markOf(day("2024-02-09"))).toBe("holiday");
    expect(markOf(day("2024-02-10"))).toBe("holiday");
    expect(markOf(day("2024-05-04"))).toBe("swapped");
    expect(markOf({ ...day("2024-03-18"), own: true, working: false })).toBe("own");
  });

  it("is whole where the book tells only the days that differ from the week's rule", () => {
    const told = days.filter((one) => markOf(one) === "holiday" || markOf(one) === "swapped");
    expect(told.length).toBeLessThan(30);
    const whole = wholeYear(2024, told, (at) => `ngày ${at + 1}`);
    expect(whole.map((one) => one.day)).toEqual(days.map((one) => one.day));
    expect(months(whole).map((month) => month.before)).toEqual(months(days).map((month) => month.before));
    expect(whole.find((one) => one.day === "2024-02-09")).toBe(day("2024-02-09"));
    expect(whole.find((one) => one.day === "2024-03-18")).toMatchObject({ weekday: "ngày 1", working: true, own: false });
    expect(whole.find((one) => one.day === "2024-03-17")).toMatchObject({ weekday: "ngày 7", working: false });
    expect(wholeYear(2025, [], String)).toHaveLength(365);
  });
});
