// Handing a book over, receiving it, and a book that lies elsewhere than noted: moved, copied, or not yet said.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";

import { filesBelow, twoBooks } from "./twoBooks.mjs";

const PASSPHRASE = "Trà An bàn giao 2024";

/** Begins on the overview of a new book of quận Bình Thủy, on Monday 18/03/2024. */
export async function handoverStory({ page, url, folder, check, look }) {
  const { press, text, until, ask, nav, dialog, line, answerPath, openBook, typeFigure, figures } = twoBooks({ page, url });
  const out = path.join(folder, "ban-giao");
  mkdirSync(out);
  const old = (await ask("book")).path;
  const received = path.join(folder, "nhan-ban-giao.so06");
  const act = () => dialog.locator("button[type=submit]");
  const file = () => path.join(out, filesBelow(out).find((name) => name.endsWith(".so06x")));
  const own = async () => (await ask("exchange_sites")).find(({ state }) => state === "own");
  const keys = async () => {
    await press("Alt+5", "Control+5");
    await page.getByRole("region", { name: "Khóa" }).waitFor();
  };
  const openStart = async () => {
    await ask("close_book");
    await page.goto(url);
    await page.getByRole("heading", { name: "Sổ mở gần đây" }).waitFor();
  };
  let before;

  await check("handover: the passphrase must be long and typed twice, and a folder chosen; else nothing is written", async () => {
    await typeFigure("12480", /12\.480/);
    before = await figures();
    await keys();
    await press("Control+b");
    await dialog.waitFor();
    const missing = () => text(dialog.locator(".ways .grow"));
    assert.equal(await missing(), "Mật khẩu ít nhất 12 ký tự");
    await dialog.getByLabel("Mật khẩu của gói").fill("ngắn quá");
    await press("Control+Enter");
    assert.equal(await missing(), "Mật khẩu ít nhất 12 ký tự");
    await dialog.getByLabel("Mật khẩu của gói").fill(PASSPHRASE);
    await dialog.getByLabel("Gõ lại mật khẩu").fill(PASSPHRASE.toUpperCase());
    assert.equal(await missing(), "Hai lần gõ mật khẩu khác nhau");
    await dialog.getByLabel("Gõ lại mật khẩu").fill(PASSPHRASE);
    assert.equal(await missing(), "Chọn thư mục");
    await press("Control+Enter");
    assert.deepEqual(filesBelow(out), []);
    assert.equal((await ask("book")).handed_over, null);
  });
  await look("handover-ask");
  await check("handover: one file and its minute are written; the digest that is told is that of the file", async () => {
    await dialog.getByRole("button", { name: "Chọn…" }).click();
    await answerPath("Đường dẫn của thư mục", out);
    await until(() => act().getAttribute("aria-disabled"), "false");
    await press("Control+Enter");
    await page.getByRole("dialog", { name: "Đã xuất gói bàn giao" }).waitFor({ timeout: 60_000 });
    const written = filesBelow(out);
    assert.deepEqual(written.map((name) => name.replace(/^.*?\./, "")).sort(), ["bien-ban.pdf", "so06x"]);
    const digest = createHash("sha256").update(readFileSync(file())).digest("hex");
    assert.equal((await dialog.locator("[data-digest]").innerText()).replace(/\s/g, ""), digest);
    assert.equal(readFileSync(path.join(out, written.find((name) => name.endsWith(".pdf")))).subarray(0, 5).toString(), "%PDF-");
    assert.ok(!readFileSync(file()).includes("SQLite format 3"), "the book in it is locked");
    assert.ok((await text(dialog)).includes(file()), "where it lies is told");
  });
  await look("handover-done");
  await check("handover: the old book says so on every screen, and nothing can be written in it", async () => {
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
    const notice = page.getByRole("status").filter({ hasText: /Sổ này đã bàn giao ngày \d\d\/\d\d\/\d{4} \(Cán bộ quận\)\./ });
    await notice.waitFor();
    await nav("Số liệu").click();
    await page.getByRole("gridcell").first().click();
    await page.keyboard.type("99");
    await press("Enter");
    await notice.waitFor();
    assert.equal(await figures(), before, "the figure is as it was");
    const cell = JSON.parse(before).rows[0];
    await assert.rejects(ask("record_count", { body: cell.body, indicator: JSON.parse(before).columns[0].indicator, period: "2024-Q1", entry: "99", note: "", source: null }), /handed_over/);
    await press("Alt+2");
    await notice.waitFor();
  });
  await look("handover-handed");
  await check("receive: a wrong passphrase is told and makes no book; the right one opens all of it", async () => {
    const first = (await own()).fingerprint;
    await openStart();
    await press("Control+b");
    await dialog.waitFor();
    await dialog.getByRole("button", { name: "Chọn…" }).click();
    await answerPath(/^Đường dẫn của gói/, file());
    // A name in the folder of books is proposed.
    await dialog.getByRole("button", { name: "Đổi" }).click();
    await answerPath("Đường dẫn của tệp", received);
    await dialog.getByLabel("Mật khẩu của gói").fill("không phải mật khẩu");
    await press("Control+Enter");
    await dialog.getByText(/^Mật khẩu không đúng nên chưa mở được tệp/).waitFor({ timeout: 60_000 });
    assert.equal(existsSync(received), false);
    await look("handover-receive");
    await dialog.getByLabel("Mật khẩu của gói").fill(PASSPHRASE);
    await press("Control+Enter");
    await page.getByRole("navigation", { name: "Màn hình" }).waitFor({ timeout: 60_000 });
    assert.equal(await figures(), before, "every figure came along");
    assert.notEqual((await own()).fingerprint, first, "a machine of its own");
    assert.equal((await own()).predecessor, first);
  });
  await check("receive: the new book can be written in, and says from whom it came", async () => {
    await typeFigure("12490", /12\.490/);
    assert.equal(await page.getByText(/^Sổ này đã bàn giao/).count(), 0);
    await keys();
    await page.locator("[data-own]").waitFor();
    assert.match(await text(page.getByRole("region", { name: "Khóa" })), /đọc 8 ký tự này\. Nhận bàn giao, thay .{9} từ gói số \d+/);
  });
  await look("handover-keys");
  await check("handover: the old book is taken up again only with a reason, as a machine of its own", async () => {
    await openBook(old);
    const first = (await own()).fingerprint;
    await page.getByRole("button", { name: /^Dùng tiếp sổ này/ }).click();
    await dialog.waitFor();
    await press("Control+Enter");
    assert.notEqual((await ask("book")).handed_over, null);
    await dialog.getByRole("textbox").fill("Máy mới hỏng, chờ sửa");
    await look("handover-resume");
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/^Sổ này đã bàn giao/).waitFor({ state: "detached" });
    assert.notEqual((await own()).fingerprint, first);
    await typeFigure("12470", /12\.470/);
  });

  const moved = path.join(folder, "nơi khác", "so-da-chuyen.so06");
  const notice = page.getByRole("status").filter({ hasText: "Chưa rõ sổ này được chuyển đến hay là bản chép." });
  await check("place: a book that lies elsewhere than noted asks; put off, it says so and exchanges nothing", async () => {
    await ask("close_book");
    mkdirSync(path.dirname(moved));
    renameSync(old, moved);
    await openBook(moved);
    await page.getByRole("dialog", { name: "Sổ này được chuyển đến đây, hay là bản chép?" }).waitFor();
    assert.ok((await text(dialog)).includes(`Trước đây sổ nằm ở ${old}.`));
    await press("Control+Enter");
    await dialog.getByText("Chọn một câu trả lời").waitFor();
    await look("place-question");
    await dialog.getByRole("button", { name: "Để sau" }).click();
    await notice.waitFor();
    await press("Alt+5", "Control+4");
    await line("Trà An").getByRole("button", { name: /^Xuất gói cho/ }).click();
    await dialog.waitFor();
    await press("Control+Enter");
    await answerPath("Đường dẫn của thư mục", out);
    await dialog.getByRole("alert").waitFor();
    assert.equal(filesBelow(out).length, 2, "no package is written");
    await look("place-refused");
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
  });
  await check("place: moved keeps the machine, and the book exchanges again", async () => {
    const first = (await own()).fingerprint;
    await notice.getByRole("button", { name: /^Trả lời/ }).click();
    await dialog.getByRole("radio", { name: /Được chuyển đến đây/ }).check();
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await notice.waitFor({ state: "detached" });
    assert.equal((await own()).fingerprint, first);
    await press("Alt+5", "Control+4");
    await line("Trà An").getByRole("button", { name: /^Xuất gói cho/ }).click();
    await dialog.waitFor();
    await press("Control+Enter");
    await until(() => filesBelow(out).length, 3, "a package is written");
    // Asked once: it lies where it is noted now.
    await openBook(moved);
    assert.equal((await ask("book")).place.standing, "same");
    assert.equal(await dialog.count(), 0);
  });
  await check("place: a copy beside its book is known for one, says so, and is a machine of its own", async () => {
    const first = (await own()).fingerprint;
    await ask("close_book");
    const copy = path.join(folder, "bản chép.so06");
    copyFileSync(moved, copy);
    await openBook(copy);
    const said = page.getByRole("status").filter({ hasText: `Sổ này là bản chép của ${moved}, bản đó vẫn còn.` });
    await said.waitFor();
    assert.notEqual((await own()).fingerprint, first);
    await look("place-copied");
    await said.getByRole("button", { name: "Đã đọc" }).click();
    await said.waitFor({ state: "detached" });
    await openBook(moved);
    assert.equal((await own()).fingerprint, first, "the book that was copied is as it was");
  });
}
