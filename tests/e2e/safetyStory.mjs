// Safety: copies by themselves and by hand, a second place, a trial restore, what the journal proves, a restore that says
// what it loses, a safety copy that is opened, a damaged file that is saved into a new book, words that must go.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { filesBelow, twoBooks } from "./twoBooks.mjs";

/** Begins on the overview of a new book of quận Bình Thủy. */
export async function safetyStory({ page, url, folder, check, look }) {
  const { press, type, text, until, ask, nav, dialog, line, answerPath, openBook, typeFigure, figures } = twoBooks({ page, url });
  const usb = path.join(folder, "usb");
  mkdirSync(usb);
  const book = (await ask("book")).path;
  const fact = (name) => page.locator(`[data-fact=${name}]`);
  const said = (name) => text(fact(name));
  const act = () => dialog.locator("button[type=submit]");
  const copies = async () => (await ask("safety")).copies;
  const safety = async () => {
    await press("Alt+a");
    await page.getByRole("heading", { name: "An toàn" }).waitFor();
  };
  const openStart = async () => {
    await ask("close_book");
    await page.goto(url);
    await page.getByRole("heading", { name: "Sổ mở gần đây" }).waitFor();
  };
  let before;

  await check("safety: some seconds after the opening the window has copied the book and restored it for trial", async () => {
    await safety();
    await fact("copy").waitFor();
    for (const end = Date.now() + 20_000; Date.now() < end && (await copies()).length === 0; ) await page.waitForTimeout(200);
    await until(() => said("copy"), /Sao lưu vừa xong .*Có đủ mọi thao tác trong sổ/);
    await until(() => said("rehearsal"), /Nguyên vẹn, vừa xong .*mục khớp với sổ/);
    assert.match(await said("second"), /Chưa chọn/);
    assert.match(await said("journal"), /Chưa kiểm tra/);
    assert.deepEqual((await copies()).map(({ reason }) => reason), ["hang-ngay"]);
  });
  await look("safety-first");

  await check("safety: a copy by key holds the figure; what is entered after it is counted", async () => {
    await typeFigure("12480", /12\.480/);
    before = await figures();
    await safety();
    await until(() => said("copy"), /1 thao tác sau đó chưa được sao lưu/);
    // Copies of one second would stand in no order that can be seen.
    await page.waitForTimeout(1100);
    await press("Control+s");
    await until(() => said("copy"), /Có đủ mọi thao tác/);
    await page.getByText("Đã sao lưu và đọc lại bản sao.").waitFor();
    assert.deepEqual((await copies()).map(({ reason }) => reason), ["tu-lam", "hang-ngay"]);
    await typeFigure("12490", /12\.490/);
    await safety();
    await until(() => said("copy"), /1 thao tác sau đó/);
  });
  await check("safety: a second place is chosen, gets the newest copy at once, and is seen", async () => {
    await press("F9");
    await answerPath("Đường dẫn của thư mục", usb);
    await until(() => said("second"), /Có bản mới nhất/);
    assert.match(await said("second"), new RegExp(usb));
    assert.ok(filesBelow(usb).some((name) => /tu-lam\.so06$/.test(name)), "the copy lies there");
    assert.match(await text(line("tự sao lưu")), /máy này và nơi thứ hai/);
  });
  await check("safety: a trial restore by key takes the copy of the second place", async () => {
    await press("F7");
    await until(() => said("rehearsal"), /Nguyên vẹn, vừa xong Bản lúc .* ở nơi thứ hai/);
  });
  await check("safety: the journal is checked, and it is said how far it is proved from outside", async () => {
    await press("F8");
    await until(() => said("journal"), /Nguyên vẹn, 3 thao tác .*Bên ngoài chứng minh đến thao tác số 2; 1 thao tác sau đó/);
    await press("Control+2");
    await page.getByRole("cell", { name: "bản sao lưu" }).waitFor();
  });
  await look("safety-proof");

  const row = () => line("tự sao lưu");
  await check("safety: the preview tells the one operation that would be lost, and nothing happens without the word", async () => {
    await press("Control+1");
    await row().click();
    await page.locator("[data-lines]").focus();
    await press("Enter");
    await dialog.waitFor();
    assert.equal(await text(dialog.locator("[data-lost]")), "Mất 1 thao tác");
    assert.match(await text(dialog.getByRole("note")), /1 số liệu/);
    assert.match(await text(dialog.locator("tbody tr").first()), /3 .*Cán bộ quận nhập số /);
    await press("Control+Enter");
    assert.equal(await act().getAttribute("aria-disabled"), "true");
    assert.match(await figures(), /12\.490/);
  });
  await look("safety-restore");
  await check("safety: restored in its place, the figure is as before, and the book of before is a copy", async () => {
    await page.waitForTimeout(1100);
    await dialog.getByRole("textbox").fill("phuc hoi");
    await until(() => act().getAttribute("aria-disabled"), "false");
    await press("Control+Enter");
    await page.getByText(/^Đã phục hồi: sổ dừng ở/).waitFor();
    await dialog.waitFor({ state: "detached" });
    assert.equal((await ask("book")).path, book);
    assert.equal(await figures(), before, "the figure is as it was");
    await until(async () => (await copies())[0].reason, "truoc-phuc-hoi");
    await line("trước khi phục hồi").waitFor();
    await nav("Nhật ký").click();
    await until(() => text(page.locator("tbody tr").first()), /phục hồi sổ từ bản sao lưu/);
  });
  await look("safety-journal");

  await check("safety: words are counted first, then blanked with a reason, everywhere", async () => {
    const grid = await ask("counts", { period: "2024-Q1" });
    const cell = { body: grid.rows[0].body, indicator: grid.columns[0].indicator, period: "2024-Q1", source: null };
    await ask("record_count", { ...cell, entry: "12480", note: "gọi bà Trần Thị Cúc" });
    await page.reload();
    await nav("Nhật ký").click();
    await page.getByRole("button", { name: /^Xóa lời khỏi lịch sử/ }).click();
    await dialog.waitFor();
    await type("Trần Thị Cúc");
    await press("Control+Enter");
    await dialog.locator("[data-counted]").waitFor();
    assert.match(await text(dialog.locator("[data-counted]")), /Đang dùng 1 chỗ/);
    assert.equal(await act().getAttribute("aria-disabled"), "true");
    await dialog.getByLabel("Lý do").fill("Tên công dân trong ghi chú");
  });
  await look("safety-redact");
  await check("safety: what was blanked is gone from the book and told in the journal", async () => {
    await press("Control+Enter");
    await dialog.locator("[data-redacted]").waitFor();
    assert.doesNotMatch(await figures(), /Trần Thị Cúc/);
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await until(() => text(page.locator("tbody tr").first()), /xóa lời trong lịch sử: Tên công dân trong ghi chú/);
  });

  const copy = (await copies()).find(({ reason }) => reason === "tu-lam").path;
  const other = path.join(folder, "binh-thuy-phuc-hoi.so06");
  await check("safety: a copy that is opened says so, can only be looked at, and becomes a book that says what it lacks", async () => {
    await openBook(copy);
    const notice = page.locator("[data-safety-copy]");
    assert.match(await text(notice), /^Đây là bản sao lưu, dừng ở \d\d:\d\d ngày .*; những gì nhập sau đó không có ở đây\. Chỉ xem\./);
    await nav("Số liệu").click();
    await page.getByRole("gridcell").first().click();
    await type("99");
    await press("Enter");
    await page.waitForTimeout(300);
    assert.equal(await figures(), before, "nothing is written into it");
    await look("safety-copy");
    await notice.getByRole("button", { name: /^Phục hồi thành sổ/ }).click();
    await answerPath("Đường dẫn của tệp", other);
    const was = page.getByRole("status").filter({ hasText: /Sổ này được phục hồi từ bản sao lưu, dừng ở/ });
    await was.waitFor();
    assert.equal((await ask("book")).path, other);
    assert.equal(await figures(), before);
    await look("safety-restored");
    await was.getByRole("button", { name: "Đã đọc" }).click();
    await was.waitFor({ state: "detached" });
    await typeFigure("12481", /12\.481/);
  });

  const hurt = path.join(folder, "hong.so06");
  const saved = path.join(folder, "da-cuu.so06");
  await check("safety: a damaged file is refused at the start, examined, and told with the copies beside it", async () => {
    await openStart();
    // A page of the middle, as a dying disk gives it back: one whose loss is seen, and that leaves the rest readable.
    const whole = readFileSync(book);
    let bytes = whole;
    let found = null;
    for (let at = 130; found === null || found.state !== "damaged" || found.operation === 0; at += 1) {
      assert.ok(at < whole.length / 4096, "no page hurts");
      bytes = Buffer.from(whole);
      bytes.fill(0xa5, at * 4096 + 64, at * 4096 + 4000);
      writeFileSync(hurt, bytes);
      found = await ask("examine_book", { path: hurt });
    }
    cpSync(`${book}.sao-luu`, `${hurt}.sao-luu`, { recursive: true });
    await press("Control+o");
    await answerPath("Đường dẫn của tệp", hurt);
    await page.getByRole("button", { name: /^Khám sổ này/ }).click();
    await dialog.locator("[data-state=damaged]").waitFor({ timeout: 30_000 });
    assert.match(await text(dialog), /Sổ bị hỏng\. Tệp được giữ nguyên/);
    assert.ok((await dialog.getByRole("list", { name: "Bản sao lưu" }).getByRole("listitem").count()) >= 3);
    assert.ok(readFileSync(hurt).equals(bytes), "the file is as it was");
  });
  await look("safety-examined");
  await check("safety: what can be read of it and what the copies give becomes a new book, which is opened", async () => {
    await press("Control+Enter");
    await answerPath("Đường dẫn của tệp", saved);
    await dialog.locator("[data-saved]").waitFor({ timeout: 60_000 });
    assert.ok(existsSync(saved));
    const [read, given] = (await dialog.locator("tfoot td").allInnerTexts()).map((own) => Number(own.replace(/\D/g, "")));
    assert.ok(read > 1000, `${read} rows were read from the damaged file`);
    assert.ok(given > 0, `${given} rows came from the copies`);
    await look("safety-saved");
    await dialog.getByRole("button", { name: /^Mở sổ đã cứu/ }).click();
    await page.getByRole("navigation", { name: "Màn hình" }).waitFor();
    await dialog.waitFor({ state: "detached" });
    assert.equal((await ask("book")).path, saved);
    assert.equal(JSON.parse(await figures()).rows.length, JSON.parse(before).rows.length);
  });

  await check("safety: an empty file leads to the copy on the stick", async () => {
    await openStart();
    const empty = path.join(folder, "rong.so06");
    writeFileSync(empty, "");
    await press("F7");
    await answerPath("Đường dẫn của tệp", empty);
    await dialog.locator("[data-state=empty]").waitFor();
    await dialog.getByRole("button", { name: /^Thêm bản sao ở nơi khác/ }).click();
    const far = path.join(usb, `${path.basename(book)}.sao-luu`);
    const name = filesBelow(far).find((own) => /tu-lam\.so06$/.test(own));
    await answerPath("Đường dẫn của tệp", path.join(far, name));
    await dialog.getByRole("button", { name: `Phục hồi từ bản này: ${name}` }).waitFor();
    await look("safety-empty");
    await press("Control+Enter");
    await answerPath("Đường dẫn của tệp", path.join(folder, "tu-usb.so06"));
    await page.getByText(/^Sổ này được phục hồi từ bản sao lưu, dừng ở/).waitFor();
    assert.equal(await figures(), before, "last night's copy on the stick has everything");
  });
  await check("safety: a second place that is gone is said, and left by one press", async () => {
    await openBook(book);
    rmSync(usb, { recursive: true });
    await safety();
    await until(() => said("second"), /Chưa tới được/);
    await look("safety-away");
    await page.getByRole("button", { name: "Thôi dùng" }).click();
    await until(() => said("second"), /Chưa chọn/);
  });
  await check("safety: everything is there on a narrow window", async () => {
    await page.setViewportSize({ width: 1093, height: 614 });
    await press("F8");
    await until(() => said("journal"), /Nguyên vẹn, \d|không khớp/);
    await look("safety-narrow");
    await press("Control+2");
  });
  await look("safety-narrow-proof");
  await check("safety: what is wrong for long is one line at the foot of every screen, and leads here", async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.waitForTimeout(1100);
    await page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 9 * 86_400_000;
    });
    await press("Control+1", "F7");
    await until(() => said("rehearsal"), /Quá hạn, lần cuối 9 ngày trước/);
    await press("Alt+1");
    const line = page.getByRole("contentinfo").getByRole("button", { name: /9 ngày chưa phục hồi thử/ });
    await line.waitFor({ timeout: 20_000 });
    await look("safety-alarm");
    await line.click();
    await page.getByRole("heading", { name: "An toàn" }).waitFor();
    await page.reload();
  });
}
