import "./browser";

import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";

import App from "../src/App.svelte";
import { exchangePlace } from "../src/features/exchange/place.svelte";
import { lacking } from "../src/lib/passphrase";
import { Session } from "../src/lib/session.svelte";
import { ExchangeHost, HANDOVER, PASSPHRASE } from "./fakeExchange";

afterEach(cleanup);

async function open(prepare: (host: ExchangeHost) => void = () => undefined, book = true) {
  const host = new ExchangeHost({}, book);
  prepare(host);
  const session = new Session(host);
  exchangePlace.enter("");
  render(App, { session });
  session.start();
  if (book) await screen.findByRole("navigation", { name: "Màn hình" });
  return { host, session };
}

async function keysView() {
  await fireEvent.keyDown(document.body, { key: "5", altKey: true });
  await screen.findByRole("heading", { name: "Trao đổi" });
  exchangePlace.view = "keys";
  await screen.findByText("B4TH-7W2C");
}

const asked = (host: ExchangeHost, wanted: string) => host.asked.filter(({ name }) => name === wanted).map(({ request }) => request);
const dialog = () => screen.getByRole("dialog", { hidden: true });
const submit = () => fireEvent.submit(document.querySelector("dialog form")!);

async function clean() {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
}

describe("a book that lies elsewhere than noted", () => {
  it("asks once when it is opened, does nothing without an answer, and keeps the one that is given", async () => {
    const { host } = await open((own) => own.openAs({ place: { standing: "unsure", from: "D:\\cu\\so.so06" } }));
    expect(dialog().textContent).toContain("Trước đây sổ nằm ở D:\\cu\\so.so06.");
    await submit();
    expect(asked(host, "settle_place")).toEqual([]);
    await clean();
    await fireEvent.click(within(dialog()).getByRole("radio", { name: /Là bản chép/ }));
    await submit();
    await vi.waitFor(() => expect(asked(host, "settle_place")).toEqual([{ moved: false }]));
    await vi.waitFor(() => expect(screen.queryByRole("dialog", { hidden: true })).toBeNull());
  });

  it("says what is put off, and asks again where one wants it", async () => {
    await open((own) => own.openAs({ place: { standing: "unsure", from: "" } }));
    await fireEvent.click(within(dialog()).getByRole("button", { name: "Để sau" }));
    expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
    expect(document.body.textContent).toContain("Tạm dừng nhận và gửi gói.");
    await fireEvent.click(screen.getByRole("button", { name: /Trả lời/ }));
    expect(dialog().textContent).toContain("Máy này chưa từng mở sổ này");
  });

  it("says that it was put back, or is a copy, until that is read", async () => {
    await open((own) => own.openAs({ place: { standing: "older", from: "" } }));
    expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
    expect(document.body.textContent).toContain("phục hồi từ một bản cũ hơn");
    await fireEvent.click(screen.getByRole("button", { name: "Đã đọc" }));
    expect(document.body.textContent).not.toContain("phục hồi từ một bản cũ hơn");
  });
});

describe("handing over", () => {
  it("takes a passphrase typed twice, of twelve characters at least", () => {
    expect(lacking("mười một ký", "mười một ký")).toBe("short");
    expect(lacking("mười hai ký tự", "mười hai ký tư")).toBe("differs");
    expect(lacking("mười hai ký tự", "mười hai ký tự")).toBeNull();
    expect(lacking("mười một ký ", "mười một ký "), "a space that nobody sees").toBe("short");
    expect(lacking("mười một ký".normalize("NFD"), "mười một ký"), "marks that are signs of their own").toBe("short");
    expect(lacking("mười hai ký tự".normalize("NFD"), "mười hai ký tự")).toBeNull();
  });

  it("writes the file with its minute and shows the digest that the minute has", async () => {
    const { host } = await open();
    await keysView();
    await fireEvent.click(screen.getByRole("button", { name: /Bàn giao sổ này/ }));
    await clean();
    await fireEvent.input(screen.getByLabelText("Mật khẩu của gói"), { target: { value: PASSPHRASE } });
    await submit();
    expect(asked(host, "hand_over")).toEqual([]);
    expect(dialog().textContent).toContain("Hai lần gõ mật khẩu khác nhau");
    await fireEvent.input(screen.getByLabelText("Gõ lại mật khẩu"), { target: { value: PASSPHRASE } });
    expect(dialog().textContent).toContain("Chọn thư mục");
    await fireEvent.click(within(dialog()).getByRole("button", { name: "Chọn…" }));
    await submit();
    await vi.waitFor(() => expect(asked(host, "hand_over")).toEqual([{ folder: "/media/USB", passphrase: PASSPHRASE, minute: true }]));
    await vi.waitFor(() => expect(document.querySelector("[data-digest]")?.textContent).toHaveLength(64));
    expect(screen.queryByLabelText("Mật khẩu của gói")).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says that the book is handed over where only its minute could not be printed", async () => {
    await open((own) => (own.minuteText = "Đĩa đầy."));
    await keysView();
    await fireEvent.click(screen.getByRole("button", { name: /Bàn giao sổ này/ }));
    for (const label of ["Mật khẩu của gói", "Gõ lại mật khẩu"]) await fireEvent.input(screen.getByLabelText(label), { target: { value: PASSPHRASE } });
    await fireEvent.click(within(dialog()).getByRole("button", { name: "Chọn…" }));
    await submit();
    await vi.waitFor(() => expect(document.querySelector("[data-digest]")?.textContent).toHaveLength(64));
    expect(within(dialog()).getByRole("alert", { hidden: true }).textContent).toBe("Sổ đã bàn giao nhưng chưa in được biên bản; có thể in lại ở Báo cáo. Đĩa đầy.");
    await clean();
  });

  it("leaves a lasting notice, and the book is used again only with a reason", async () => {
    const { host } = await open((own) => own.openAs({ read_only: true, handed_over: HANDOVER }));
    expect(document.body.textContent).toContain("Sổ này đã bàn giao ngày 18/03/2024 (Nguyễn Văn Bình).");
    await fireEvent.click(screen.getByRole("button", { name: /Dùng tiếp sổ này/ }));
    await submit();
    expect(asked(host, "resume_book")).toEqual([]);
    await fireEvent.input(screen.getByLabelText("Lý do"), { target: { value: " Máy mới hỏng " } });
    await submit();
    await vi.waitFor(() => expect(asked(host, "resume_book")).toEqual([{ reason: "Máy mới hỏng" }]));
    await vi.waitFor(() => expect(document.body.textContent).not.toContain("đã bàn giao ngày"));
  });

  it("is received on the start page; a wrong passphrase leaves the dialog as it is", async () => {
    const { host } = await open((own) => {
      own.picks = ["/media/USB/31168-ban-giao.so06x"];
      own.saved = "/home/so06/moi.so06";
    }, false);
    await fireEvent.click(await screen.findByRole("button", { name: /Nhận bàn giao…/ }));
    await clean();
    await fireEvent.click(within(dialog()).getByRole("button", { name: "Chọn…" }));
    await vi.waitFor(() => expect(dialog().textContent).toContain("31168-ban-giao.so06x"));
    expect(dialog().textContent).toContain("/home/so06/31168-ban-giao.so06");
    await fireEvent.input(screen.getByLabelText("Mật khẩu của gói"), { target: { value: "sai" } });
    await submit();
    await screen.findByText(/Mật khẩu không đúng/);
    expect(asked(host, "open_handover")).toHaveLength(1);
    await fireEvent.input(screen.getByLabelText("Mật khẩu của gói"), { target: { value: PASSPHRASE } });
    await submit();
    await screen.findByRole("navigation", { name: "Màn hình" });
  });
});

describe("machines", () => {
  it("that go on from another one say so before anything is taken", async () => {
    await open((own) => (own.picks = ["/usb/moi.so06x"]));
    await fireEvent.keyDown(document.body, { key: "5", altKey: true });
    await screen.findByRole("heading", { name: "Trao đổi" });
    await fireEvent.keyDown(document.body, { key: "o", ctrlKey: true });
    await screen.findByText("Máy mới nhận bàn giao, thay cho máy H4WD-6PKE từ gói số 8");
    expect(document.body.textContent).toContain("giới thiệu thêm máy J3VQ-8TYC");
    await clean();
  });

  it("that another one followed already wait for a person", async () => {
    await open((own) => (own.picks = ["/usb/haithua.so06x"]));
    await fireEvent.keyDown(document.body, { key: "5", altKey: true });
    await screen.findByRole("heading", { name: "Trao đổi" });
    await fireEvent.keyDown(document.body, { key: "o", ctrlKey: true });
    await screen.findByText("Máy đã bàn giao (H4WD-6PKE) nay dùng tiếp sổ cũ, gói từ số 8");
    expect(document.body.textContent).toContain("Lý do: Máy mới hỏng, chờ sửa");
    expect(screen.getByRole("button", { name: /Công nhận khóa này/ })).toBeTruthy();
  });

  it("are recognised beforehand by the signs that were told, and forgotten again", async () => {
    const { host } = await open();
    await keysView();
    await fireEvent.keyDown(document.body, { key: "n", ctrlKey: true });
    await clean();
    const field = screen.getByRole("combobox", { name: "Đơn vị có khóa" });
    await fireEvent.focus(field);
    await fireEvent.input(field, { target: { value: "nóc" } });
    await fireEvent.keyDown(field, { key: "Enter" });
    await fireEvent.input(screen.getByLabelText("Mã khóa đơn vị đọc"), { target: { value: "w5kt3dqz" } });
    await submit();
    await vi.waitFor(() => expect(asked(host, "enrol_site")).toEqual([{ body: 3, fingerprint: "w5kt3dqz" }]));
    await screen.findByText("Chờ gói đầu tiên:");
    await fireEvent.click(screen.getByRole("button", { name: "Bỏ công nhận trước của Phường Trà Nóc" }));
    await vi.waitFor(() => expect(screen.queryByText("Chờ gói đầu tiên:")).toBeNull());
  });

  it("show in the list of keys whom they follow", async () => {
    await open();
    await keysView();
    expect(document.body.textContent).toContain("Nhận bàn giao, thay H4WD-6PKE từ gói số 8");
  });
});
