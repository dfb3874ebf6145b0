import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { base64, readTransfer, title } from "../src/features/intake/clipboard";
import { Intake, intakeOf, LARGEST } from "../src/features/intake/intake.svelte";
import { extent, looks, meaningChoices, meaningKey, NO_CHOICES, otherName, outside, periodOf, readMeaning, sign, split, withBody, withColumn, withSheet, writes } from "../src/features/intake/read";
import { outcome, sentence } from "../src/features/intake/words";
import { CallError } from "../src/ipc/host";
import { Session } from "../src/lib/session.svelte";
import { head } from "./fakeHost";
import { IntakeHost, viewOf } from "./fakeIntake";

const settle = async () => {
  for (let round = 0; round < 30; round += 1) await tick();
};
const file = (name: string) => new File(["abc"], name);
const view = () => viewOf(new IntakeHost().book, "bieu.xlsx", NO_CHOICES);

describe("what was understood", () => {
  it("is one sentence with what wants a look", () => {
    const told = sentence(view());
    expect(told.read).toBe("Đọc được 7 đơn vị × 2 chỉ tiêu từ trang “Tháng 3”, Tháng 3/2024");
    expect(told.open).toBe("2 chỗ ngờ, 1 số bị từ chối, 1 dòng chưa hiểu");
  });

  it("belongs to the shortest period that its day is in", () => {
    const known = view();
    const asOf = (as_of: string) => ({ ...known, time: { ...known.time, period: null, as_of } });
    expect(periodOf(known, [])).toEqual(known.time.period);
    expect(periodOf(asOf("2024-03-14T17:00"), head.periods)?.key).toBe("2024-T03");
    expect(periodOf(asOf("2024-01-20"), head.periods)?.key).toBe("2024-Q1");
    expect(periodOf(asOf("2023-01-20"), head.periods)).toBeNull();
  });

  it("says so when nothing was recognised", () => {
    const none = { ...view(), rows: [], warned: 0, refused: 0, columns: [] };
    expect(extent(none)).toEqual({ units: 0, indicators: 0 });
    expect(sentence(none)).toEqual({ read: "Chưa nhận ra đơn vị hoặc chỉ tiêu nào từ trang “Tháng 3”, Tháng 3/2024", open: "không có chỗ ngờ" });
  });

  it("counts as written what is new, changed or in doubt, and nothing else", () => {
    const known = view();
    const states = known.rows.flatMap((row) => row.cells.map((cell) => cell.state));
    expect(writes(known)).toBe(states.filter((state) => state === "accepted" || state === "warned").length);
    expect(outcome({ ...known, done: true })).toContain("Đã ghi 12 số, Tháng 3/2024; 1 số không đổi; 2 số ghi kèm dấu ngờ; 1 số bị từ chối");
  });

  it("puts names before columns before refusals before doubts", () => {
    expect(looks(view()).map((entry) => entry.kind)).toEqual(["row", "column", "refused", "doubt", "doubt", "said"]);
  });

  it("tells of what was refused and kept nowhere", () => {
    expect(outside(view())).toBe(0);
    expect(outside({ ...view(), rows: [], columns: [], refused: 2 })).toBe(2);
  });

  it("has a sign for each state that needs no colour", () => {
    const signs = new Set(view().rows.flatMap((row) => row.cells.map(sign)));
    expect([...signs].sort()).toEqual(["", "!", "+", "=", "×", "≠"].sort());
  });

  it("keeps columns without figures apart", () => {
    const { shown, apart } = split(view());
    expect(shown.map((column) => column.letter)).toEqual(["C", "D"]);
    expect(apart.map((column) => column.letter)).toEqual(["A", "B", "E", "F"]);
  });

  it("shows the file's own name of a unit only where it is another one", () => {
    const row = (name: string, body_name: string | null) => ({ ...view().rows[1]!, name, body_name });
    expect(otherName(row("P. An Thới", "Phường An Thới"))).toBe(false);
    expect(otherName(row("LONG HOÀ", "Phường Long Hòa"))).toBe(false);
    expect(otherName(row("BHN", "Phường Bùi Hữu Nghĩa"))).toBe(true);
    expect(otherName(row("P. Ba Láng:", "Phường Ba Láng"))).toBe(false);
    expect(otherName(row("lạ", null))).toBe(false);
  });
});

describe("what the officer chooses", () => {
  it("replaces an earlier choice for the same column or name", () => {
    const twice = withColumn(withColumn(NO_CHOICES, 4, "figure:10"), 4, "target:3");
    expect(twice.columns).toEqual([{ column: 4, meaning: "target", indicator: 3 }]);
    expect(withBody(withBody(NO_CHOICES, "BHN", 7), "BHN", null).bodies).toEqual([{ text: "BHN", body: null }]);
    expect(withSheet(twice, 1)).toMatchObject({ sheet: 1, columns: [], bodies: [] });
  });

  it("knows a meaning by one key", () => {
    for (const key of ["figure:3", "target:12", "ignored", "note"]) {
      const { meaning, indicator } = readMeaning(key);
      expect(meaningKey(meaning, indicator)).toBe(key);
    }
    expect(meaningKey("note", 3)).toBe("note");
  });

  it("offers what is likely first and nothing twice", () => {
    const column = view().columns.find((known) => known.letter === "D")!;
    const choices = meaningChoices(column, [{ indicator: 3, name: "Kích hoạt", unit: "tài khoản" }, { indicator: 10, name: "Tiếp nhận", unit: "hồ sơ" }], (meaning) => meaning);
    const keys = choices.map(({ key }) => key);
    expect(keys.slice(0, 2)).toEqual(["figure:1", "figure:10"]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(["ignored", "body", "figure:3", "target:3", "percent:10"]));
  });
});

describe("the clipboard", () => {
  const transfer = (parts: Record<string, string>, files: File[] = []) => ({ getData: (type: string) => parts[type] ?? "", files }) as unknown as DataTransfer;

  it("gives a table as it is, other text plainly, and files of tables", () => {
    expect(readTransfer(transfer({ "text/html": "<table><tr><td>1</td></tr></table>", "text/plain": "1" }))).toEqual({ text: "<table><tr><td>1</td></tr></table>" });
    expect(readTransfer(transfer({ "text/html": "<b>An Thới 23</b>", "text/plain": "An Thới 23" }))).toEqual({ text: "An Thới 23" });
    const sheet = new File([""], "a.xlsx", { type: "application/x" });
    expect(readTransfer(transfer({}, [sheet]))).toEqual({ files: [sheet] });
    expect(readTransfer(transfer({}, [new File([""], "a.png", { type: "image/png" })]))).toEqual({ nothing: "picture" });
    expect(readTransfer(null)).toEqual({ nothing: "empty" });
  });

  it("names a text by its first words", () => {
    expect(title("<style>p{}</style><table><tr><td>An&nbsp;Thới</td></tr></table>")).toBe("An Thới");
    expect([...title("a".repeat(90))]).toHaveLength(40);
  });

  it("reads bytes as base64", async () => {
    expect(await base64(file("a.xlsx"))).toBe("YWJj");
    expect(await base64(new File([], "leer.csv"))).toBe("");
  });
});

describe("files on their way into the book", () => {
  let host: IntakeHost;
  let session: Session;
  let intake: Intake;
  let stop: () => void;

  beforeEach(async () => {
    host = new IntakeHost();
    session = new Session(host);
    stop = session.start();
    await settle();
    intake = intakeOf(session);
  });
  afterEach(() => stop());

  it("are looked at one after the other, and nothing is written before it is said", async () => {
    await intake.takeFiles([file("a.xlsx"), file("b.xlsx")]);
    expect(intake.items.map((item) => item.state)).toEqual(["doubtful", "waiting"]);
    expect(host.count("bring_in")).toBe(0);
    expect(host.asked.find((call) => call.name === "look_over")?.request).toMatchObject({ name: "a.xlsx", data: "YWJj", text: null });
    await intake.bring();
    expect(intake.item?.view?.done).toBe(true);
    await intake.next();
    expect(intake.item?.name).toBe("b.xlsx");
    // The same form again: what the first file wrote is unchanged now.
    expect(writes(intake.item!.view!)).toBe(0);
    expect(intake.item?.view?.unchanged).toBe(13);
    expect(intake.item?.state).toBe("same");
    await intake.bring();
    expect(host.count("bring_in")).toBe(1);
    expect(intake.waiting).toBeNull();
  });

  it("chosen while another one is looked at come first, and that one is not forgotten", async () => {
    await intake.takeFiles([file("a.xlsx")]);
    await intake.takeFiles([file("b.xlsx")]);
    expect(intake.item?.name).toBe("b.xlsx");
    await intake.next();
    expect(intake.item?.name).toBe("a.xlsx");
    await intake.next();
    expect(intake.item?.name).toBe("b.xlsx");
  });

  it("that cannot be read stay as refused, and the next goes on", async () => {
    await intake.takeFiles([file("khoa.xlsx"), file("b.xlsx")]);
    expect(intake.item).toMatchObject({ name: "khoa.xlsx", state: "refused" });
    expect(intake.item?.error?.message).toContain("mật khẩu");
    await intake.next();
    expect(intake.items.map((item) => item.state)).toEqual(["refused", "doubtful"]);
  });

  it("that are too large are refused without being read", async () => {
    const large = file("lon.xlsx");
    Object.defineProperty(large, "size", { value: LARGEST + 1 });
    await intake.takeFiles([large]);
    expect(intake.item).toMatchObject({ state: "refused", data: "" });
    expect(intake.item?.error?.code).toBe("file_too_large");
    expect(host.count("look_over")).toBe(0);
    expect(intake.busy).toBe(false);
  });

  it("are read again with what the officer chose, without being handed over again", async () => {
    await intake.takeFiles([file("a.xlsx")]);
    await intake.choose(withBody(intake.item!.choices, "Long Tuyền (mới)", 9));
    expect(host.count("look_over")).toBe(1);
    expect(host.count("read_again")).toBe(1);
    expect(intake.item?.view?.rows.find((row) => row.row === 16)).toMatchObject({ role: "unit", body: 9 });
    expect(intake.item?.view?.missing).toEqual([]);
  });

  it("show the last of several choices, whatever order they were asked in", async () => {
    await intake.takeFiles([file("a.xlsx")]);
    const first = intake.choose(withBody(NO_CHOICES, "Long Tuyền (mới)", 9));
    const second = intake.choose(withBody(NO_CHOICES, "Long Tuyền (mới)", null));
    await Promise.all([first, second]);
    expect(intake.item?.view?.rows.find((row) => row.row === 16)?.role).toBe("left_out");
    expect(intake.busy).toBe(false);
  });

  it("are shown again instead of written when the book changed meanwhile", async () => {
    await intake.takeFiles([file("a.xlsx")]);
    host.changed = true;
    host.book.set("2:3", "12.905");
    await intake.bring();
    expect(intake.renewed).toBe(true);
    expect(intake.item?.state).toBe("doubtful");
    expect(intake.item?.view?.unchanged).toBe(2);
    await intake.bring();
    expect(intake.item?.state).toBe("done");
  });

  it("are to be written again once their writing was undone", async () => {
    await intake.takeFiles([file("a.xlsx")]);
    const before = new Map(host.book);
    await intake.bring();
    await intake.refresh(session.mark("facts"));
    expect(intake.item?.state).toBe("done");
    await settle();
    await session.step("undo", (label) => label);
    expect(host.book).toEqual(before);
    await intake.refresh(session.mark("facts"));
    expect(intake.item?.state).toBe("doubtful");
    expect(writes(intake.item!.view!)).toBe(12);
  });

  it("and texts of a period that they do not name are of the one at hand", async () => {
    session.period = "2024-Q1";
    await intake.takeText("P. An Thới: 12.345");
    expect(intake.item?.view?.time.period?.key).toBe("2024-Q1");
    expect(intake.item?.choices.period).toBe("2024-Q1");
  });

  it("keep their last reading when a choice is refused", async () => {
    await intake.takeFiles([file("a.xlsx")]);
    const before = intake.item;
    Object.assign(host.answers, { read_again: () => Promise.reject(new CallError({ code: "future_period", params: {}, detail: "", message: "Kỳ này chưa đến." })) });
    await intake.choose({ ...NO_CHOICES, period: "2030-T01" });
    expect(intake.error?.message).toBe("Kỳ này chưa đến.");
    expect(intake.item).toEqual(before);
    expect(host.count("look_over")).toBe(1);
  });

  it("can be corrected as text and taken off the list", async () => {
    await intake.takeText("P. An Thới: 12.345");
    intake.write(true);
    expect(intake.draft).toBe("P. An Thới: 12.345");
    await intake.correct("P. An Thới: 12.346");
    expect(host.asked.filter((call) => call.name === "look_over").at(-1)?.request).toMatchObject({ text: "P. An Thới: 12.346" });
    await intake.drop(intake.item!.id);
    expect(intake.items).toEqual([]);
    expect(intake.item).toBeNull();
  });

  it("belong to the book that is open", async () => {
    await intake.takeFiles([file("a.xlsx")]);
    expect(intakeOf(session)).toBe(intake);
    session.head = { ...session.head!, path: "/tmp/other.so06" };
    expect(intakeOf(session).items).toEqual([]);
  });

  it("of nothing but a picture are told why they are not read", async () => {
    await intake.take({ nothing: "picture" });
    expect(intake.nothing).toBe("picture");
    await vi.waitFor(() => expect(intake.items).toEqual([]));
  });
});
