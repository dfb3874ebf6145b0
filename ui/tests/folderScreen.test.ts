import "./browser";

import { cleanup, fireEvent, screen, within } from "@testing-library/svelte";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";

import { tailOf } from "../src/features/exchange/folder.svelte";
import { ctrl, key, open, text } from "./exchangePage";
import { DUE, ExchangeHost, FOLDER } from "./fakeExchange";
import { head } from "./fakeHost";

afterEach(cleanup);

const asked = (host: ExchangeHost, name: string) => host.asked.filter((own) => own.name === name).map(({ request }) => request);

describe("the exchange folder", () => {
  it("is chosen by key, scanned by key, and says what happened", async () => {
    const { host } = await open((own) => (own.folder = "E:\\TRAODOI"));
    await screen.findByRole("button", { name: "Chọn thư mục trao đổi…" });
    await key("F9");
    const dialog = await screen.findByRole("dialog", { name: "Thư mục trao đổi" });
    expect(text(dialog)).toContain("Chưa có máy nào khác");
    await fireEvent.click(within(dialog).getByRole("button", { name: "Chọn…" }));
    await within(dialog).findByText("E:\\TRAODOI");
    expect(asked(host, "choose_folder")).toEqual([{ path: "E:\\TRAODOI", send_above: false }]);
    const lines = within(dialog).getAllByRole("listitem").map(text);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe("đã nhận 31168-2024T03-009.so06x · Phường Trà An, gói số 9 · 12 thay đổi, 1 chờ xử lý");
    expect(lines[2]).toBe("chưa chép xong An Thới tháng 3.so06x");
    expect(within(dialog).getAllByRole("row").map(text)[1]).toBe("M2AY-8KQ4Nguyễn Thị Hoa18/03/2024 09:05đã có đủ");
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
    await fireEvent.click(within(dialog).getByRole("checkbox"));
    await vi.waitFor(() => expect(asked(host, "choose_folder")).toHaveLength(2));
    expect(asked(host, "choose_folder")[1]).toEqual({ path: "E:\\TRAODOI", send_above: true });
    await key("F9");
    await vi.waitFor(() => expect(asked(host, "scan_folder")).toEqual([{ by_hand: true }]));
    await within(dialog).findByText(/18\/03\/2024 09:20/);
  });

  it("puts what needs a person into the inbox once, and leaves what is looked at in view", async () => {
    const { host, session } = await open((own) => (own.shared = { ...FOLDER, files: FOLDER.files.map((file) => (file.state === "waiting" ? { ...file, path: "/media/la.so06x" } : file)) }));
    await vi.waitFor(() => expect(host.asked.some(({ name, request }) => name === "look_over_packages" && (request as { paths: string[] }).paths.includes("/media/la.so06x"))).toBe(true));
    await screen.findByRole("button", { name: "Bỏ la.so06x khỏi danh sách" });
    await fireEvent.click(screen.getByRole("button", { name: "Bỏ la.so06x khỏi danh sách" }));
    await session.change("scan_folder", { by_hand: true });
    await vi.waitFor(() => expect(asked(host, "exchange_folder").length).toBeGreaterThan(1));
    expect(screen.queryByRole("button", { name: "Bỏ la.so06x khỏi danh sách" })).toBeNull();
  });

  it("that is gone is said, and a refusal keeps the folder that was", async () => {
    const { host } = await open((own) => {
      own.shared = { ...FOLDER, state: "missing", files: [], text: "Chưa thấy USB có nhãn “TRAODOI”." };
      own.folder = "C:\\Documents";
    });
    await screen.findByText(/chưa thấy USB/);
    await key("F9", { shiftKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Thư mục trao đổi" });
    expect(text(dialog)).toContain("Chưa thấy USB có nhãn “TRAODOI”.");
    await fireEvent.click(within(dialog).getByRole("button", { name: "Chọn…" }));
    await within(dialog).findByText(/Sổ “a.so06” đang mở nằm trong thư mục này/);
    expect(host.shared.path).toBe(FOLDER.path);
    await fireEvent.click(within(dialog).getByRole("button", { name: "Thôi dùng" }));
    await within(dialog).findByText("chưa chọn");
  });

  it("is where packages and receipts are written, until another folder is chosen for them", async () => {
    const { host } = await open((own) => {
      own.shared = FOLDER;
      own.due = DUE;
    });
    await screen.findByText(/quét 09:10/);
    await key("F4");
    await vi.waitFor(() => expect(asked(host, "write_receipts")).toEqual([{ body: null, folder: FOLDER.path }]));
    await ctrl("4");
    (await screen.findByRole("grid", { name: "Tình hình" })).focus();
    await key("Enter");
    const dialog = await screen.findByRole("dialog", { name: /^Xuất gói cho/ });
    await within(dialog).findByText("E:\\TRAODOI");
    host.folder = "/media/USB";
    await fireEvent.click(within(dialog).getByRole("button", { name: "Đổi" }));
    await fireEvent.submit(dialog.querySelector("form")!);
    await vi.waitFor(() => expect(asked(host, "write_package")).toMatchObject([{ folder: "/media/USB" }]));
  });

  it("that does not answer is not written into: the folder is asked for", async () => {
    const { host } = await open((own) => {
      own.shared = { ...FOLDER, state: "missing", files: [] };
      own.due = DUE;
    });
    await screen.findByText(/chưa thấy USB/);
    await key("F4");
    await vi.waitFor(() => expect(asked(host, "write_receipts")).toEqual([{ body: null, folder: "/media/USB" }]));
  });

  it("writes the package with which another machine joins", async () => {
    const { host } = await open((own) => (own.shared = FOLDER));
    await screen.findByText(/quét 09:10/);
    await key("F9", { shiftKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Thư mục trao đổi" });
    await fireEvent.click(within(dialog).getByRole("button", { name: "Lập gói thêm máy…" }));
    await vi.waitFor(() => expect(asked(host, "write_joining")).toEqual([{ folder: "/media/USB" }]));
    await screen.findByText(/Gói chứa toàn bộ sổ và không khóa/);
  });
});

describe("a long path", () => {
  it("is told by its end, in the writing of its system", () => {
    expect(tailOf("E:\\TRAODOI")).toBe("E:\\TRAODOI");
    expect(tailOf("C:\\Users\\Cán bộ tổng hợp\\OneDrive - UBND quận\\Đề án 06\\Trao đổi")).toBe("…\\Đề án 06\\Trao đổi");
    expect(tailOf("/media/canbo/TRAODOI/thu-muc-trao-doi-de-an-06-quan-binh-thuy")).toBe("…/thu-muc-trao-doi-de-an-06-quan-binh-thuy");
  });
});

describe("a book in a folder of a synchronising program", () => {
  it("says so for as long as it is open", async () => {
    await open((own) => (own.answers.book = () => ({ value: { ...head, synced: "OneDrive" }, changes: [] })));
    expect(await screen.findByText("Sổ nằm trong thư mục do OneDrive đồng bộ.")).toBeTruthy();
    await key("1", { altKey: true });
    expect(screen.getByText("Sổ nằm trong thư mục do OneDrive đồng bộ.")).toBeTruthy();
  });
});
