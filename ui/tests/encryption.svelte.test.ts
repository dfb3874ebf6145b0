import { afterEach, describe, expect, it, vi } from "vitest";

import { codeLines, EncryptionDesk } from "../src/features/safety/encryption.svelte";
import { RestoreDesk } from "../src/features/safety/restore.svelte";
import { CallError, GivenUp, told } from "../src/ipc/host";
import { Session } from "../src/lib/session.svelte";
import { CODE, COPY, PASSPHRASE, refusal, SAFE, SafetyHost } from "./fakeSafety";

const FILE = "D:\\So06\\khoa.so06";
const settle = () => new Promise((done) => setTimeout(done, 0));
const ended: (() => void)[] = [];

afterEach(() => {
  for (const end of ended.splice(0)) end();
});

async function begin(prepare: (host: SafetyHost) => void = () => undefined, open = true) {
  const host = new SafetyHost(open);
  host.locked.add(FILE);
  prepare(host);
  const session = new Session(host);
  ended.push(session.start());
  await settle();
  return { host, session, keys: session.keys };
}

describe("a file that is encrypted", () => {
  it("is asked for, unlocked, and opened by the call that was refused", async () => {
    const { host, session, keys } = await begin();
    const entered = session.enter("open_book", { path: FILE });
    await settle();
    expect(keys.path).toBe(FILE);
    keys.secret = PASSPHRASE;
    expect(await keys.unlock()).toBe(true);
    await entered;
    expect(host.requests("unlock_file")).toEqual([{ path: FILE, secret: PASSPHRASE }]);
    expect([host.count("open_book"), session.head?.path]).toEqual([2, FILE]);
    expect([keys.path, keys.secret, keys.error]).toEqual([null, "", null]);
  });

  it("stays asked for while what is typed is wrong, and keeps that for another try", async () => {
    const { session, keys } = await begin();
    const entered = session.enter("open_book", { path: FILE });
    await settle();
    expect(await keys.unlock(), "nothing is typed").toBe(false);
    keys.secret = "mật khẩu nhầm rồi";
    expect(await keys.unlock()).toBe(false);
    expect([keys.path, keys.error?.code, keys.secret]).toEqual([FILE, "wrong_book_passphrase", "mật khẩu nhầm rồi"]);
    keys.secret = CODE.join(" ");
    await keys.unlock();
    await entered;
    expect(session.head?.path).toBe(FILE);
  });

  it("that is given up is no error to be told, and nothing that was typed stays", async () => {
    const { host, session, keys } = await begin();
    const entered = session.enter("open_book", { path: FILE }).catch((reason: unknown) => reason);
    await settle();
    keys.secret = "nửa chừng";
    keys.giveUp();
    const reason = await entered;
    expect(reason).toBeInstanceOf(GivenUp);
    expect([(reason as CallError).code, told(reason)]).toEqual(["book_encrypted", null]);
    expect(told(refusal("book_locked"))?.code).toBe("book_locked");
    expect([host.count("open_book"), host.count("unlock_file"), keys.path, keys.secret]).toEqual([1, 0, null, ""]);
    expect(session.busy).toBe(false);
  });

  it("is waited for while what was typed is being tried", async () => {
    let answer!: () => void;
    const { session, keys } = await begin((own) => (own.answers.unlock_file = () => new Promise((done) => (answer = () => done({ value: null, changes: [] })))));
    void session.enter("open_book", { path: FILE }).catch(() => undefined);
    await settle();
    keys.secret = PASSPHRASE;
    const tried = keys.unlock();
    keys.giveUp();
    expect([keys.path, keys.working, session.busy]).toEqual([FILE, true, true]);
    expect(await keys.unlock(), "twice at once").toBe(false);
    answer();
    expect(await tried).toBe(true);
  });

  it("is asked for by what an officer does, and never by what the window does by itself", async () => {
    const { host, session, keys } = await begin((own) => (own.answers.keep_safe = () => Promise.reject(refusal("book_encrypted", COPY.path))));
    await expect(session.read("keep_safe", {})).rejects.toMatchObject({ code: "book_encrypted" });
    expect(keys.path).toBeNull();
    host.answers.repair_book = () => Promise.reject(refusal("book_encrypted"));
    await expect(session.read("repair_book", { path: FILE, to: "x", copies: [] }), "a refusal that names no file").rejects.toMatchObject({ code: "book_encrypted" });
    const health = session.read("examine_book", { path: FILE });
    await settle();
    expect(keys.path).toBe(FILE);
    keys.secret = PASSPHRASE;
    await keys.unlock();
    expect((await health).path).toBe(FILE);
  });

  it("gives way to another one that is asked for", async () => {
    const { host, session, keys } = await begin();
    host.locked.add(COPY.path);
    const first = session.enter("open_book", { path: FILE }).catch((reason: unknown) => told(reason));
    await settle();
    const desk = new RestoreDesk(session, COPY.path);
    const looked = desk.look();
    expect(await first).toBeNull();
    expect(keys.path).toBe(COPY.path);
    keys.giveUp();
    expect([await looked, desk.error, desk.view]).toEqual([false, null, null]);
  });
});

describe("the passphrase of the open book", () => {
  async function desk(prepare: (host: SafetyHost) => void = () => undefined) {
    const opened = await begin(prepare);
    return { ...opened, desk: new EncryptionDesk(opened.session) };
  }
  const encrypted = (own: SafetyHost) => void (own.view = { ...SAFE, encrypted: true });

  it("stands on its sheet as three lines of four groups", () => {
    expect(codeLines(CODE.join(" "))).toEqual(CODE);
    expect(codeLines("")).toEqual([]);
  });

  it("is set once it is long enough and typed twice; then its sheet stands before anything else", async () => {
    const { host, session, desk: own } = await desk((it) => (it.left = ["E:\\SAO LUU\\a.so06"]));
    const flushed = vi.fn(() => Promise.resolve());
    session.onFlush(flushed);
    own.ask("set");
    own.passphrase = "mười một ký";
    expect(own.lacking).toBe("short");
    await own.set();
    own.passphrase = own.again = PASSPHRASE;
    own.again += "!";
    expect(own.lacking).toBe("differs");
    await own.set();
    expect(host.count("set_passphrase")).toBe(0);
    own.again = PASSPHRASE;
    await own.set();
    expect(flushed).toHaveBeenCalledOnce();
    expect(host.requests("set_passphrase")).toEqual([{ current: "", passphrase: PASSPHRASE }]);
    expect(own.question).toMatchObject({ about: "sheet", code: CODE.join(" "), done: { copies: 2, left: ["E:\\SAO LUU\\a.so06"] } });
    expect([own.current, own.passphrase, own.again]).toEqual(["", "", ""]);
    own.leave();
    expect(own.question).toBeNull();
  });

  it("is changed by who knows the one of now; what is wrong stays to be typed again", async () => {
    const { host, desk: own } = await desk(encrypted);
    own.ask("change");
    expect(own.lacking).toBe("current");
    own.current = "nhầm";
    own.passphrase = own.again = "cây đa bến nước sân đình";
    await own.set();
    expect([own.deed.error?.code, own.question?.about, own.current]).toEqual(["wrong_book_passphrase", "change", "nhầm"]);
    own.current = PASSPHRASE;
    await own.set();
    expect(host.requests("set_passphrase").at(-1)).toEqual({ current: PASSPHRASE, passphrase: "cây đa bến nước sân đình" });
    expect([own.question?.about, own.deed.error]).toEqual(["sheet", null]);
  });

  it("is removed, which a line tells, or a dialog where copies did not follow", async () => {
    const { host, session, desk: own } = await desk(encrypted);
    own.ask("remove");
    await own.remove();
    expect(host.count("set_passphrase")).toBe(0);
    own.current = PASSPHRASE;
    await own.remove();
    expect(host.requests("set_passphrase")).toEqual([{ current: PASSPHRASE, passphrase: null }]);
    expect([own.question, session.notice?.text]).toEqual([null, "Đã bỏ mật khẩu; sổ mở được mà không hỏi gì."]);
    encrypted(host);
    host.left = [COPY.path];
    own.ask("remove");
    own.current = PASSPHRASE;
    await own.remove();
    expect(own.question).toMatchObject({ about: "removed", done: { left: [COPY.path] } });
  });

  it("shows its sheet again", async () => {
    const { desk: own } = await desk(encrypted);
    own.ask("ask_sheet");
    own.current = "nhầm";
    await own.showSheet();
    expect([own.question?.about, own.deed.error?.code]).toEqual(["ask_sheet", "wrong_book_passphrase"]);
    own.current = PASSPHRASE;
    await own.showSheet();
    expect(own.question).toEqual({ about: "sheet", code: CODE.join(" "), done: null });
    expect(own.current).toBe("");
  });

  it("is not left while the book is written anew, since its code is still to come", async () => {
    let answer!: () => void;
    const { desk: own } = await desk((it) => (it.answers.set_passphrase = () => new Promise((done) => (answer = () => done({ value: { code: CODE.join(" "), copies: 0, left: [] }, changes: ["book"] })))));
    own.ask("set");
    own.passphrase = own.again = PASSPHRASE;
    const set = own.set();
    await settle();
    own.leave();
    expect(own.question?.about).toBe("set");
    answer();
    await set;
    expect(own.question?.about).toBe("sheet");
    own.ask("change");
    own.current = own.passphrase = "nửa chừng";
    own.leave();
    expect([own.question, own.current, own.passphrase]).toEqual([null, "", ""]);
  });
});
