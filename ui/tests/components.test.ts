import "./browser";

import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";

import Checklist from "../src/features/tasks/Checklist.svelte";
import { CallError } from "../src/ipc/host";
import type { Assignment } from "../src/ipc/types";
import Combobox from "../src/lib/Combobox.svelte";
import ErrorNote from "../src/lib/ErrorNote.svelte";
import FindField from "../src/lib/FindField.svelte";
import StateBadge from "../src/lib/StateBadge.svelte";

afterEach(cleanup);

const assignment: Assignment = {
  id: 7,
  occurrence: "",
  occurrence_name: "",
  work_state: "open",
  goal: null,
  note: "",
  reminded: null,
  evidence: [],
  body: 5,
  body_name: "Phường An Thới",
  state: "overdue",
  days_left: -4,
  last_time: null,
  last_day: "2024-03-14",
  claim: null,
  ticked: 0,
  checklist: [
    { item: 1, position: 1, title: "Dự thảo kế hoạch", group: null, done: false, day: null, officer: null, evidence: null },
    { item: 2, position: 2, title: "Trình ký", group: null, done: false, day: null, officer: null, evidence: null },
  ],
};

describe("the checklist", () => {
  it("sends the tick, and shows what the book kept when it was refused", async () => {
    const ontick = vi.fn(() => Promise.resolve(false));
    render(Checklist, { assignment, readonly: false, ontick });
    const box = screen.getByRole<HTMLInputElement>("checkbox", { name: "Dự thảo kế hoạch" });
    await fireEvent.click(box);
    expect(ontick).toHaveBeenCalledWith(1, true, null);
    await vi.waitFor(() => expect(box.checked).toBe(false));
  });

  it("ticks with the evidence that was written", async () => {
    const ontick = vi.fn(() => Promise.resolve(true));
    render(Checklist, { assignment, readonly: false, ontick });
    await fireEvent.click(screen.getByRole("button", { name: "Minh chứng: Trình ký" }));
    const field = screen.getByRole("textbox", { name: "Minh chứng" });
    await fireEvent.input(field, { target: { value: " 12/KH-UBND " } });
    await fireEvent.submit(field.closest("form") as HTMLFormElement);
    expect(ontick).toHaveBeenCalledWith(2, true, "12/KH-UBND");
  });

  it("of a book that cannot be written takes no tick", () => {
    render(Checklist, { assignment, readonly: true, ontick: () => Promise.resolve(true) });
    expect(screen.getAllByRole<HTMLInputElement>("checkbox").every((box) => box.disabled)).toBe(true);
  });
});

describe("a field that offers choices", () => {
  const choices = [
    { key: 1, label: "Phường An Thới" },
    { key: 2, label: "Phường Long Hòa" },
  ];
  it("takes what is found by Ctrl+Enter and lets the form around it act at once", async () => {
    const onpick = vi.fn();
    const around = vi.fn();
    document.addEventListener("keydown", around);
    render(Combobox, { label: "Đơn vị", choices, value: 1, onpick });
    const field = screen.getByRole("combobox", { name: "Đơn vị" });
    await fireEvent.input(field, { target: { value: "long hoa" } });
    await fireEvent.keyDown(field, { key: "Enter", ctrlKey: true });
    expect(onpick).toHaveBeenCalledWith(2);
    expect(around).toHaveBeenCalledTimes(1);
    await fireEvent.input(field, { target: { value: "an" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    expect(around).toHaveBeenCalledTimes(1);
    document.removeEventListener("keydown", around);
  });

  it("gives its words up to what is typed, however one came into it", async () => {
    render(Combobox, { label: "Đơn vị", choices, value: 1, onpick: vi.fn() });
    const field = screen.getByRole<HTMLInputElement>("combobox", { name: "Đơn vị" });
    field.focus();
    await vi.waitFor(() => expect([field.selectionStart, field.selectionEnd]).toEqual([0, "Phường An Thới".length]));
  });
});

describe("an error", () => {
  it("is a sentence with its code", () => {
    render(ErrorNote, { error: new CallError({ code: "not_a_book", params: {}, detail: "", message: "Tệp không phải là sổ." }) });
    expect(screen.getByRole("alert").textContent).toContain("Tệp không phải là sổ.");
    expect(screen.getByText("Mã lỗi: not_a_book")).toBeTruthy();
  });

  it("without words of the engine has words of its own", () => {
    render(ErrorNote, { error: CallError.from(new TypeError("fetch failed")) });
    expect(screen.getByRole("alert").textContent).toContain("Không liên lạc được");
  });
});

describe("the badge of a class", () => {
  it("has an icon and words, never colour alone", () => {
    const { container } = render(StateBadge, { state: "overdue", days: -4 });
    expect(container.textContent?.trim()).toBe("Quá 4 ngày");
    expect(container.querySelector("svg")).not.toBeNull();
  });
});

describe("the field that finds", () => {
  it("is emptied by Escape, which is the screen's own only when nothing stands in it", async () => {
    const leave = vi.fn();
    window.addEventListener("keydown", leave);
    render(FindField, { value: "kich hoat", label: "Tìm" });
    const field = screen.getByRole<HTMLInputElement>("searchbox", { name: "Tìm" });
    expect(await fireEvent.keyDown(field, { key: "Escape" })).toBe(false);
    expect(field.value).toBe("");
    expect(leave).not.toHaveBeenCalled();
    expect(await fireEvent.keyDown(field, { key: "Escape" })).toBe(true);
    expect(leave).toHaveBeenCalledOnce();
    window.removeEventListener("keydown", leave);
  });

  it("leaves Escape, Enter and arrows to the input method while letters are being put together", async () => {
    const row = document.body.appendChild(Object.assign(document.createElement("button"), { id: "row" }));
    render(FindField, { value: "kich", label: "Tìm", into: "#row" });
    const field = screen.getByRole<HTMLInputElement>("searchbox", { name: "Tìm" });
    field.focus();
    for (const key of ["Escape", "Enter", "ArrowDown"]) expect(await fireEvent.keyDown(field, { key, isComposing: true })).toBe(true);
    expect([field.value, document.activeElement]).toEqual(["kich", field]);
    await fireEvent.keyDown(field, { key: "Enter" });
    expect(document.activeElement).toBe(row);
    row.remove();
  });
});
