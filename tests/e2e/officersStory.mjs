// Officers: the first administrator and the recovery code, an entering officer, the lock by key and by itself, what a role
// is not offered and what it is refused, and a support file that names nobody.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { twoBooks } from "./twoBooks.mjs";

const HOA = "Nguyễn Thị Hoa";
const TUAN = "Lê Văn Tuấn";
const PIN = { [HOA]: "hoa-246810", [TUAN]: "tuan-13579" };

/** Begins on the overview of a new book of quận Bình Thủy. */
export async function officersStory({ page, url, folder, check, look }) {
  const { press, type, text, until, ask, nav, dialog, answerPath, typeFigure, figures } = twoBooks({ page, url });
  const act = () => dialog.locator("button[type=submit]");
  const frame = () => page.getByRole("navigation", { name: "Màn hình" }).waitFor();
  const lockScreen = () => page.getByText("Sổ đang khóa").waitFor();
  const officers = async () => {
    await nav("Cài đặt").click();
    await page.getByRole("button", { name: "Cán bộ", exact: true }).click();
    await page.getByRole("heading", { name: /Cán bộ của sổ/ }).waitFor();
  };
  const field = (label) => dialog.getByLabel(label, { exact: true });
  const signIn = async (name, pin = PIN[name]) => {
    await page.getByRole("radio", { name }).check();
    await page.getByLabel("Mã PIN", { exact: true }).fill(pin);
    await press("Enter");
  };
  /** Minutes pass for the page; the engine's clock stands. */
  const pass = (minutes) =>
    page.evaluate((own) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + own * 60_000;
    }, minutes);
  let recovery = "";

  await check("officers: a book without officers says that it asks nobody", async () => {
    await officers();
    await page.getByText("Sổ chưa có cán bộ với mã PIN").waitFor();
    await page.getByText(/Mã PIN là phép lịch sự/).waitFor();
    await press("Alt+l");
    await frame();
  });
  await look("officers-none");
  await check("officers: the first one administers; two PINs that differ are not taken, one too short is refused in words", async () => {
    await press("Control+n");
    await dialog.waitFor();
    assert.equal(await field("Vai trò").isDisabled(), true);
    await field("Họ tên").fill(HOA);
    await field("Chức vụ").fill("Chuyên viên Văn phòng");
    await field("Mã PIN").fill("123");
    await field("Nhập lại mã PIN").fill("124");
    assert.equal(await act().getAttribute("aria-disabled"), "true");
    await field("Nhập lại mã PIN").fill("123");
    await press("Control+Enter");
    await dialog.getByText(/Mã PIN cần từ 6/).waitFor();
  });
  await look("officers-first");
  await check("officers: the recovery code is shown once, and stays until it is said to be put away", async () => {
    await field("Mã PIN").fill(PIN[HOA]);
    await field("Nhập lại mã PIN").fill(PIN[HOA]);
    await press("Control+Enter");
    await dialog.locator("[data-recovery]").waitFor();
    recovery = await text(dialog.locator("[data-recovery]"));
    assert.match(recovery, /^([A-Z2-9]{5}-){3}[A-Z2-9]{5}$/);
    await press("Escape");
    await press("Control+Enter");
    assert.equal(await dialog.locator("[data-recovery]").count(), 1);
  });
  await look("officers-recovery");
  await check("officers: only the sheet is printed", async () => {
    await page.emulateMedia({ media: "print" });
    const seen = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).visibility);
    assert.deepEqual([await seen("[data-recovery]"), await seen("nav"), await seen("dialog h2")], ["visible", "hidden", "hidden"]);
    await page.emulateMedia({ media: null });
    await dialog.getByLabel("Tôi đã cất mã cứu").check();
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual((({ name, role }) => ({ name, role }))((await ask("book")).signed), { name: HOA, role: "administer" });
  });
  await check("officers: an entering officer is added", async () => {
    await press("Control+n");
    await field("Họ tên").fill(TUAN);
    await field("Chức vụ").fill("Cán bộ thống kê");
    await field("Mã PIN").fill(PIN[TUAN]);
    await field("Nhập lại mã PIN").fill(PIN[TUAN]);
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    const row = page.getByRole("row").filter({ hasText: TUAN });
    await row.waitFor();
    assert.match(await text(row), /Cán bộ thống kê nhập số có/);
    await page.getByRole("banner").getByRole("button", { name: new RegExp(`${HOA}.*quản trị sổ`) }).waitFor();
  });
  await look("officers-list");

  await check("officers: the administrator sets a rule, which could be taken back", async () => {
    const { due_working_days, week_anchor } = await ask("period_rules");
    await ask("set_period_rules", { due_working_days: due_working_days + 1, week_anchor });
    assert.notEqual((await ask("book")).undo, null);
  });
  await check("officers: locked by key, nothing of the book is told; the last one stands first", async () => {
    await press("Alt+l");
    await lockScreen();
    assert.equal(await page.getByRole("navigation").count(), 0);
    assert.equal(await page.getByRole("radio").first().isChecked(), true);
    assert.equal(await page.getByRole("radio").first().inputValue(), HOA);
    await assert.rejects(ask("overview"), /not_signed_in/);
  });
  await look("officers-locked");
  await check("officers: a wrong PIN is said, several make a pause that counts down", async () => {
    for (let at = 0; at < 5; at += 1) {
      await signIn(TUAN, "sai-ma-pin");
      await page.getByText(/^Tên hoặc mã PIN không đúng/).waitFor();
      await until(() => page.getByLabel("Mã PIN", { exact: true }).inputValue(), "");
    }
    await signIn(TUAN);
    await page.locator("[data-left]").waitFor();
    assert.match(await text(page.locator("[data-left]")), /^Còn \d+ giây$/);
  });
  await look("officers-pause");
  await check("officers: the book can be closed while it is locked, and is locked when it is opened again", async () => {
    const { path: file } = await ask("book");
    await page.getByRole("button", { name: "Đóng sổ" }).click();
    await page.getByRole("heading", { name: "Sổ mở gần đây" }).waitFor();
    await press("Control+o");
    await answerPath("Đường dẫn của tệp", file);
    await lockScreen();
  });
  await check("officers: after the pause the entering officer signs in and enters a figure", async () => {
    const open = async () => {
      if ((await page.locator("[data-left]").count()) === 0) await signIn(TUAN);
      await page.waitForTimeout(1000);
      return page.getByRole("navigation", { name: "Màn hình" }).count();
    };
    for (const end = Date.now() + 45_000; Date.now() < end && (await open()) === 0; );
    await frame();
    await page.getByRole("banner").getByRole("button", { name: new RegExp(`${TUAN}.*nhập số`) }).waitFor();
  });
  await check("officers: an administrator's step is not taken back by another, and that is said in words", async () => {
    await press("Control+z");
    await page.getByRole("alert").filter({ hasText: new RegExp(`${TUAN} là cán bộ nhập số nên không làm được việc này`) }).waitFor();
    await look("officers-refused");
    await page.locator(".failure").getByRole("button").last().click();
  });
  await check("officers: who enters, enters", async () => {
    await typeFigure("12480", /12\.480/);
  });
  await check("officers: closing, settings and units are not offered as if they could be done", async () => {
    await page.getByRole("button", { name: /Chốt kỳ|Chốt số liệu/ }).first().click();
    const close = page.getByRole("button", { name: /F4/ });
    await close.waitFor();
    if ((await ask("closing", { period: "2024-Q1" })).state === "not_open") {
      await close.click();
      await page.getByRole("button", { name: /^Chốt.*F4/ }).waitFor();
    }
    assert.equal(await close.getAttribute("aria-disabled"), "true");
    assert.match(await close.getAttribute("title"), /Việc này dành cho cán bộ soát số, quản trị sổ/);
    await press("F4");
    assert.equal(await dialog.count(), 0);
    await look("officers-closing");
    await nav("Đơn vị").click();
    const change = page.getByRole("button", { name: /Ctrl N/ });
    assert.equal(await change.isDisabled(), true);
    assert.match(await change.getAttribute("title"), /quản trị sổ/);
    await officers();
    await press("Control+n");
    assert.equal(await dialog.count(), 0);
    await page.getByText(`Vai trò của ${TUAN} là nhập số. Việc này dành cho quản trị sổ.`).waitFor();
  });
  await look("officers-not-offered");

  await check("officers: the window locks by itself when nobody types, and waits for a cell that is half typed", async () => {
    await page.getByLabel(/^Tự khóa khi không ai gõ phím/).selectOption("5");
    await nav("Số liệu").click();
    await page.getByRole("button", { name: /^Nhập số/ }).first().click();
    const before = await figures();
    await page.getByRole("gridcell").first().click();
    await type("777");
    await pass(6);
    await page.waitForTimeout(6000);
    await frame();
    assert.equal(await figures(), before, "nothing was written by the clock");
    assert.equal(await page.locator("[data-grid-input]").inputValue(), "777", "what was typed stands");
    await press("Escape");
    await pass(6);
    await page.getByText("Sổ đang khóa").waitFor({ timeout: 10_000 });
  });
  await check("officers: the recovery code opens the book in the place of an administrator's PIN", async () => {
    await signIn(HOA, recovery.toLowerCase());
    await frame();
    assert.equal((await ask("book")).signed.name, HOA);
    assert.equal(await page.getByRole("heading", { level: 1 }).first().innerText(), "Số liệu", "the screen is where it was");
  });

  const file = path.join(folder, "ho-tro.txt");
  await check("officers: the support file is read before it is saved, and names no officer and no unit", async () => {
    await press("Alt+a", "Control+3", "Control+h");
    await until(() => text(dialog.locator("[data-support]")), /\[program\]/);
    const said = await text(dialog.locator("[data-support]"));
    for (const name of [HOA, TUAN, "Bình Thủy", "12480", recovery]) assert.ok(!said.includes(name), `${name} is not in it`);
    await look("officers-support");
    await press("Control+Enter");
    await answerPath("Đường dẫn của tệp", file);
    await until(() => existsSync(file), true);
    await page.getByText(/^Đã lưu tệp hỗ trợ/).waitFor();
    for (const name of [HOA, TUAN, "Bình Thủy"]) assert.ok(!readFileSync(file, "utf8").includes(name), `${name} is not in the file`);
  });
  await check("officers: everything is there on a narrow window", async () => {
    await page.setViewportSize({ width: 1093, height: 614 });
    await officers();
  });
  await look("officers-narrow");
  await check("officers: without the entering officer and then without the last one, the book asks nobody", async () => {
    await page.setViewportSize({ width: 1366, height: 768 });
    for (const name of [TUAN, HOA]) {
      await page.getByRole("button", { name: `Bỏ ${name}` }).click();
      await press("Control+Enter");
      await dialog.waitFor({ state: "detached" });
    }
    await page.getByText("Sổ chưa có cán bộ với mã PIN").waitFor();
    assert.deepEqual((await ask("book")).locked, []);
  });
}
