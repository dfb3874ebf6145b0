import assert from "node:assert/strict";

const KEPT = "(minh họa) Kế hoạch giao chỉ tiêu kích hoạt năm 2024";
const OLD_UNITS = "cộng 4 đơn vị trước sắp xếp";

/**
 * What a figure means after a merger: the page of an indicator for the new phường Thới Bình, in a book of quận
 * Ninh Kiều that is open six weeks after four phường became one.
 */
export async function meaning({ page, check, look }) {
  const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();
  const left = page.getByRole("region", { name: "Số hiện tại" });
  const remarks = page.getByRole("region", { name: "Điều nói được và chưa nói được" });
  const pictures = page.getByRole("region", { name: "Diễn biến, xếp hạng, các bước" });
  const table = page.getByRole("region", { name: "Xem bảng" });
  const reads = async (locator, wanted) => {
    const until = Date.now() + 5000;
    let seen = "";
    while (Date.now() < until) {
      seen = await text(locator);
      if (wanted.test(seen)) return seen;
      await page.waitForTimeout(50);
    }
    throw new Error(`“${seen.slice(0, 400)}” is shown, not ${wanted}`);
  };
  const months = async () =>
    (await table.getByRole("row").allInnerTexts()).slice(1).map((row) => row.replace(/\s+/g, " ").trim());
  const lookWithin = async (boundary) => {
    await page.keyboard.press("Alt+0");
    await page.getByRole("dialog").getByRole("radio", { name: boundary }).check();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("contentinfo").getByText(boundary).waitFor();
  };

  await check("meaning: the page of the new phường is opened by its name", async () => {
    await page.getByRole("navigation").getByRole("button", { name: "Số liệu" }).click();
    await page.keyboard.press("Control+2");
    await page.locator("[data-indicator='dinh_danh.kich_hoat']").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /kích hoạt/ }).waitFor();
    await page.getByRole("combobox", { name: "Đơn vị" }).click();
    await page.keyboard.type("thoi binh");
    const both = page.getByRole("listbox", { name: "Đơn vị" }).getByRole("option");
    await both.nth(1).waitFor();
    assert.equal(await both.count(), 2, "the phường of today and the one that ended");
    assert.match(await text(both.nth(1)), /đã kết thúc/);
    await page.keyboard.press("Enter");
    await reads(left, /41\.986/);
  });
  await check("meaning: within the boundaries of then nothing is said of before it was", async () => {
    await reads(remarks, /có từ 01\/11\/2024/);
    await pictures.getByRole("button", { name: "Xem bảng" }).click();
    const rows = await months();
    assert.equal(rows.length, 12);
    for (const row of rows.slice(0, 10)) assert.match(row, /– .*chưa có số/, row);
    assert.match(rows[10], /^Tháng 11\/2024 .*41\.376.*thành lập từ 4 đơn vị/);
  });
  await check("meaning: the target is the sum of the four, and says so", async () => {
    const told = await reads(left, /Chỉ tiêu giao/);
    assert.match(told, /42\.400 tài khoản · Năm 2024/);
    assert.ok(told.includes("cộng chỉ tiêu của 4 đơn vị trước sắp xếp"), told);
    assert.match(told, /Đạt 99,02 %, còn 414/);
  });
  await look("meaning-then");

  await check("meaning: within the boundaries of today the months before November are sums of four", async () => {
    await lookWithin("Địa giới hiện nay");
    await page.waitForFunction(() => !document.querySelector("[aria-label='Xem bảng']")?.textContent?.includes("chưa có số"));
    const rows = await months();
    for (const row of rows.slice(0, 10)) assert.ok(row.includes(OLD_UNITS), row);
    for (const row of rows.slice(10)) assert.ok(!row.includes(OLD_UNITS), row);
    assert.match(rows[9], /^Tháng 10\/2024 .*40\.719/);
    assert.ok(!(await text(remarks)).includes("có từ 01/11/2024"));
  });
  await check("meaning: the picture says the same, with its event", async () => {
    await pictures.getByRole("button", { name: "Xem hình" }).click();
    const picture = pictures.getByRole("img", { name: /12 kỳ/ });
    assert.match(await picture.getAttribute("aria-label"), /35\.455.*41\.986.*Tháng 11\/2024: thành lập từ 4 đơn vị/);
    assert.equal(await picture.locator("circle.dot").count(), 12);
    assert.equal(await picture.getByText(/^T\d+\/24$/).count(), 12, "each month is named on the axis");
  });
  await look("meaning-now");

  await check("meaning: a target without its document is not taken", async () => {
    await page.keyboard.press("Control+g");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/Đang dùng 42\.400: cộng chỉ tiêu của 4 đơn vị/).waitFor();
    await dialog.getByRole("textbox", { name: "Số giao" }).fill("bốn vạn");
    await page.keyboard.press("Control+Enter");
    await dialog.getByText("Ghi văn bản giao", { exact: true }).waitFor();
  });
  await check("meaning: a figure that is none is refused in words, and nothing is lost", async () => {
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Văn bản giao" }).fill("Kế hoạch 310/KH-UBND ngày 20/11/2024");
    await page.keyboard.press("Control+Enter");
    assert.match(await text(dialog.getByRole("alert")), /[a-zà-ỹ]{2,} .*Mã lỗi: \w+/s);
    assert.equal(await dialog.getByRole("textbox", { name: "Số giao" }).inputValue(), "bốn vạn");
  });
  await look("target");
  await check("meaning: its own target takes the place of the sum, with both deadlines", async () => {
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Số giao" }).fill("43.500");
    await dialog.getByRole("textbox", { name: "Hạn của cấp trên" }).fill("31/3/2025");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    const told = await reads(left, /43\.500 tài khoản/);
    assert.match(told, /Kế hoạch 310\/KH-UBND ngày 20\/11\/2024(?!, )/, "its day is said once");
    assert.match(told, /Trung ương 31\/03\/2025/);
    assert.ok(!told.includes("cộng chỉ tiêu"), told);
  });
  await check("meaning: a document that is not in force yet waits beside it, by the day in its words", async () => {
    await page.keyboard.press("Control+g");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Số giao" }).fill("44000");
    await dialog.getByRole("textbox", { name: "Văn bản giao" }).fill("Kế hoạch 330/KH-UBND");
    await dialog.getByRole("textbox", { name: "Ngày văn bản" }).fill("20/12/2024");
    assert.match(await text(dialog.getByRole("status")), /các lần trước vẫn giữ trong sổ.*ra sau 14\/12\/2024/);
    await dialog.getByRole("textbox", { name: "Văn bản giao" }).fill("Kế hoạch 330/KH-UBND ngày 20 tháng 12 năm 2024");
    await dialog.getByRole("textbox", { name: "Ngày văn bản" }).fill("");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    const told = await reads(left, /Có chỉ tiêu mới hơn: 44\.000/);
    assert.match(told, /43\.500 tài khoản/);
    assert.match(told, /2 lần giao/);
  });
  await look("target-newer");
  await check("meaning: undone, the sum of the four is the target again", async () => {
    await left.click({ position: { x: 4, y: 4 } });
    await page.keyboard.press("Control+z");
    await page.waitForFunction(() => !document.body.textContent.includes("Có chỉ tiêu mới hơn"));
    await page.keyboard.press("Control+z");
    const told = await reads(left, /cộng chỉ tiêu của 4 đơn vị/);
    assert.ok(told.includes(KEPT), told);
  });
  await check("meaning: an old unit keeps its figures until its last day, and has none after", async () => {
    await lookWithin("Địa giới tại thời điểm báo cáo");
    await page.getByRole("combobox", { name: "Đơn vị" }).click();
    await page.keyboard.type("an nghiep");
    await page.keyboard.press("Enter");
    await reads(left, /Chỉ tiêu giao .*5\.600 tài khoản/);
    await pictures.getByRole("button", { name: "Xem bảng" }).click();
    const rows = await months();
    assert.match(rows[9], /^Tháng 10\/2024 .*5\.377/);
    for (const row of rows.slice(10)) assert.match(row, /– .*chưa có số/, row);
    await pictures.getByRole("button", { name: "Xem hình" }).click();
  });
  await look("meaning-ended");
}
