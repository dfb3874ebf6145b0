import { describe, expect, it } from "vitest";

import { loose, outline } from "../src/features/report/outline";
import { narrow } from "../src/features/tasks/filter.svelte";
import type { TaskGroup, TaskRow, Timeliness } from "../src/ipc/types";
import { stateWords } from "../src/lib/states";
import { taskRow } from "./taskRows";

const task = (id: number, title: string, state: Timeliness): TaskRow => ({ ...taskRow(id, title), number: `NV-00${id}`, state, document: "96/TB-VPCP" });
const group = (key: string, title: string, tasks: TaskRow[]): TaskGroup => ({ key, plan: null, letter: key, title, tasks });
const groups = [group("a", "a) Dịch vụ công", [task(1, "Số hóa hồ sơ", "in_time"), task(2, "Mã QR", "overdue")]), group("b", "b) Kinh tế", [task(3, "Đẩy mạnh thanh toán", "in_time")])];
const shown = (found: TaskGroup[]) => found.map((group) => [group.key, group.tasks.map(({ id }) => id)]);

describe("the task list", () => {
  it("is narrowed by class, and empty groups go", () => {
    expect(shown(narrow(groups, "overdue", ""))).toEqual([["a", [2]]]);
  });

  it("is searched without marks, in number and document too", () => {
    expect(shown(narrow(groups, null, "day manh"))).toEqual([["b", [3]]]);
    expect(shown(narrow(groups, null, "nv-002"))).toEqual([["a", [2]]]);
    expect(shown(narrow(groups, null, "96/tb"))).toEqual([["a", [1, 2]], ["b", [3]]]);
    expect(narrow(groups, null, "không có")).toEqual([]);
  });

  it("counts the tasks of other levels to no class", () => {
    const watched = [group("b", "b)", [{ ...task(4, "Nghị định", "in_time"), watched: true }])];
    expect(narrow(watched, "in_time", "")).toEqual([]);
    expect(narrow(watched, "own", "")).toEqual([]);
    expect(shown(narrow([...groups, ...watched], "watched", ""))).toEqual([["b", [4]]]);
  });
});

describe("the words of a class", () => {
  it("tell the distance where one counts", () => {
    expect(stateWords("overdue", -4)).toBe("Quá 4 ngày");
    expect(stateWords("due_soon", 0)).toBe("Hôm nay");
    expect(stateWords("in_time", 13)).toBe("Còn 13 ngày");
  });

  it("tell the class where none does", () => {
    expect(stateWords("done_late", -3)).toBe("Xong quá hạn");
    expect(stateWords("in_time", null)).toBe("Trong hạn");
  });
});

describe("the report's outline", () => {
  const section = (key: string, title: string) => ({ key, title, page: 1, empty: false });
  const text = (key: string) => ({ section: key, title: key, text: "", hint: "", standard: "", sentence: false });
  const sections = [
    section("results", "II. KẾT QUẢ THỰC HIỆN"),
    section("results.tasks", "1. Tiến độ thực hiện nhiệm vụ"),
    section("difficulties", "III. TỒN TẠI, HẠN CHẾ"),
  ];

  it("gives each text to the nearest section", () => {
    const found = outline(sections, [text("results.tasks"), text("difficulties.phap_ly"), text("difficulties.ha_tang")]);
    expect(found.map(({ level, texts }) => [level, texts.map((item) => item.section)])).toEqual([
      [0, []],
      [1, ["results.tasks"]],
      [0, ["difficulties.phap_ly", "difficulties.ha_tang"]],
    ]);
  });

  it("loses no text", () => {
    expect(loose(sections, [text("closing"), text("results")]).map((item) => item.section)).toEqual(["closing"]);
  });
});
