import assert from "node:assert/strict";

/**
 * The views of figures in an open example book: list, page of an indicator, submissions, closing.
 * Written for quận Bình Thủy of March 2024; it asks for what any book of the example has.
 */
export async function figures({ page, check, look }) {
  const nav = (name) => page.getByRole("navigation").getByRole("button", { name });
  const view = (name) => page.getByRole("group", { name: "Cách xem số liệu" }).getByRole("button", { name });
  const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();
  const fits = async () => {
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll(".head, .bar, .pane-head")]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.textContent?.slice(0, 60)),
    );
    assert.deepEqual(cut, []);
  };

  await check("figures: Ctrl+2 shows the indicators, found without diacritics", async () => {
    await nav("Số liệu").click();
    await page.keyboard.press("Control+2");
    await page.locator("[data-indicator='dinh_danh.kich_hoat']").waitFor();
    await page.keyboard.press("Control+f");
    await page.keyboard.type("kich hoat");
    await page.waitForFunction(() => document.querySelectorAll(".name[data-indicator]").length < 6);
    await page.keyboard.press("Escape");
  });
  await check("figures: Space tells the words of an indicator through time", async () => {
    await page.locator("[data-indicator='dinh_danh.kich_hoat']").focus();
    await page.keyboard.press("Space");
    await page.getByRole("complementary", { name: "Chi tiết chỉ tiêu" }).getByText("Tên và định nghĩa theo thời gian").waitFor();
  });
  await look("indicators");
  await check("figures: Enter opens the page; the figure keeps its qualifier and its day", async () => {
    await page.locator("[data-indicator='dinh_danh.kich_hoat']").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /kích hoạt/ }).waitFor();
    assert.match(await text(page.getByRole("region", { name: "Số hiện tại" })), /trên 92\.400 .*đến 22\/02\/2024/);
  });
  await check("figures: the ranking is 1, 2, 3 … and sets the unranked apart", async () => {
    const ranks = await page.locator("[data-place^='rank-']").evaluateAll((names) =>
      names.map((name) => name.closest("tr").querySelector("td").textContent.trim()));
    const numbers = ranks.filter((rank) => rank !== "–").map(Number);
    assert.ok(numbers.length > 0 && numbers.every((rank, index) => rank <= index + 1), ranks.join());
    assert.ok(ranks.slice(numbers.length).every((rank) => rank === "–"), ranks.join());
  });
  await check("figures: the trend has a sentence and a table", async () => {
    assert.match(await page.getByRole("img", { name: /kỳ/ }).first().getAttribute("aria-label"), /\d+ kỳ/);
    await page.getByRole("button", { name: "Xem bảng" }).click();
    await page.getByRole("region", { name: "Xem bảng" }).getByRole("row").nth(1).waitFor();
    await page.getByRole("button", { name: "Xem hình" }).click();
  });
  await check("figures: another unit is chosen without diacritics", async () => {
    await page.getByRole("combobox", { name: "Đơn vị" }).click();
    await page.keyboard.type("an thoi");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("[role=combobox]")?.value.includes("An Thới"));
  });
  await look("indicator-page");
  await check("the ranking of its units is a report: Ctrl+P lays it out", async () => {
    await page.keyboard.press("Control+p");
    await page.getByRole("heading", { name: /^Báo cáo kết quả tài khoản/ }).waitFor();
    await page.getByText("2 trang").first().waitFor();
    await page.locator("canvas").first().waitFor();
    await page.waitForFunction(() => document.querySelector("canvas")?.getBoundingClientRect().height > 300);
    await page.getByRole("button", { name: /^Lưu Word/ }).waitFor();
  });
  await look("rank-paper");
  await check("in it Ctrl+E tells its quick report, and no table's menu opens", async () => {
    await page.keyboard.press("Control+e");
    const dialog = page.getByRole("dialog", { name: "Báo cáo nhanh" });
    await dialog.getByText(/^BÁO CÁO NHANH/).waitFor();
    assert.equal(await page.getByRole("menu").count(), 0);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("heading", { name: /^Báo cáo kết quả tài khoản/ }).waitFor();
  });
  await check("and Esc leads back to the indicator", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Báo cáo xếp hạng/ }).waitFor();
    await page.getByRole("heading", { name: /^Báo cáo kết quả tài khoản/ }).waitFor({ state: "detached" });
    await page.keyboard.press("Control+e");
    await page.getByRole("menu").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
  });
  await check("figures: Alt+← comes back to the row", async () => {
    await page.keyboard.press("Alt+ArrowLeft");
    await page.waitForFunction(() => document.activeElement?.dataset.indicator === "dinh_danh.kich_hoat");
    await page.keyboard.press("Escape");
  });

  await check("figures: the matrix names each cell and is walked by keys", async () => {
    await view("Nộp số liệu").click();
    const cell = page.locator("td[data-place=matrix]");
    await cell.focus();
    const before = await cell.getAttribute("aria-label");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((label) => document.activeElement?.getAttribute("aria-label") !== label, before);
    assert.match(await cell.getAttribute("aria-label"), /^.+, .+: .+/);
  });
  await check("figures: submitted is never more than expected", async () => {
    const sums = await page.locator("tfoot td").allInnerTexts();
    const pairs = sums.map((sum) => /^([\d.]+)\s*\/\s*([\d.]+)$/.exec(sum.trim())).filter(Boolean);
    assert.ok(pairs.length > 0);
    for (const [, done, of] of pairs) assert.ok(Number(done.replaceAll(".", "")) <= Number(of.replaceAll(".", "")));
  });
  await look("submissions");

  await check("figures: closing shows its control totals and asks with a question", async () => {
    await view("Chốt số liệu").click();
    await page.getByRole("heading", { name: "Tổng kiểm soát" }).waitFor();
    const open = page.getByRole("button", { name: "Mở kỳ" });
    if (await open.isVisible()) await open.click();
    await page.getByRole("button", { name: /^Chốt số liệu…/ }).click();
    assert.match(await text(page.getByRole("dialog").getByRole("heading")), /^Chốt số liệu .+\?$/);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
  await look("closing");
  await check("figures: nothing of the heads is cut off at 1093 × 614", async () => {
    await page.setViewportSize({ width: 1093, height: 614 });
    for (const key of [1, 2, 3, 4]) {
      await page.keyboard.press(`Control+${key}`);
      await page.waitForTimeout(300);
      await fits();
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  });
}
