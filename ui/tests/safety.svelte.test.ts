import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Doctor } from "../src/features/safety/doctor.svelte";
import { besides, RestoreDesk, restoreAsOther, stemOf } from "../src/features/safety/restore.svelte";
import { EVERY, FIRST_AFTER, SafetyBox } from "../src/features/safety/safety.svelte";
import { ago, alarm, canRepair, copyFact, daysBetween, journalFact, machineNow, momentOfName, newestFirst, rehearsalFact, secondFact, showBytes } from "../src/features/safety/told";
import { RedactDesk } from "../src/features/journal/redact.svelte";
import { Session } from "../src/lib/session.svelte";
import { COPY, HURT, NOW, OLDER, PROOF, refusal, SAFE, SafetyHost } from "./fakeSafety";

const settle = () => vi.advanceTimersByTimeAsync(0);
const ended: (() => void)[] = [];

afterEach(() => {
  for (const end of ended.splice(0)) end();
  vi.useRealTimers();
});

async function begin(prepare: (host: SafetyHost) => void = () => undefined, open = true) {
  const host = new SafetyHost(open);
  prepare(host);
  const session = new Session(host);
  ended.push(session.start());
  await settle();
  return { host, session };
}

async function boxed(prepare: (host: SafetyHost) => void = () => undefined) {
  const { host, session } = await begin(prepare);
  let box!: SafetyBox;
  ended.push($effect.root(() => void (box = new SafetyBox(session))));
  flushSync();
  return { host, session, box };
}

describe("facts about safety", () => {
  it("say how long ago in the words of a clock", () => {
    expect(ago("2024-03-18T09:12:10", NOW)).toBe("vừa xong");
    expect(ago("2024-03-18T09:00:40", NOW)).toBe("12 phút trước");
    expect(ago("2024-03-18T06:00:00", NOW)).toBe("3 giờ trước");
    expect(ago("2024-03-16T09:12:41", NOW)).toBe("1 ngày trước");
    expect(ago("2024-03-19T06:00:00", NOW), "a clock that was wrong").toBe("06:00 ngày 19/03/2024");
    expect(daysBetween("2024-03-19T06:00:00", NOW)).toBe(0);
    // Moments of the journal bear parts of a second and the zone that all moments are told in.
    expect(ago("2024-03-18T09:11:40.123+07:00", NOW)).toBe("1 phút trước");
  });

  it("are told at +07:00 wherever the laptop believes to be", () => {
    vi.useFakeTimers({ now: Date.parse("2024-03-18T20:00:05Z") });
    expect(machineNow()).toBe("2024-03-19T03:00:05");
  });

  it("show sizes as disks are labelled", () => {
    expect([0, 823_296, 1_646_592, 2_000_000_000].map(showBytes)).toEqual(["0 byte", "823,3 kB", "1,6 MB", "2 GB"]);
  });

  it("put the newest copy first, and of one second the one that holds more", () => {
    const twin = { ...COPY, path: "b", operation: 41 };
    expect(newestFirst([OLDER, COPY, twin]).map(({ operation }) => operation)).toEqual([41, 40, 38]);
  });

  it("of the newest copy: what lies since, and for how long", () => {
    expect(copyFact(SAFE, NOW)).toMatchObject({ standing: "good", text: "Sao lưu 3 giờ trước", more: ["Lúc 06:00 ngày 18/03/2024", "2 thao tác sau đó chưa được sao lưu"] });
    expect(copyFact(SAFE, "2024-03-20T06:00:00").standing).toBe("warn");
    expect(copyFact(SAFE, "2024-03-27T06:00:00").standing).toBe("bad");
    expect(copyFact({ ...SAFE, unsaved: 0 }, "2024-03-27T06:00:00"), "nothing changed since").toMatchObject({ standing: "good" });
    expect(copyFact({ ...SAFE, copies: [] }, NOW)).toMatchObject({ standing: "warn", text: "Chưa có bản sao nào" });
    expect(copyFact({ ...SAFE, copies: [], archive: true }, NOW).standing).toBe("wait");
  });

  it("of the trial restore: its last success, that it is overdue, why it failed", () => {
    expect(rehearsalFact(SAFE, NOW)).toMatchObject({ standing: "good", text: "Nguyên vẹn, 2 ngày trước", more: ["Bản lúc 17:00 ngày 15/03/2024 ở nơi thứ hai", "1.266 mục khớp với sổ"] });
    expect(rehearsalFact(SAFE, "2024-03-24T09:00:00")).toMatchObject({ standing: "warn", text: "Quá hạn, lần cuối 8 ngày trước" });
    const failed = { ...SAFE, rehearsed: { ...SAFE.rehearsed!, whole: false, fault: "journal" as const, detail: "operation 12" } };
    expect(rehearsalFact(failed, NOW)).toMatchObject({ standing: "bad", more: ["Chỗ khác: nhật ký trong bản sao không khớp", "Lần đạt gần nhất: 08:00 ngày 16/03/2024"] });
    expect(rehearsalFact({ ...failed, whole_at: "" }, NOW).more[1]).toBe("Chưa lần nào đạt");
    expect(rehearsalFact({ ...SAFE, rehearsed: null }, NOW).standing).toBe("wait");
  });

  it("of the second place: none, there, behind, away for a while, away for long", () => {
    expect(secondFact({ ...SAFE, second: null }, NOW).standing).toBe("warn");
    expect(secondFact(SAFE, NOW)).toMatchObject({ standing: "good", text: "Có bản mới nhất" });
    expect(secondFact(SAFE, NOW).more[1]).toBe("USB nhãn SAOLUU: E:\\SAO LUU");
    const behind = { ...SAFE, second: { ...SAFE.second!, carried: OLDER.moment } };
    expect(secondFact(behind, NOW)).toMatchObject({ standing: "warn", text: "Chậm hơn máy này" });
    const away = { ...behind, second: { ...behind.second, reachable: false } };
    expect(secondFact(away, NOW)).toMatchObject({ standing: "wait", text: "Chưa tới được" });
    expect(secondFact(away, "2024-03-26T09:00:00").standing).toBe("bad");
    const holds = { ...SAFE, second: { ...SAFE.second!, reachable: false } };
    expect(secondFact(holds, "2024-04-26T09:00:00").standing, "it has the newest there is").toBe("wait");
  });

  it("of the journal: how far it is proved, and what does not fit", () => {
    expect(journalFact(null).standing).toBe("wait");
    expect(journalFact(PROOF)).toMatchObject({ standing: "good", text: "Nguyên vẹn, 42 thao tác", more: ["Bên ngoài chứng minh đến thao tác số 40; 2 thao tác sau đó chưa có gì chứng minh"] });
    expect(journalFact({ ...PROOF, proved: 42, unproved: 0 }).more).toEqual(["Bên ngoài chứng minh đến thao tác cuối"]);
    expect(journalFact({ ...PROOF, proved: 0, unproved: 42, heads: [] }).more).toEqual(["Chưa có dấu nào ngoài sổ để chứng minh"]);
    expect(journalFact({ ...PROOF, whole: false, heads: [{ source: "copy", operation: 41, fits: false, beyond: false }] })).toMatchObject({ standing: "warn", text: "1 dấu ngoài sổ không khớp" });
    expect(journalFact({ ...PROOF, whole: false, misfits: [{ text: "Thiếu thao tác", operation: 7 }] })).toMatchObject({ standing: "bad", text: "1 chỗ không khớp" });
  });
});

describe("the line at the foot", () => {
  it("is silent on ordinary days, before the window has tried, and in a book that is only looked at", () => {
    expect(alarm(SAFE, true, NOW)).toBeNull();
    expect(alarm(null, true, NOW)).toBeNull();
    expect(alarm({ ...SAFE, copies: [] }, false, NOW)).toBeNull();
    expect(alarm({ ...SAFE, copies: [], archive: true }, true, NOW)).toBeNull();
    expect(alarm({ ...SAFE, copies: [], unsaved: 0 }, true, NOW)).toBeNull();
    expect(alarm({ ...SAFE, second: null }, true, NOW), "none chosen is no alarm").toBeNull();
  });

  it("says one thing, the worst first", () => {
    const late = "2024-03-26T09:00:00";
    const bad = { ...SAFE, rehearsed: { ...SAFE.rehearsed!, whole: false } };
    expect(alarm(bad, true, late)).toBe("Phục hồi thử không đạt");
    expect(alarm({ ...SAFE, copies: [] }, true, NOW)).toBe("Sổ chưa có bản sao nào");
    expect(alarm(SAFE, true, late)).toBe("8 ngày chưa sao lưu");
    const away = { ...SAFE, unsaved: 0, second: { ...SAFE.second!, reachable: false, carried: OLDER.moment } };
    expect(alarm(away, true, late)).toBe("Nơi sao lưu thứ hai: 8 ngày chưa có bản mới");
    expect(alarm({ ...SAFE, unsaved: 0 }, true, late)).toBe("10 ngày chưa phục hồi thử");
  });
});

describe("the window's part in safety", () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.parse("2024-03-18T02:12:40Z") }));

  it("keeps safe some seconds after the opening and every quarter of an hour", async () => {
    const { host, box } = await boxed();
    await vi.advanceTimersByTimeAsync(FIRST_AFTER - 1);
    expect(host.count("keep_safe")).toBe(0);
    expect(host.count("safety"), "nothing is read while another screen is looked at").toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(host.count("keep_safe")).toBe(1);
    expect(box.tried).toBe(true);
    expect(box.view).toEqual(SAFE);
    await vi.advanceTimersByTimeAsync(3 * EVERY);
    expect(host.count("keep_safe")).toBe(4);
  });

  it("waits for what is under way", async () => {
    const { host, session } = await boxed();
    let done!: () => void;
    host.answers.overview = () => new Promise((resolve) => (done = () => resolve({ value: {} as never, changes: [] })));
    const reading = session.read("overview", {} as never);
    await vi.advanceTimersByTimeAsync(FIRST_AFTER + 20_000);
    expect(host.count("keep_safe")).toBe(0);
    done();
    await reading;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(host.count("keep_safe")).toBe(1);
  });

  it("leaves copies and looks at the past alone, and ends with its book", async () => {
    const { host, session } = await boxed((own) => (own.book = { ...own.book!, safety_copy: true }));
    await vi.advanceTimersByTimeAsync(FIRST_AFTER + EVERY);
    expect(host.count("keep_safe")).toBe(0);
    host.book = { ...host.book!, safety_copy: false, seen_at: "2024-01-01" };
    session.reread();
    await vi.advanceTimersByTimeAsync(EVERY);
    expect(host.count("keep_safe")).toBe(0);
    host.book = { ...host.book!, seen_at: null };
    session.reread();
    await vi.advanceTimersByTimeAsync(EVERY);
    expect(host.count("keep_safe")).toBe(1);
    for (const end of ended.splice(0)) end();
    await vi.advanceTimersByTimeAsync(4 * EVERY);
    expect(host.count("keep_safe")).toBe(1);
  });

  it("tells a failure nowhere but on its screen, and tries again", async () => {
    const { host, session, box } = await boxed((own) => (own.answers.keep_safe = () => Promise.reject(refusal("copy_failed"))));
    await vi.advanceTimersByTimeAsync(FIRST_AFTER);
    expect(box.failed?.code).toBe("copy_failed");
    expect([session.failure, session.notice, box.error]).toEqual([null, null, null]);
    host.answers.keep_safe = () => ({ value: SAFE, changes: [] });
    await vi.advanceTimersByTimeAsync(EVERY);
    expect(box.failed).toBeNull();
  });

  it("reads again when the book changes, while its screen is looked at", async () => {
    const { host, session } = await boxed();
    session.screen = "safety";
    flushSync();
    await settle();
    expect(host.count("safety")).toBe(1);
    session.reread();
    flushSync();
    await settle();
    expect(host.count("safety")).toBe(2);
  });

  it("does one thing by hand at a time, says what was done, and what was refused", async () => {
    const { host, session, box } = await boxed();
    let texts = 0;
    session.onFlush(async () => void (texts += 1));
    const first = box.copy();
    await box.rehearse();
    await first;
    expect(host.count("rehearse_restore"), "one at a time").toBe(0);
    expect(texts, "what stands in its field is in the copy").toBe(1);
    expect(session.notice?.text).toBe("Đã sao lưu và đọc lại bản sao.");
    expect(box.view?.unsaved).toBe(0);
    await box.rehearse();
    expect(box.view?.rehearsed?.things).toBe(1270);
    host.answers.rehearse_restore = () => Promise.reject(refusal("copy_damaged"));
    await box.rehearse();
    expect(box.error?.code).toBe("copy_damaged");
    await box.prove();
    expect(box.proof).toEqual(PROOF);
    expect(box.error).toBeNull();
  });

  it("chooses a second place and leaves it; a change of mind does nothing", async () => {
    const { host, box } = await boxed((own) => (own.folders = [null, "F:\\USB"]));
    await box.chooseSecond();
    expect(host.count("choose_second")).toBe(0);
    await box.chooseSecond();
    await box.leaveSecond();
    expect(host.requests("choose_second")).toEqual([{ path: "F:\\USB" }, { path: "" }]);
    expect(box.view?.second).toBeNull();
  });
});

describe("restoring", () => {
  beforeEach(() => void vi.useFakeTimers());

  it("proposes names that say what they are", () => {
    expect(stemOf(COPY.path)).toBe("binh-thuy");
    expect(stemOf("/a/b 2024-03-18 06.00.00 tu-lam (2).so06")).toBe("b");
    expect(stemOf("/a/sổ 2024.so06")).toBe("sổ 2024");
    expect(besides("D:\\So06\\binh-thuy.so06", "cuu")).toBe("D:\\So06\\binh-thuy-cuu.so06");
    expect(momentOfName(COPY.path)).toBe("2024-03-18T06:00:00");
    expect(momentOfName("/a/b 2024-03-18 06.00.00 tu-lam (2).so06")).toBe("2024-03-18T06:00:00");
    expect(momentOfName("/a/binh-thuy.so06")).toBeNull();
  });

  it("asks for the word before the book gives way, in whatever letters it is typed", async () => {
    const { host, session } = await begin();
    const desk = new RestoreDesk(session, COPY.path);
    desk.typed = "phục hồi";
    expect(await desk.inPlace(), "nothing was looked at").toBe(false);
    await desk.look();
    desk.typed = "phục";
    expect(await desk.inPlace()).toBe(false);
    desk.typed = " Phuc hoi ";
    const entered = session.entered;
    expect(await desk.inPlace()).toBe(true);
    expect(host.requests("restore_copy")).toEqual([{ path: COPY.path, to: null }]);
    expect([session.entered, session.screen]).toEqual([entered + 1, "safety"]);
    expect(session.notice?.text).toMatch(/^Đã phục hồi: sổ dừng ở 05:58 ngày 18\/03\/2024\./);
    expect(session.endsAt, "it is the same book, whose officer has just been told").toBeNull();
  });

  it("says a refusal, and asks the engine which book is open now", async () => {
    const { host, session } = await begin((own) => (own.answers.restore_copy = () => Promise.reject(refusal("copy_damaged"))));
    const desk = new RestoreDesk(session, COPY.path);
    await desk.look();
    desk.typed = "phuc hoi";
    const read = host.count("book");
    expect(await desk.inPlace()).toBe(false);
    await settle();
    expect(desk.error?.code).toBe("copy_damaged");
    expect(host.count("book")).toBe(read + 1);
  });

  it("as another book tells in it what it lacks, until another one is entered", async () => {
    const { host, session } = await begin((own) => (own.saves = [null, "C:\\moi.so06"]));
    expect(await restoreAsOther(session, COPY.path, null)).toBe(false);
    expect(host.count("restore_copy")).toBe(0);
    expect(await restoreAsOther(session, COPY.path, null)).toBe(true);
    expect(host.suggested, "a stick with copies is no place to work").toEqual(["C:\\So06\\binh-thuy-phuc-hoi.so06", "C:\\So06\\binh-thuy-phuc-hoi.so06"]);
    expect(host.requests("restore_copy")).toEqual([{ path: COPY.path, to: "C:\\moi.so06" }]);
    expect(session.endsAt).toBe("05:58 ngày 18/03/2024");
    await session.enter("open_book", { path: "x" });
    expect(session.endsAt).toBeNull();
  });
});

describe("the doctor", () => {
  beforeEach(() => void vi.useFakeTimers());

  it("knows the one way on for each verdict", async () => {
    const { host, session } = await begin(undefined, false);
    const doctor = new Doctor(session);
    expect(doctor.way).toBeNull();
    for (const [health, way] of [
      [HURT, "repair"],
      [{ ...HURT, state: "truncated" }, "repair"],
      [{ ...HURT, state: "whole" }, "open"],
      [{ ...HURT, state: "newer" }, null],
      [{ ...HURT, state: "empty" }, "restore_first"],
      [{ ...HURT, state: "empty", copies: [] }, null],
      [{ ...HURT, state: "not_a_book", copies: [] }, null],
    ] as const) {
      host.health = health as typeof HURT;
      await doctor.examine("x.so06");
      expect(doctor.way, health.state).toBe(way);
    }
    expect(canRepair({ ...HURT, state: "whole" }, ["a"])).toBe(false);
  });

  it("saves into a new book with copies that lie elsewhere, and opens it", async () => {
    const { host, session } = await begin((own) => {
      own.opens = [HURT.path, "E:\\usb\\a.so06", COPY.path];
      own.saves = [null, "D:\\cuu.so06"];
    }, false);
    const doctor = new Doctor(session);
    await doctor.pick();
    expect(host.requests("examine_book")).toEqual([{ path: HURT.path }]);
    await doctor.addCopy();
    await doctor.addCopy();
    expect(doctor.copies, "one that is known is not there twice").toEqual([COPY.path, "E:\\usb\\a.so06"]);
    await doctor.go();
    expect(host.count("repair_book"), "a change of mind").toBe(0);
    await doctor.go();
    expect(host.requests("repair_book")).toEqual([{ path: HURT.path, to: "D:\\cuu.so06", copies: ["E:\\usb\\a.so06"] }]);
    expect(host.suggested[0]).toBe("D:\\So06\\hong-cuu.so06");
    expect(doctor.way).toBe("open_saved");
    await doctor.go();
    expect(host.requests("open_book")).toEqual([{ path: "D:\\cuu.so06" }]);
    expect(session.head?.path).toBe("D:\\cuu.so06");
  });

  it("says what was refused and forgets the last file with the next", async () => {
    const { host, session } = await begin(undefined, false);
    const doctor = new Doctor(session);
    await doctor.examine("a");
    host.saves = ["b"];
    await doctor.repair();
    expect(doctor.saved).not.toBeNull();
    host.answers.examine_book = () => Promise.reject(refusal("no_such_file"));
    await doctor.examine("c");
    expect(doctor.error?.code).toBe("no_such_file");
    expect([doctor.health, doctor.saved]).toEqual([null, null]);
  });
});

describe("words that must go", () => {
  beforeEach(() => void vi.useFakeTimers());

  it("are counted first, and blanked only with a reason that does not say them", async () => {
    const { host, session } = await begin();
    const desk = new RedactDesk(session);
    desk.words = "abc ";
    expect(desk.lack).toBe("words");
    await desk.go();
    expect(host.count("redact_words")).toBe(0);
    desk.words = " Trần Thị Cúc ";
    expect(desk.lack).toBeNull();
    await desk.go();
    expect(host.requests("redact_words")).toEqual([{ words: "Trần Thị Cúc", reason: "", rehearse: true }]);
    expect(desk.lack).toBe("reason");
    desk.reason = "xóa Trần Thị Cúc";
    expect(desk.lack).toBe("reason_holds");
    desk.reason = " tên công dân ";
    await desk.go();
    expect(host.requests("redact_words")[1]).toEqual({ words: "Trần Thị Cúc", reason: "tên công dân", rehearse: false });
    expect(desk.done).toMatchObject({ now: 1, history: 3 });
    await desk.go();
    expect(host.count("redact_words")).toBe(2);
  });

  it("that are changed after the count are counted again", async () => {
    const { host, session } = await begin();
    const desk = new RedactDesk(session);
    desk.words = "Trần Thị Cúc";
    await desk.go();
    desk.words = "Trần Thị Cú";
    expect(desk.counted).toBeNull();
    await desk.go();
    expect(host.requests("redact_words")[1]).toMatchObject({ rehearse: true });
  });
});
