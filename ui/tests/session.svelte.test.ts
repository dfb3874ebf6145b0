import { tick } from "svelte";
import { describe, expect, it } from "vitest";

import { CallError } from "../src/ipc/host";
import { Latest } from "../src/lib/latest";
import { Query } from "../src/lib/query.svelte";
import { Session } from "../src/lib/session.svelte";
import { FakeHost, head } from "./fakeHost";

const settle = async () => {
  for (let round = 0; round < 6; round += 1) {
    await tick();
    await Promise.resolve();
  }
};

describe("reading again", () => {
  it("drops an answer that was overtaken", async () => {
    const latest = new Latest();
    const seen: string[] = [];
    let slow: (value: string) => void = () => undefined;
    const first = latest.run(() => new Promise<string>((resolve) => (slow = resolve)), (value) => seen.push(value), () => seen.push("failed"));
    await latest.run(() => Promise.resolve("new"), (value) => seen.push(value), () => seen.push("failed"));
    slow("old");
    await first;
    expect(seen).toEqual(["new"]);
  });

  it("happens for changes of the kinds that are shown, and for no others", async () => {
    const host = new FakeHost({
      book: () => ({ value: head, changes: [] }),
      tasks: () => ({ value: { as_of: "2024-03-18", baseline: null, total: 0, classes: [], baseline_classes: [], plans: [], groups: [] }, changes: [] }),
    });
    const session = new Session(host);
    const end = session.start();
    const stop = $effect.root(() => {
      new Query(session, "tasks", ["tasks"], () => ({ as_of: null, baseline: null }));
    });
    await settle();
    expect(host.count("tasks")).toBe(1);
    host.tell(["facts"]);
    await settle();
    expect(host.count("tasks")).toBe(1);
    host.tell(["tasks"]);
    await settle();
    expect(host.count("tasks")).toBe(2);
    stop();
    end();
  });

  it("keeps the last value beside an error", async () => {
    let broken = false;
    const list = { as_of: "2024-03-18", baseline: null, total: 3, classes: [], baseline_classes: [], plans: [], groups: [] };
    const host = new FakeHost({
      book: () => ({ value: head, changes: [] }),
      tasks: () => {
        if (broken) throw new CallError({ code: "locked", params: {}, detail: "", message: "Sổ đang bận." });
        return { value: list, changes: [] };
      },
    });
    const session = new Session(host);
    session.start();
    let query: Query<"tasks"> | undefined;
    const stop = $effect.root(() => {
      query = new Query(session, "tasks", ["tasks"], () => ({ as_of: null, baseline: null }));
    });
    await settle();
    broken = true;
    host.tell(["tasks"]);
    await settle();
    expect(query?.value).toEqual(list);
    expect(query?.error?.code).toBe("locked");
    stop();
  });
});

describe("the open book", () => {
  it("keeps the chosen period when the head is read again", async () => {
    const host = new FakeHost({ book: () => ({ value: head, changes: [] }) });
    const session = new Session(host);
    session.start();
    await settle();
    expect(session.period).toBe("2024-Q1");
    session.period = "2024-T03";
    host.tell(["book"]);
    await settle();
    expect(session.period).toBe("2024-T03");
  });

  it("writes what is still in a field before it undoes", async () => {
    const host = new FakeHost({
      book: () => ({ value: { ...head, undo: "sửa lời văn" }, changes: [] }),
      undo: () => ({ value: { label: "sửa lời văn" }, changes: ["reports"] }),
      write_report_text: () => ({ value: null, changes: ["reports"] }),
    });
    const session = new Session(host);
    session.start();
    await settle();
    session.onFlush(async () => {
      await session.change("write_report_text", { kind: "progress", period: "2024-Q1", subject: null, section: "direction", text: "x" });
    });
    await session.step("undo", (label) => `Đã hoàn tác: ${label}`);
    const names = host.asked.map((call) => call.name).filter((name) => name !== "book");
    expect(names).toEqual(["write_report_text", "undo"]);
    expect(session.notice?.text).toBe("Đã hoàn tác: sửa lời văn");
  });

  it("says why a step was refused", async () => {
    const refusal = { code: "undo_blocked", params: {}, detail: "", message: "Ô đã được sửa sau đó." };
    const host = new FakeHost({
      book: () => ({ value: { ...head, undo: "nhập số" }, changes: [] }),
      undo: () => Promise.reject(new CallError(refusal)),
    });
    const session = new Session(host);
    session.start();
    await settle();
    await session.step("undo", (label) => label);
    expect(session.failure?.message).toBe("Ô đã được sửa sau đó.");
  });
});

describe("a double click", () => {
  const opened = { ...head, path: "/tmp/b.so06" };
  const world = (open: boolean) => {
    let book = open ? head : null;
    return new FakeHost({
      book: () => ({ value: book, changes: [] }),
      open_book: ({ path }) => {
        if (path !== opened.path) throw new CallError({ code: "no_such_file", params: { path }, detail: "", message: "Không có tệp." });
        book = opened;
        return { value: opened, changes: ["book"] };
      },
    });
  };
  const started = async (host: FakeHost) => {
    const session = new Session(host);
    session.start();
    await settle();
    return session;
  };

  it("opens another book over the open one, and the same one not again", async () => {
    const host = world(true);
    const session = await started(host);
    host.doubleClick({ path: head.path, kind: "book" });
    await settle();
    expect(host.count("open_book")).toBe(0);
    host.doubleClick({ path: opened.path, kind: "book" });
    await settle();
    expect(session.head?.path).toBe(opened.path);
  });

  it("on a book that does not open leaves the open one and says why", async () => {
    const host = world(true);
    const session = await started(host);
    host.doubleClick({ path: "/tmp/gone.so06", kind: "book" });
    await settle();
    expect(session.head?.path).toBe(head.path);
    expect(session.failure?.message).toBe("Không có tệp.");
  });

  it("is left to the start page where no book is open", async () => {
    const host = world(false);
    const session = await started(host);
    host.doubleClick({ path: opened.path, kind: "book" });
    await settle();
    expect([session.wanted, host.count("open_book")]).toEqual([opened.path, 0]);
  });

  it("on a package keeps it until a book takes it", async () => {
    const host = world(false);
    const session = await started(host);
    host.doubleClick({ path: "/media/7.so06x", kind: "package" });
    await settle();
    expect(session.parcel).toBe("/media/7.so06x");
    await session.enter("open_book", { path: opened.path });
    expect(session.parcel).toBe("/media/7.so06x");
  });
});

describe("an error", () => {
  it("that is none of the engine's becomes host_unreachable", () => {
    expect(CallError.from(new TypeError("fetch failed")).code).toBe("host_unreachable");
    expect(CallError.from("gone").detail).toBe("gone");
    expect(CallError.from({ code: "not_a_book", params: {}, detail: "", message: "Không phải sổ." }).code).toBe("not_a_book");
  });
});
