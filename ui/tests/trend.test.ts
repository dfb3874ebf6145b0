import { describe, expect, it } from "vitest";

import { axisName, layTrend, type Frame } from "../src/features/indicator/trend";
import type { TargetView, TrendPoint } from "../src/ipc/types";
import { page } from "./fakeFigures";

const frame: Frame = { width: 700, height: 200, left: 60, right: 20, top: 20, bottom: 30 };
const target: TargetView = page.target!;

const point = (month: number, value: number | null, more: Partial<TrendPoint> = {}): TrendPoint => ({
  period: `2024-T${month}`,
  label: `${month}/2024`,
  last_day: `2024-${String(month).padStart(2, "0")}-14`,
  text: value === null ? null : String(value),
  value,
  target: null,
  no_data: false,
  counted: null,
  mark: null,
  partial: false,
  ...more,
});

describe("the trend", () => {
  it("breaks its line where a period has no figure, and never bridges the gap", () => {
    const shape = layTrend([point(1, 10), point(2, 20), point(3, null), point(4, 40), point(5, 50)], null, frame);
    expect(shape.lines).toHaveLength(2);
    expect(shape.dots).toHaveLength(4);
    expect(shape.gaps.map((gap) => gap.kind)).toEqual(["missing"]);
  });

  it("keeps a lone point between two gaps as a dot without a line", () => {
    const shape = layTrend([point(1, null), point(2, 20), point(3, null, { no_data: true })], null, frame);
    expect(shape.lines).toEqual([]);
    expect(shape.dots.map((dot) => dot.point.text)).toEqual(["20"]);
    expect(shape.gaps.map((gap) => gap.kind)).toEqual(["missing", "no_data"]);
  });

  it("makes one field of a long silence, within the drawing", () => {
    const { gaps } = layTrend([point(1, null), point(2, null), point(3, null, { no_data: true }), point(4, null), point(5, 3)], null, frame);
    expect(gaps.map((gap) => [gap.kind, gap.points.length])).toEqual([["missing", 2], ["no_data", 1], ["missing", 1]]);
    expect(gaps[0]!.x).toBe(frame.left);
    expect(gaps[0]!.x + gaps[0]!.width).toBeLessThan(gaps[1]!.x);
  });

  it("puts higher values higher and later days further right", () => {
    const { dots } = layTrend([point(1, 10), point(2, 30), point(3, 20)], null, frame);
    expect(dots[1]!.y).toBeLessThan(dots[2]!.y);
    expect(dots[2]!.y).toBeLessThan(dots[0]!.y);
    expect(dots[0]!.x).toBe(frame.left);
    expect(dots[2]!.x).toBe(frame.width - frame.right);
  });

  it("draws the pace from the last point to the target's last day", () => {
    const near = layTrend([point(1, 10, { target: 40 }), point(3, 20, { target: 40 })], { ...target, last_day: "2024-04-14" }, frame);
    const tip = near.dots.at(-1)!;
    expect(near.pace).toBe(`M${tip.x} ${tip.y}L${frame.width - frame.right} ${near.targetY}`);
  });

  it("cuts the way to a far target at the edge, below the target", () => {
    const shape = layTrend([point(1, 10, { target: 40 }), point(3, 20, { target: 40 })], { ...target, last_day: "2025-12-31" }, frame);
    const end = Number(/L[\d.]+ ([\d.]+)$/.exec(shape.pace ?? "")?.[1]);
    expect(end).toBeGreaterThan(shape.targetY!);
    expect(end).toBeLessThan(shape.dots.at(-1)!.y);
  });

  it("needs no pace when the target is met or its day is past", () => {
    const points = [point(1, 10, { target: 40 }), point(3, 50, { target: 40 })];
    expect(layTrend(points, { ...target, met: true }, frame).pace).toBeNull();
    expect(layTrend(points, { ...target, last_day: "2024-02-01" }, frame).pace).toBeNull();
  });

  it("steps where the target changed and leaves out where there was none", () => {
    const { targets } = layTrend([point(1, 1), point(2, 1, { target: 5 }), point(3, 1, { target: 9 }), point(4, 1)], null, frame);
    expect(targets).toHaveLength(1);
    expect(targets[0]!.match(/L/g)).toHaveLength(3);
  });

  it("names only values that the book wrote", () => {
    const shape = layTrend([point(1, 10, { text: "trên 10" }), point(2, 30), point(3, 20)], null, frame);
    expect(shape.levels.map((level) => level.text)).toEqual(["30", "trên 10"]);
  });

  it("names the last period and never lets labels touch", () => {
    const many = Array.from({ length: 12 }, (_, index) => point(index + 1, index, { label: `6 tháng, ${index + 1}` }));
    const { ticks } = layTrend(many, null, { ...frame, width: 420 });
    expect(ticks.at(-1)?.text).toBe("6 tháng, 12");
    const gaps = ticks.slice(1).map((tick, index) => tick.x - ticks[index]!.x);
    expect(Math.min(...gaps)).toBeGreaterThan("6 tháng, 12".length * 6);
  });

  it("stands without any figure", () => {
    expect(layTrend([], null, frame).dots).toEqual([]);
    const empty = layTrend([point(1, null), point(2, null)], target, frame);
    expect([empty.lines, empty.pace, empty.targetY]).toEqual([[], null, null]);
  });

  it("names each month of a year on its axis, and leaves the book's own names alone", () => {
    const months = Array.from({ length: 12 }, (_, index) => point(index + 1, index, { label: `Tháng ${index + 1}/2024` }));
    expect(layTrend(months, null, frame).ticks.map(({ text }) => text)).toEqual(months.map((_, index) => `T${index + 1}/24`));
    expect(["Quý IV/2024", "Tuần 9/2024", "Năm 2024", "Chiến dịch 20/11/2024"].map(axisName)).toEqual(["Q.IV/24", "Tuần 9", "Năm 2024", "Chiến dịch 20/11/2024"]);
  });
});
