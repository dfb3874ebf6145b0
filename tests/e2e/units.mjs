import assert from "node:assert/strict";

/**
 * Units through time, in a book of quận Ninh Kiều that is open: the slider of days, the tree, the lineage, the
 * names that were written, the book as it stood, the working calendar. Nothing is changed in the book.
 */
export async function unitsStory({ page, check, look }) {
  const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();
  const slider = page.getByRole("slider", { name: "Xem tại ngày" });
  const tree = page.getByRole("tree");
  const pane = page.getByRole("complementary", { name: "Chi tiết đơn vị" });
  const item = (name) => tree.getByRole("treeitem", { name }).first();
  const says = (locator, wanted) => locator.filter({ hasText: wanted }).first().waitFor();

  await check("units: Alt+6 opens the screen", async () => {
    await page.keyboard.press("Alt+6");
    await page.getByRole("heading", { level: 1, name: "Đơn vị" }).waitFor();
    await tree.waitFor();
  });
  await check("units: ] goes to the next event, [ back, and the day is said", async () => {
    await slider.focus();
    const before = await slider.getAttribute("aria-valuetext");
    for (let step = 0; step < 12 && !(await slider.getAttribute("aria-valuetext")).startsWith("01/11/2024"); step += 1) {
      await page.keyboard.press("]");
      await page.waitForTimeout(100);
    }
    assert.match(await slider.getAttribute("aria-valuetext"), /^01\/11\/2024/);
    assert.notEqual(before, await slider.getAttribute("aria-valuetext"));
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

  await check("units: a written name with two meanings is listed, not chosen", async () => {
    await page.keyboard.press("Control+m");
    const match = page.getByRole("complementary", { name: "Khớp tên" });
    await match.getByRole("textbox").fill("p. thoi binh\nAn Hoà");
    await page.keyboard.press("Control+Enter");
    await says(match, "Phường An Hòa");
    await page.keyboard.press("Escape");
  });
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
  await page.keyboard.press("Escape");

  await check("view: Alt+0 shows the book as it stood, Escape leads back", async () => {
    await page.keyboard.press("Alt+0");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /Như lúc trước/ }).check();
    await dialog.getByRole("textbox", { name: "Ngày" }).fill("5/11/2024");
    await dialog.getByRole("textbox", { name: "Giờ" }).fill("17h");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Đang xem sổ như lúc 17h00 ngày 05/11/2024; không ghi được.").waitFor();
    await says(page.getByRole("contentinfo"), "Sổ như lúc 17h00 ngày 05/11/2024");
    assert.ok(await page.getByRole("button", { name: /Ghi sáp nhập/ }).isDisabled());
  });
  await look("seen");
  await check("view: Escape leads back", async () => {
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("Escape");
    await page.getByText(/Đang xem sổ như lúc/).waitFor({ state: "detached" });
  });

  await check("settings: the days off of 2024 with their names", async () => {
    await page.keyboard.press("Control+,");
    await page.getByLabel("Năm", { exact: true }).selectOption("2024");
    await page.locator('[data-day="2024-02-09"]').click();
    await says(page.getByRole("complementary", { name: "Sửa ngày" }), /Ngày nghỉ.*Tết/i);
  });
  await look("calendar");
  await check("settings: the rules of periods", async () => {
    await page.getByRole("button", { name: "Kỳ và đợt" }).click();
    await page.getByRole("spinbutton", { name: "Hạn nộp sau khi hết kỳ" }).waitFor();
  });
  await look("periods");
}
