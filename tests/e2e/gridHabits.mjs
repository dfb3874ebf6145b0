// The habits of a spreadsheet in the entry grid, on a made-up book in the page.
//   node gridHabits.mjs
//   SO06_CHROMIUM  the browser, /usr/bin/chromium unless said otherwise
//   SO06_SHOTS     a folder for pictures; without it none are made
import assert from "node:assert/strict";

import { harness } from "./harness.mjs";

const { page, context, served, complaints, check, look, press, type, text, asked, end } = await harness("grid", { permissions: ["clipboard-read", "clipboard-write"] });

const open = async (query) => {
  await page.goto(served.url(query));
  await page.locator(".units .value:not(.unread)").first().waitFor();
};
const cell = (row, column) => page.locator(`[role=gridcell][data-body="${31_000 + row}"][data-indicator="i${column}"]`);
async function reads(row, column, wanted) {
  const until = Date.now() + 3000;
  let seen = "";
  while (Date.now() < until) {
    seen = await text(cell(row, column));
    if (seen === wanted) return;
    await page.waitForTimeout(30);
  }
  throw new Error(`cell ${row},${column} reads “${seen}”, not “${wanted}”`);
}
const at = () => page.locator("[data-grid-input]").getAttribute("aria-label");
const ask = page.locator(".ask");
const copyText = (value) => page.evaluate((words) => navigator.clipboard.writeText(words), value);
const copied = () => page.evaluate(() => navigator.clipboard.readText());

try {
  await open("units=12&columns=5&delay=5&empty");
  await page.getByRole("button", { name: "Chỉ ô nhập" }).click();
  await check("paper: 12 units take 12 keys beyond their digits", async () => {
    await cell(0, 0).click();
    let beyond = 0;
    for (let unit = 0; unit < 12; unit += 1) {
      await type(String(900 + unit));
      await press("Enter");
      beyond += 1;
    }
    assert.equal(beyond, 12);
    await reads(0, 0, "900");
    await reads(11, 0, "911");
    await page.waitForFunction(() => window.world.count("record_count") === 12);
  });
  await check("Enter after a run of Tabs begins the next line under its first cell", async () => {
    await cell(0, 1).click();
    await type("1");
    await press("Tab");
    await type("2");
    await press("Tab");
    await type("3");
    await press("Enter");
    assert.match(await at(), /Trà An, Hồ sơ thu nhận/);
    await reads(0, 3, "3");
  });
  await check("Ctrl+Z and Ctrl+Y go back and forth by one entry", async () => {
    await press("Control+z");
    await reads(0, 3, "");
    await press("Control+y");
    await reads(0, 3, "3");
  });
  await check("Shift with arrows makes a range; Ctrl+Enter fills it with one operation", async () => {
    await cell(4, 1).click();
    await press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight");
    const before = await asked("record_block");
    await type("77");
    await press("Control+Enter");
    await reads(6, 2, "77");
    assert.equal(await asked("record_block"), before + 1);
    await press("Control+z");
    await reads(4, 1, "");
    await reads(6, 2, "");
  });
  await check("a copied column is plain digits, and pastes beside itself", async () => {
    await page.locator("[data-column='0']").click();
    await press("Control+c");
    assert.equal((await copied()).replace(/\r\n/g, "\n"), Array.from({ length: 12 }, (_, unit) => String(900 + unit)).join("\n"));
    await cell(0, 4).click();
    await press("Control+v");
    await reads(0, 4, "900");
    await reads(11, 4, "911");
  });
  await check("overwriting asks, shows the figures, and Esc leaves them", async () => {
    await cell(0, 0).click();
    await copyText('"5"\r\n6\r\n');
    await press("Control+v");
    await ask.waitFor();
    assert.match(await text(ask), /^Ghi đè 2 số đã có\? .*900 → 5/);
    await press("5", "Escape");
    await ask.waitFor({ state: "detached" });
    await reads(0, 0, "900");
    await press("Control+v");
    await ask.waitFor();
    await press("Enter");
    await reads(0, 0, "5");
    await reads(1, 0, "6");
    await press("Control+z");
    await reads(1, 0, "901");
  });
  await check("Ctrl+D fills down, Ctrl+R to the right, Delete clears a range after asking", async () => {
    await cell(5, 0).click();
    await page.keyboard.down("Shift");
    await cell(5, 2).click();
    await page.keyboard.up("Shift");
    await press("Control+r");
    await reads(5, 2, "905");
    await press("Control+d");
    await reads(5, 0, "904");
    await press("Delete");
    await ask.waitFor();
    assert.match(await text(ask), /^Rút \d số đã có\?/);
    await press("Enter");
    await reads(5, 0, "");
    await press("Control+0");
    await reads(5, 1, "– Chưa phát sinh số liệu");
  });
  await check("a block of a spreadsheet with names is not pasted blindly", async () => {
    await cell(0, 0).click();
    const before = await asked("record_block");
    await copyText("P. An Thới\t12\r\nP. Trà An\t13\r\n");
    await press("Control+v");
    await ask.waitFor();
    assert.match(await text(ask), /tên đơn vị hoặc tiêu đề \(“P\. An Thới”\)\. Xem trước/);
    await press("Escape");
    await ask.waitFor({ state: "detached" });
    assert.equal(await asked("record_block"), before);
  });
  await check("a range says its size, how many figures and their sum", async () => {
    await cell(0, 0).click();
    await press("Shift+ArrowDown");
    assert.match(await text(page.locator(".under")), /^Vùng 2 × 1 Đếm 2 Tổng 1\.801$/);
    await press("Control+a");
    assert.match(await text(page.locator(".under")), /^Vùng 12 × 5 Đếm \d+ khác đơn vị tính, không cộng$/);
  });
  await check("dragging chooses a range, a name its row", async () => {
    const [one, other] = [await cell(1, 0).boundingBox(), await cell(3, 1).boundingBox()];
    await page.mouse.move(one.x + 20, one.y + 10);
    await page.mouse.down();
    await page.mouse.move(other.x + 20, other.y + 10, { steps: 4 });
    await page.mouse.up();
    assert.match(await text(page.locator(".under")), /^Vùng 3 × 2/);
    await page.getByRole("rowheader", { name: /Trà Nóc/ }).click();
    assert.match(await text(page.locator(".under")), /^Vùng 1 × 5/);
  });

  await open("units=12&columns=5&delay=5");
  await check("a doubt is marked and listed with its way out", async () => {
    await cell(3, 0).click();
    const previous = Number((await text(page.locator(".bar:has(.where)"))).match(/Kỳ trước ([\d.]+)/)[1].replaceAll(".", ""));
    await type(`${previous}0`);
    await press("Enter");
    await page.locator(".doubted").waitFor();
    const listed = page.locator("[data-doubt=tenfold]");
    assert.match(await text(listed), /Thới An Đông .* gấp khoảng 10 lần kỳ trước/);
    await listed.getByRole("button", { name: /^Sửa thành/ }).click();
    await page.locator(".doubted").waitFor({ state: "detached" });
  });
  await check("F8 goes to the next doubt, Ctrl+Enter keeps it with a reason", async () => {
    await cell(2, 0).click();
    await type("5");
    await press("Enter");
    await cell(9, 0).click();
    await type("7");
    await press("Enter");
    await page.locator("[data-doubt=stock_fell]").nth(1).waitFor();
    await press("F8");
    assert.match(await at(), /Trà Nóc, Tài khoản kích hoạt/);
    await press("Alt+Enter");
    assert.match(await at(), /Tân An, Tài khoản kích hoạt/);
    await press("Control+Enter");
    await type("Đã đối chiếu, loại trùng");
    await press("Control+Enter");
    await page.getByText("Đã giữ: “Đã đối chiếu, loại trùng”").waitFor();
  });
  await look("grid");
  await check("Shift+F2 writes a note; a citizen's number is stopped with the reason", async () => {
    await cell(1, 0).click();
    await press("Shift+F2");
    await type("Ông 079123456789");
    await press("Control+Enter");
    await page.getByRole("dialog").getByText(/không giữ số của công dân/i).waitFor();
    await press("Control+a");
    await type("Công an phường báo");
    await press("Control+Enter");
    await page.locator(".note", { hasText: "Công an phường báo" }).waitFor();
    await page.locator(".noted").first().waitFor();
  });
  await check("F2 with Alt+↓ puts a word before the figure", async () => {
    await cell(1, 1).click();
    await press("F2", "Alt+ArrowDown", "Enter");
    const seen = await text(cell(1, 1));
    assert.match(seen, /^trên [\d.]+$/);
  });
  await check("letters that an input method composes in a chosen cell are all kept", async () => {
    await cell(4, 1).click();
    const input = await context.newCDPSession(page);
    await input.send("Input.imeSetComposition", { text: "tre", selectionStart: 3, selectionEnd: 3 });
    await input.send("Input.imeSetComposition", { text: "trê", selectionStart: 3, selectionEnd: 3 });
    await input.send("Input.insertText", { text: "trên" });
    await type(" 12000");
    await press("Enter");
    await reads(4, 1, "trên 12.000");
  });
  await check("coming back from another view finds the cell that was left", async () => {
    await cell(6, 1).click();
    await press("Control+2");
    await page.getByRole("grid").waitFor({ state: "detached" });
    await press("Control+1");
    await page.locator("[role=gridcell].chosen").waitFor();
    assert.match(await at(), /Long Hòa, Hồ sơ thu nhận/);
  });
  await check("Ctrl+F finds a unit without marks, / an indicator", async () => {
    await press("Control+f");
    await type("an thoi");
    await press("Enter");
    assert.match(await at(), /: Phường An Thới,/);
    await press("/");
    await type("ho so nop");
    await press("Enter");
    assert.match(await at(), /An Thới, Hồ sơ nộp trực tuyến/);
  });
  await check("? lists the keys", async () => {
    await press("?");
    await page.getByRole("dialog").getByText("Shift+F2").waitFor();
    await press("Escape");
  });

  await open("units=12&columns=5&delay=120&empty");
  await check("what is still on its way into the book is known before a range is cleared", async () => {
    await page.getByRole("button", { name: "Chỉ ô nhập" }).click();
    await cell(5, 0).click();
    await type("905");
    await press("Enter");
    await cell(5, 0).click();
    await press("Shift+ArrowRight", "Shift+ArrowRight", "Control+r", "Delete");
    await ask.waitFor();
    assert.match(await text(ask), /^Rút 3 số đã có\?/);
    await press("Enter");
    for (const column of [0, 1, 2]) await reads(5, column, "");
  });

  await open("units=3321&columns=60&delay=10");
  await check("a country: the whole grid is told, what is in sight is drawn", async () => {
    const grid = page.getByRole("grid");
    assert.equal(await grid.getAttribute("aria-rowcount"), "3324");
    assert.equal(await grid.getAttribute("aria-colcount"), "61");
    assert.ok((await page.locator("[role=gridcell]").count()) < 600);
    await cell(0, 0).click();
    await press("Control+End");
    assert.match(await at(), /: Quận Bình Thủy,/);
    await press("ArrowUp");
    await page.waitForFunction(() => document.querySelector("[role=gridcell].chosen")?.closest("[role=row]")?.getAttribute("aria-rowindex") === "3322");
    assert.equal(await page.locator("[role=gridcell].chosen").getAttribute("aria-colindex"), "61");
  });
  await check("a country: typing where one stands brings the cell back into sight", async () => {
    await page.mouse.move(800, 300);
    await page.mouse.wheel(0, -30_000);
    await page.waitForTimeout(100);
    assert.equal(await page.locator("[role=gridcell].chosen").count(), 0);
    await type("12");
    await page.locator("[role=gridcell].chosen").waitFor();
    await press("Escape");
  });
  await check("a country: a whole column is added and copied", async () => {
    await page.locator("[data-column='59']").click();
    await page.locator(".under", { hasText: /^Vùng 3\.321 × 1/ }).getByText(/^Tổng/).waitFor();
    await press("Control+c");
    assert.equal((await copied()).split("\r\n").length, 3321);
  });
  await look("grid-country");

  await page.setViewportSize({ width: 1093, height: 614 });
  await open("units=12&columns=5");
  await check("1366 × 768 at 125 %: nothing is cut off, and units are seen", async () => {
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("button, input, select, h1")]
        .filter((element) => !element.closest(".scroller, .scroll, .unseen") && element.checkVisibility())
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(cut, []);
    const box = await page.locator(".scroller").boundingBox();
    assert.ok(box.height > 260, `${box.height} px for the grid`);
  });
  await look("grid-125");
  await check("the page logged no error", () => assert.deepEqual(complaints, []));
} finally {
  await end();
}
