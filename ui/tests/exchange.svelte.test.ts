import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { Inbox, inboxOf, LARGEST } from "../src/features/exchange/inbox.svelte";
import { fateOf, fits, held, kindWords, nameOf, ordered, packageWords, showPeriod, showWhen, SIGN, tally, told, VERDICTS, verdictOf, writes } from "../src/features/exchange/read";
import { Session } from "../src/lib/session.svelte";
import { ExchangeHost, ROW, VIEW } from "./fakeExchange";
import { head } from "./fakeHost";

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe("a package that was read", () => {
  it("has a sign of its own for each outcome", () => {
    expect(new Set(Object.values(SIGN)).size).toBe(VERDICTS.length);
  });

  it("is counted by outcome, and told in the order of need", () => {
    const counts = tally([VIEW, VIEW]);
    expect(counts).toEqual({ new: 2, changed: 2, joined: 2, ended: 2, conflict: 2, closed: 2, refused: 2 });
    expect(held(counts)).toBe(6);
    expect(writes(counts)).toBe(8);
    expect(told(tally([VIEW]))).toBe("× 1 không nhận, ? 1 xung đột, ‖ 1 kỳ đã chốt, ≠ 1 đổi, ⇄ 1 gộp, − 1 kết thúc, + 1 mới");
    expect(told(tally([]))).toBe("");
  });

  it("shows what a person must look at first, or one kind of rows alone", () => {
    expect(ordered(VIEW.rows, null).map((row) => row.verdict)).toEqual([...VERDICTS]);
    expect(ordered(VIEW.rows, "joined").map((row) => row.verdict)).toEqual(["joined"]);
  });

  it("never lets pass what this window does not know", () => {
    expect(verdictOf({ ...ROW, verdict: "later" })).toBe("refused");
    expect(fateOf({ ...VIEW, fate: "later" })).toBe("refused");
    expect(kindWords("later_kind")).toBe("later_kind");
    expect(packageWords("later_kind")).toBe("later_kind");
  });

  it("tells moments with their year and periods by their names", () => {
    expect(showWhen("2022-03-14T09:12:40+07:00")).toBe("14/03/2022 09:12");
    expect(showWhen("2022-03-14")).toBe("14/03/2022");
    expect(showWhen("?")).toBe("?");
    expect(showPeriod("2024-Q1", head.periods)).toBe("Quý I/2024");
    expect(showPeriod("2021-T09", head.periods)).toBe("Tháng 9/2021");
    expect(showPeriod("dot-cao-diem", head.periods)).toBe("dot-cao-diem");
    expect(nameOf("E:\\gói\\a.so06x")).toBe("a.so06x");
    expect(fits("tra an 311", "31168", "Phường Trà An")).toBe(true);
    expect(fits("tra noc", "31168", "Phường Trà An")).toBe(false);
  });
});

describe("packages on their way into the book", () => {
  let host: ExchangeHost;
  let session: Session;
  let inbox: Inbox;
  let stop: () => void;
  const states = () => inbox.parcels.map(({ name, view, done }) => [name, done ? "done" : view && fateOf(view)]);
  const sent = (name: "look_over_packages" | "take_packages") => host.asked.filter((call) => call.name === name).map((call) => call.request);

  beforeEach(async () => {
    host = new ExchangeHost();
    session = new Session(host);
    stop = session.start();
    await settle();
    inbox = inboxOf(session);
  });
  afterEach(() => stop());

  it("are all looked over together and nothing is taken before it is said", async () => {
    host.picks = ["/usb/7.so06x", "/usb/6.so06x", "/usb/hong.so06x"];
    await inbox.pick();
    expect(states()).toEqual([["7.so06x", "taken"], ["6.so06x", "taken"], ["hong.so06x", "refused"]]);
    expect(sent("look_over_packages")).toEqual([{ paths: host.picks, files: [], recognise: [], accept_mass: false }]);
    expect(host.count("take_packages")).toBe(0);
    await inbox.take();
    expect(sent("take_packages")).toEqual(sent("look_over_packages"));
    expect(states()).toEqual([["7.so06x", "done"], ["6.so06x", "done"], ["hong.so06x", "refused"]]);
    expect(inbox.taken).toMatchObject({ differs: false });
    inbox.clear();
    expect(states()).toEqual([["hong.so06x", "refused"]]);
    await inbox.take();
    expect(host.count("take_packages")).toBe(1);
  });

  it("are on the list once, however often they are chosen", async () => {
    await inbox.addPaths(["/usb/7.so06x"]);
    await inbox.addPaths(["/usb/6.so06x", "/usb/6.so06x"]);
    await inbox.addPaths(["/usb/7.so06x"]);
    expect(inbox.parcels).toHaveLength(2);
    expect(inbox.parcel?.name).toBe("7.so06x");
    inbox.step(1);
    expect(inbox.parcel?.name).toBe("6.so06x");
    inbox.step(1);
    expect(inbox.parcel?.name).toBe("7.so06x");
  });

  it("of an unknown key wait until it is recognised, which can be taken back", async () => {
    await inbox.addPaths(["/usb/la.so06x"]);
    expect(inbox.ready).toEqual([]);
    await inbox.take();
    expect(host.count("take_packages")).toBe(0);
    await inbox.answer();
    expect(states()).toEqual([["la.so06x", "taken"]]);
    await inbox.recognise("K7MP-2Q9X", false);
    expect(states()).toEqual([["la.so06x", "quarantined"]]);
    await inbox.answer();
    await inbox.take();
    expect(sent("take_packages")).toEqual([{ paths: ["/usb/la.so06x"], files: [], recognise: ["K7MP-2Q9X"], accept_mass: false }]);
    expect(inbox.recognised).toEqual([]);
  });

  it("with a large change are taken only where it was accepted, one by one", async () => {
    await inbox.addPaths(["/usb/lon-1.so06x", "/usb/lon-2.so06x", "/usb/7.so06x"]);
    expect(states().map(([, fate]) => fate)).toEqual(["refused", "refused", "taken"]);
    await inbox.answer();
    expect(states().map(([, fate]) => fate)).toEqual(["taken", "refused", "taken"]);
    expect(sent("look_over_packages").at(-1)).toEqual({ paths: ["/usb/lon-1.so06x", "/usb/7.so06x"], files: [], recognise: [], accept_mass: true });
    await inbox.take();
    expect(sent("take_packages")).toEqual([{ paths: ["/usb/lon-1.so06x", "/usb/7.so06x"], files: [], recognise: [], accept_mass: true }]);
    expect(host.taken).toEqual(new Set(["lon-1.so06x", "7.so06x"]));
  });

  it("are shown again instead of taken when the book changed meanwhile", async () => {
    await inbox.addPaths(["/usb/7.so06x"]);
    host.tell(["facts"]);
    await inbox.take();
    expect(inbox.renewed).toBe(true);
    expect(host.count("take_packages")).toBe(0);
    expect(host.count("look_over_packages")).toBe(2);
    await inbox.take();
    expect(inbox.renewed).toBe(false);
    expect(states()).toEqual([["7.so06x", "done"]]);
  });

  it("that say something else than when they were shown are told", async () => {
    host.many = 2;
    await inbox.addPaths(["/usb/nhieu.so06x"]);
    host.many = 3;
    await inbox.take();
    expect(inbox.taken?.differs).toBe(true);
    expect(inbox.parcel?.view?.rows).toHaveLength(3);
  });

  it("are to be taken again once their taking was undone", async () => {
    await inbox.addPaths(["/usb/7.so06x"]);
    await inbox.take();
    await inbox.refresh();
    expect(host.count("look_over_packages")).toBe(1);
    await settle();
    await session.step("undo", (label) => label);
    await inbox.refresh();
    expect(states()).toEqual([["7.so06x", "taken"]]);
    expect(inbox.taken).toBeNull();
  });

  it("stay done while the book goes on", async () => {
    await inbox.addPaths(["/usb/7.so06x"]);
    await inbox.take();
    const before = inbox.parcel;
    host.tell(["exchange"]);
    await inbox.refresh();
    expect(inbox.parcel).toEqual(before);
    expect(inbox.taken).not.toBeNull();
  });

  it("on a stick that was pulled out are named and stop no other", async () => {
    host.gone.add("/usb/6.so06x");
    await inbox.addPaths(["/usb/6.so06x", "/usb/7.so06x"]);
    expect(inbox.parcels[0]?.view?.refusal?.text).toContain("Không có tệp");
    expect(states()).toEqual([["6.so06x", "refused"], ["7.so06x", "taken"]]);
    host.gone.add("/usb/7.so06x");
    await inbox.take();
    expect(states().map(([, fate]) => fate)).toEqual(["refused", "refused"]);
    expect(inbox.taken?.differs).toBe(true);
    expect(inbox.working).toBe(false);
    expect(host.taken.size).toBe(0);
    host.gone.clear();
    host.tell(["tasks"]);
    await inbox.refresh();
    expect(states().map(([, fate]) => fate)).toEqual(["taken", "taken"]);
  });

  it("that are dropped here are handed over with what is in them, after those that have a path", async () => {
    await inbox.addFiles([new File(["abc"], "6.so06x")]);
    await inbox.addPaths(["/usb/7.so06x"]);
    expect(sent("look_over_packages").at(-1)).toEqual({ paths: ["/usb/7.so06x"], files: [{ name: "6.so06x", data: "YWJj" }], recognise: [], accept_mass: false });
    expect(inbox.parcels.map(({ view }) => view?.file)).toEqual(["6.so06x", "7.so06x"]);
    await inbox.take();
    expect(inbox.parcels.map(({ view, done }) => [view?.file, done])).toEqual([["6.so06x", true], ["7.so06x", true]]);
  });

  it("that are too large are refused without being read", async () => {
    const large = new File(["abc"], "lon.so06x");
    Object.defineProperty(large, "size", { value: LARGEST + 1 });
    await inbox.addFiles([large]);
    expect(inbox.parcel?.error?.code).toBe("file_too_large");
    expect(host.asked.some(({ name, request }) => name === "look_over_packages" && JSON.stringify(request).includes("lon"))).toBe(false);
    expect(inbox.busy).toBe(false);
  });

  it("can be taken off the list, and the others are looked over without them", async () => {
    await inbox.addPaths(["/usb/7.so06x", "/usb/6.so06x"]);
    await inbox.drop(inbox.parcel!.id);
    expect(inbox.parcel?.name).toBe("6.so06x");
    expect(sent("look_over_packages").at(-1)).toMatchObject({ paths: ["/usb/6.so06x"] });
    await inbox.drop(inbox.parcel!.id);
    expect(inbox.parcel).toBeNull();
  });

  it("belong to the book that is open", async () => {
    await inbox.addPaths(["/usb/7.so06x"]);
    expect(inboxOf(session)).toBe(inbox);
    session.head = { ...session.head!, path: "/tmp/other.so06" };
    expect(inboxOf(session).parcels).toEqual([]);
  });
});
