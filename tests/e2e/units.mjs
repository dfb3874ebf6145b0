import assert from "node:assert/strict";

const MINUTE = 60_000;
/** Moments of the book are at +07:00, whatever the machine is set to. */
const here = (moment) => new Date(moment + 7 * 60 * MINUTE).toISOString();

/**
 * Units through time, in a book of quận Ninh Kiều that has just been made: the slider of days, the tree, the
 * lineage, the names that were written, a merger and its undoing, the book as it stood, the working calendar,
 * and units on the start screen. What it changes it takes back.
 */
export async function unitsStory({ page, check, look }) {
  const made = Date.now();
  const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();
  const slider = page.getByRole("slider", { name: "Xem tại ngày" });
  const tree = page.getByRole("tree");
  const pane = page.getByRole("complementary", { name: "Chi tiết đơn vị" });
  const editor = page.getByRole("complementary", { name: "Sửa ngày" });
  const item = (name) => tree.getByRole("treeitem", { name }).first();
  const says = (locator, wanted) => locator.filter({ hasText: wanted }).first().waitFor();

  await check("units: Alt+6 opens the screen", async () => {
    await page.keyboard.press("Alt+6");
    await page.getByRole("heading", { level: 1, name: "Đơn vị" }).waitFor();
    await tree.waitFor();
  });
  const stands = (wanted) => page.waitForFunction((day) => document.querySelector("input[type=range]")?.getAttribute("aria-valuetext")?.startsWith(day), wanted);
  await check("units: [ goes to the event before, ] to the next one, and the day is said", async () => {
    await slider.focus();
    await stands("14/12/2024");
    await page.keyboard.press("[");
    await stands("01/11/2024, 8 phường");
    await page.keyboard.press("]");
    await page.keyboard.press("]");
    await stands("01/07/2025");
    await page.keyboard.press("[");
    await page.keyboard.press("[");
    await stands("01/11/2024");
  });
  await check("units: what ended by that day stands apart", async () => {
    await item(/Đã đóng tới ngày này/).waitFor();
    const ended = item(/An Cư/);
    await ended.waitFor();
    assert.ok((await ended.getAttribute("class")).includes("gone"));
  });
  await check("units: Thới Bình of that day came from four, whole", async () => {
    await page.keyboard.press("Control+f");
    await page.keyboard.type("thoi binh");
    await item(/Thới Bình/).click();
    await says(pane, /Từ các đơn vị 4/);
    assert.match(await text(pane), /An Phú.*toàn bộ.*từ 01\/11\/2024/);
    await page.keyboard.press("Control+f");
    await page.keyboard.press("Escape");
  });
  await check("units: the lineage is walked by arrows", async () => {
    const map = page.getByRole("group", { name: "Dòng kế thừa" });
    await map.locator("[aria-pressed=true]").first().focus();
    await page.keyboard.press("ArrowLeft");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /An Phú|An Cư|An Nghiệp|Thới Bình/);
  });
  await look("units");
  for (const [view, name] of [["Cây", "units-tree"], ["Bảng", "units-table"]]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await look(name);
  }
  await page.getByRole("button", { name: "Dòng kế thừa", exact: true }).click();

  await check("units: a written name is matched; one that has ended is listed, not chosen", async () => {
    await page.keyboard.press("Control+m");
    const match = page.getByRole("complementary", { name: "Khớp tên" });
    await match.getByRole("textbox").fill("p. thoi binh\nAn Hoà\nAn Nghiệp");
    await page.keyboard.press("Control+Enter");
    await says(match, "Phường An Hòa");
    await says(match, /Phường An Nghiệp.*đã kết thúc ngày 31\/10\/2024/);
  });
  await look("units-match");
  await page.keyboard.press("Control+m");
  await check("units: the form of a merger says what it will do before it does it", async () => {
    await page.keyboard.press("Control+n");
    const dialog = page.getByRole("dialog");
    const picker = dialog.getByRole("combobox", { name: "Các đơn vị nhập vào nhau" });
    for (const name of ["an hoa", "cai khe"]) {
      await picker.fill(name);
      await picker.press("Enter");
    }
    await dialog.getByRole("radio", { name: /An Hòa/ }).check();
    await says(dialog.getByRole("status"), /nhập toàn bộ thành phường An Hòa \(31120\)/);
    assert.equal(await dialog.getByRole("button", { name: "Ghi vào sổ" }).getAttribute("aria-disabled"), "true");
  });
  await look("units-change");
  await check("units: recorded, the merger is an event of its day, and the two have one successor", async () => {
    // The book can be looked at by the minute: the merger is to lie in a later one than the founding.
    await page.waitForTimeout(Math.max(Math.floor(made / MINUTE) * MINUTE + MINUTE + 1000 - Date.now(), 0));
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Có hiệu lực từ ngày" }).fill("1/1/2025");
    await dialog.getByRole("textbox", { name: "Số, ký hiệu" }).fill("1/NQ-UBTVQH15");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await stands("01/01/2025, 7 phường");
    await says(pane, /Từ các đơn vị 2/);
    await says(tree, "Đã đóng tới ngày này");
  });
  await look("units-merged");

  const lookBack = async (moment) => {
    await page.keyboard.press("Alt+0");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /Như lúc trước/ }).check();
    await dialog.getByRole("textbox", { name: "Ngày" }).fill(moment.slice(0, 10).split("-").reverse().join("/"));
    await dialog.getByRole("textbox", { name: "Giờ" }).fill(moment.slice(11, 16).replace(":", "h"));
    await page.keyboard.press("Control+Enter");
  };
  await check("view: a moment before the book was made is refused in words", async () => {
    await lookBack("2024-11-05T17:00");
    assert.match(await text(page.getByRole("dialog").getByRole("alert")), /05\/11\/2024 sổ này chưa được lập.*Mã lỗi/);
    await page.keyboard.press("Escape");
  });
  await check("view: Alt+0 shows the book as it stood, before the merger was recorded", async () => {
    const moment = here(Math.floor(made / MINUTE) * MINUTE + MINUTE);
    const words = `${moment.slice(11, 16).replace(":", "h")} ngày ${moment.slice(0, 10).split("-").reverse().join("/")}`;
    await lookBack(moment);
    await page.getByText(`Đang xem sổ như lúc ${words}; không ghi được.`).waitFor();
    await says(page.getByRole("contentinfo"), `Sổ như lúc ${words}`);
    assert.ok(await page.getByRole("button", { name: /Ghi sáp nhập/ }).isDisabled());
    await slider.focus();
    await page.waitForFunction(() => !document.querySelector("input[type=range]")?.getAttribute("aria-valuetext")?.includes("7 phường"));
  });
  await look("seen");
  await check("view: Escape leads back", async () => {
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("Escape");
    await page.getByText(/Đang xem sổ như lúc/).waitFor({ state: "detached" });
    await stands("01/01/2025, 7 phường");
  });
  await check("units: the merger is undone, and nothing of it is left", async () => {
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("Control+z");
    await page.waitForFunction(() => !document.querySelector("input[type=range]")?.getAttribute("aria-valuetext")?.includes("7 phường"));
    assert.equal(await tree.getByRole("treeitem", { name: /An Hòa/ }).count(), 1);
  });

  await check("settings: the days off of 2024 with their names", async () => {
    await page.keyboard.press("Control+,");
    await page.getByLabel("Năm", { exact: true }).selectOption("2024");
    await page.locator('[data-day="2024-02-09"]').click();
    await says(editor, /Ngày nghỉ.*Tết/i);
  });
  await look("calendar");
  await check("settings: a day off of one's own is set, and given back", async () => {
    await page.locator('[data-day="2024-12-20"]').click();
    await says(editor, /Ngày làm việc/i);
    await editor.getByRole("textbox").fill("Nghỉ bù theo văn bản của thành phố");
    await editor.getByRole("button", { name: /Đặt là ngày nghỉ/ }).click();
    await says(editor, /Ngày này do cơ quan tự đặt/);
    await says(editor, /Ngày nghỉ· Nghỉ bù theo văn bản của thành phố/i);
    await editor.getByRole("button", { name: "Trả về lịch chung" }).click();
    await says(editor, /Ngày làm việc/i);
  });
  await check("settings: the rules of periods", async () => {
    await page.getByRole("button", { name: "Kỳ và đợt" }).click();
    await page.getByRole("spinbutton", { name: "Hạn nộp sau khi hết kỳ" }).waitFor();
  });
  await look("periods");

  await check("start: one name that stood for two units is listed with its days", async () => {
    await page.getByRole("banner").getByRole("button", { name: /Quận Ninh Kiều/ }).click();
    await page.getByRole("menuitem", { name: "Đóng sổ" }).click();
    await page.getByRole("combobox", { name: "Đơn vị nào?" }).fill("thoi binh");
    const found = page.getByRole("option", { name: /Thới Bình.*Ninh Kiều/ });
    await found.nth(1).waitFor();
    const told = (await found.allInnerTexts()).join(" | ");
    assert.match(told, /đến 31\/10\/2024/);
    assert.match(told, /từ 01\/11\/2024/);
  });
  await look("start-found");
}
