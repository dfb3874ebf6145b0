// Encryption: a passphrase for the book, its recovery sheet, wrong and right passphrases, another one by the code of the
// sheet, an encrypted safety copy that is restored from the start screen, and a book that asks nobody again.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { twoBooks } from "./twoBooks.mjs";

const FIRST = "bốn con trâu xanh đi qua cầu";
const SECOND = "cây đa bến nước sân đình cũ";

/** Begins on the overview of a new book of quận Bình Thủy. */
export async function encryptionStory({ page, url, folder, check, look }) {
  const { press, type, text, until, ask, dialog, answerPath, typeFigure, figures } = twoBooks({ page, url });
  const book = (await ask("book")).path;
  /** Dialogs may stand above each other; the last one is asked. */
  const top = () => dialog.last();
  const field = (label) => top().getByLabel(label, { exact: true });
  const secret = () => field("Mật khẩu, hoặc mã trên phiếu khôi phục");
  const current = () => field("Mật khẩu đang dùng, hoặc mã trên phiếu khôi phục");
  const act = () => top().locator("button[type=submit]");
  const fact = () => text(page.locator("[data-fact=encryption]"));
  const code = async () => text(dialog.locator("[data-recovery]"));
  const gone = () => dialog.waitFor({ state: "detached" });
  const frame = () => page.getByRole("navigation", { name: "Màn hình" }).waitFor();
  const asked = () => page.getByRole("heading", { name: "Sổ có mật khẩu" }).waitFor();
  const start = async () => {
    await page.getByTitle("Sổ", { exact: true }).click();
    await page.getByRole("menuitem", { name: "Đóng sổ" }).click();
    await page.getByRole("heading", { name: "Sổ mở gần đây" }).waitFor();
  };
  const recent = () => page.getByRole("button", { name: new RegExp(path.basename(book).replaceAll(".", "\\.")) }).click();
  const safety = async () => {
    await press("Alt+a");
    await page.getByRole("heading", { name: "An toàn" }).waitFor();
  };
  /** Whether the first bytes of a file are those that every plain database begins with. */
  const plain = (file) => readFileSync(file).subarray(0, 15).toString("latin1") === "SQLite format 3";
  const copies = async () => (await ask("safety")).copies;
  let before;
  let sheet;

  await check("encryption: a book without a passphrase says so, and offers one", async () => {
    await typeFigure("12480", /12\.480/);
    before = await figures();
    await safety();
    await press("Control+s");
    await page.getByText("Đã sao lưu và đọc lại bản sao.").waitFor();
    assert.match(await fact(), /^Mã hóa Chưa có mật khẩu .* Đặt mật khẩu…/);
    assert.equal(plain(book), true);
  });
  await look("encryption-off");
  await check("encryption: what it protects and what not is said before; two that differ are not taken", async () => {
    await press("Control+m");
    await dialog.waitFor();
    assert.match(await text(dialog), /tệp minh chứng, bản in PDF và bảng đã xuất.* không ai mở được sổ/);
    await type("ngắn quá");
    await until(() => text(dialog), /Mật khẩu ít nhất 12 ký tự/);
    await field("Mật khẩu mới").fill(FIRST);
    await field("Gõ lại mật khẩu").fill(FIRST.replace("cầu", "cau"));
    assert.equal(await act().getAttribute("aria-disabled"), "true");
  });
  await look("encryption-set");
  await check("encryption: once it is set the sheet is shown, and stays until it is said to be put away", async () => {
    await field("Gõ lại mật khẩu").fill(FIRST);
    await press("Control+Enter");
    await dialog.locator("[data-recovery]").waitFor({ timeout: 30_000 });
    sheet = await code();
    assert.match(sheet, /^K1[A-Z0-9]{3}( [A-Z0-9]{5}){11}$/);
    assert.equal(await dialog.locator("[data-recovery] span").count(), 3);
    await dialog.locator("[data-followed]").waitFor();
    assert.equal(await dialog.locator("[data-left-copies]").count(), 0, "every copy followed");
    await press("Escape", "Control+Enter");
    assert.equal(await dialog.locator("[data-recovery]").count(), 1);
  });
  await look("encryption-sheet");
  await check("encryption: only the sheet is printed", async () => {
    await page.emulateMedia({ media: "print" });
    const seen = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).visibility);
    assert.deepEqual([await seen("[data-recovery]"), await seen("nav"), await seen("dialog h2")], ["visible", "hidden", "hidden"]);
    if (process.env.SO06_SHOTS) await page.screenshot({ path: path.join(process.env.SO06_SHOTS, "encryption-printed.png") });
    await page.emulateMedia({ media: null });
    await dialog.getByLabel("Tôi đã in hoặc chép phiếu và cất đi").check();
    await press("Control+Enter");
    await gone();
  });
  await check("encryption: the book and its copies are encrypted, and the book is as it was", async () => {
    await until(fact, /^Mã hóa Đã mã hóa .* Đổi mật khẩu….* In phiếu khôi phục….* Bỏ mật khẩu…/);
    for (const file of [book, ...(await copies()).map((own) => own.path)]) assert.equal(plain(file), false, file);
    assert.equal(await figures(), before);
  });
  await look("encryption-on");

  await check("encryption: closed and opened again, the book asks; a wrong passphrase is said and is typed over", async () => {
    await start();
    await recent();
    await asked();
    assert.match(await text(dialog), new RegExp(path.basename(book).replaceAll(".", "\\.")));
    assert.equal(await secret().evaluate((own) => own === document.activeElement), true);
    await look("encryption-asked");
    await type("bốn con trâu đỏ đi qua cầu");
    await press("Enter");
    await dialog.getByRole("alert").filter({ hasText: /^Mật khẩu không đúng/ }).waitFor();
    await until(() => secret().evaluate((own) => own === document.activeElement && own.selectionEnd - own.selectionStart > 0), true);
  });
  await look("encryption-wrong");
  await check("encryption: given up, nothing is told; the right one opens the book", async () => {
    await press("Escape");
    await gone();
    assert.equal(await page.getByRole("alert").count(), 0);
    await recent();
    await asked();
    await dialog.getByRole("button", { name: "Hiện" }).click();
    await secret().fill(FIRST);
    assert.equal(await secret().getAttribute("type"), "text");
    await press("Control+Enter");
    await frame();
    assert.equal(await figures(), before);
    await safety();
    await until(fact, /^Mã hóa Đã mã hóa/);
  });
  await check("encryption: the sheet is shown again to who knows the passphrase, and says the same", async () => {
    await page.getByRole("button", { name: "In phiếu khôi phục…" }).click();
    await current().fill("không phải mật khẩu này");
    await press("Control+Enter");
    await dialog.getByRole("alert").waitFor();
    await look("encryption-sheet-asked");
    await current().fill(FIRST);
    await press("Control+Enter");
    await dialog.locator("[data-recovery]").waitFor();
    assert.equal(await code(), sheet);
    await press("Escape");
    await gone();
  });

  let next;
  await check("encryption: it is changed, and the code of the first sheet opens nothing any more", async () => {
    await press("Control+m");
    await current().fill(FIRST);
    await field("Mật khẩu mới").fill(SECOND);
    await field("Gõ lại mật khẩu").fill(SECOND);
    await look("encryption-change");
    await press("Control+Enter");
    await dialog.locator("[data-recovery]").waitFor({ timeout: 30_000 });
    next = await code();
    assert.notEqual(next, sheet);
    await dialog.getByLabel("Tôi đã in hoặc chép phiếu và cất đi").check();
    await press("Control+Enter");
    await gone();
    await start();
    await press("Control+o");
    await answerPath("Đường dẫn của tệp", book);
    await asked();
    for (const own of [FIRST, sheet]) {
      await secret().fill(own);
      await press("Enter");
      await dialog.getByRole("alert").filter({ hasText: /^Mật khẩu không đúng/ }).waitFor();
    }
  });
  await check("encryption: a code with one wrong sign is told from a wrong passphrase; the right one, in small letters, opens the book", async () => {
    const wrong = `${next.slice(0, -1)}${next.endsWith("Q") ? "P" : "Q"}`;
    await secret().fill(wrong);
    await press("Enter");
    await dialog.getByRole("alert").filter({ hasText: /^Mã khôi phục có chỗ gõ sai/ }).waitFor();
    await secret().fill(next.toLowerCase());
    await press("Enter");
    await frame();
    assert.equal(await figures(), before);
  });

  const restored = path.join(folder, "khoa-phuc-hoi.so06");
  await check("encryption: from the start screen a file is examined and a copy of it restored, each by its passphrase", async () => {
    const copy = (await copies()).find(({ reason }) => reason === "tu-lam").path;
    await start();
    await press("F7");
    await answerPath("Đường dẫn của tệp", copy);
    await asked();
    await look("encryption-examined");
    await press("Escape");
    await gone();
    await press("F7");
    await answerPath("Đường dẫn của tệp", book);
    await asked();
    await type(SECOND);
    await press("Enter");
    await dialog.locator("[data-state=whole]").waitFor();
    await page.getByRole("button", { name: /^Phục hồi từ bản này: .*tu-lam/ }).click();
    await answerPath("Đường dẫn của tệp", restored);
    // The key of the book is known and opens its copies too.
    await page.getByText(/^Sổ này được phục hồi từ bản sao lưu, dừng ở/).waitFor();
    assert.equal((await ask("book")).path, restored);
    assert.equal(await figures(), before);
    await until(async () => (await ask("safety")).encrypted, true);
    await page.getByRole("button", { name: "Đã đọc" }).click();
  });
  await check("encryption: an encrypted book is opened from over one that is not; given up, that one stays open", async () => {
    const open = async () => {
      await page.getByTitle("Sổ", { exact: true }).click();
      await page.getByRole("menuitem", { name: "Mở sổ khác…" }).click();
      await answerPath("Đường dẫn của tệp", book);
      await asked();
    };
    await ask("set_passphrase", { current: SECOND, passphrase: null });
    await open();
    await press("Escape");
    await gone();
    assert.equal((await ask("book")).path, restored);
    assert.equal(await page.getByRole("alert").count(), 0);
    await open();
    await type(SECOND);
    await press("Enter");
    await until(async () => (await ask("book")).path, book);
    await gone();
  });

  await check("encryption: everything is there on a narrow window", async () => {
    await page.setViewportSize({ width: 1093, height: 614 });
    await safety();
    await until(fact, /^Mã hóa Đã mã hóa/);
  });
  await look("encryption-narrow");
  await check("encryption: the dialogs fit into a narrow window", async () => {
    await press("Control+m");
    await dialog.waitFor();
    await look("encryption-narrow-change");
    await press("Escape");
    await page.getByRole("button", { name: "In phiếu khôi phục…" }).click();
    await current().fill(SECOND);
    await press("Control+Enter");
    await dialog.locator("[data-recovery]").waitFor();
  });
  await look("encryption-narrow-sheet");
  await check("encryption: it is removed by a button that says what that means", async () => {
    await press("Escape");
    await gone();
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.getByRole("button", { name: "Bỏ mật khẩu…" }).click();
    await current().fill(SECOND);
    await look("encryption-remove");
    await press("Control+Enter");
    await page.getByText("Đã bỏ mật khẩu; sổ mở được mà không hỏi gì.").waitFor({ timeout: 30_000 });
    await gone();
    await until(fact, /^Mã hóa Chưa có mật khẩu/);
    for (const file of [book, ...(await copies()).map((own) => own.path)]) assert.equal(plain(file), true, file);
  });
  await check("encryption: the book opens without a question", async () => {
    await start();
    await recent();
    await frame();
    assert.equal(await figures(), before);
  });
}
