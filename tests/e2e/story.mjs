import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

const EVIDENCE = "Biên bản rà soát ngày 18/3";
const AN_THOI = "31177";
const INDICATOR = "dinh_danh.kich_hoat";

/** A morning in quận Bình Thủy, mid-March 2024. */
export async function story({ page, url, folder, check, look, restart }) {
  const book = path.join(folder, "mẫu.so06");
  const nav = (name) => page.getByRole("navigation").getByRole("button", { name });
  const cell = page.locator(`[role=gridcell][data-body="${AN_THOI}"][data-indicator="${INDICATOR}"]`);
  const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();
  const reads = async (locator, wanted) => {
    await assert.doesNotReject(
      () => expectText(locator, wanted),
      `wanted “${wanted}”`,
    );
  };
  const expectText = async (locator, wanted) => {
    const until = Date.now() + 5000;
    let seen = "";
    while (Date.now() < until) {
      seen = await text(locator);
      if (seen === wanted || (wanted instanceof RegExp && wanted.test(seen))) return;
      await page.waitForTimeout(50);
    }
    throw new Error(`“${seen}” is shown, not ${wanted}`);
  };
  const answerPath = async (value) => {
    const field = page.getByLabel("Đường dẫn của tệp");
    await field.fill(value);
    await field.press("Enter");
  };

  await page.goto(url);
  await check("start: the page opens in Vietnamese", async () => {
    await page.getByRole("heading", { name: "Sổ mở gần đây" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "vi");
  });
  await check("start: a unit is found without diacritics", async () => {
    await page.getByRole("combobox").fill("binh thuy");
    await page.getByRole("option", { name: /Bình Thủy/ }).first().waitFor();
  });
  await look("start");
  await check("start: a file that is not there is told in a sentence", async () => {
    await page.getByRole("combobox").fill("");
    await page.getByRole("button", { name: /Mở sổ đã có/ }).click();
    await answerPath(path.join(folder, "khong-co.so06"));
    assert.match(await text(page.getByRole("alert")), /[a-zà-ỹ]{2,} .*Mã lỗi: \w+/s);
  });

  await check("the example book opens on the overview", async () => {
    await page.locator("[data-example=binh-thuy-2024]").click();
    await answerPath(book);
    await page.getByRole("heading", { level: 1, name: /18\/03\/2024/ }).waitFor();
  });
  await check("overview: “trên 98.000” and “trên 92.400” as of 22/02/2024", async () => {
    for (const figure of ["98.000", "92.400"]) {
      const row = page.getByRole("row").filter({ has: page.getByText(figure, { exact: true }) }).first();
      assert.match(await text(row), new RegExp(`trên ${figure.replace(".", "\\.")}.*22/02/2024`));
    }
  });
  await check("overview: the day of the example is said in the foot", async () => {
    await page.getByText("Xem tại ngày 18/03/2024").waitFor();
  });
  await look("overview");

  const checklist = page.locator("aside li").filter({ has: page.locator("input[type=checkbox]") });
  const openTask = async () => {
    await nav("Nhiệm vụ").click();
    await page.locator("[data-task]", { hasText: "Ban hành Kế hoạch triển khai Đề án 06" }).first().click();
    await checklist.first().waitFor();
  };
  await check("tasks: the wording and the last day that was read from it", async () => {
    await openTask();
    const pane = page.getByRole("complementary");
    assert.match(await text(pane), /“trước ngày 15\/3\/2024”.*14\/03\/2024.*15\/03\/2024/s);
  });
  await check("tasks: an item is ticked with its evidence", async () => {
    const item = checklist.first();
    await item.getByRole("button", { name: /^Minh chứng/ }).click();
    await item.getByRole("textbox").fill(EVIDENCE);
    await item.getByRole("textbox").press("Enter");
    await item.getByText(EVIDENCE).waitFor();
    assert.equal(await item.getByRole("checkbox").isChecked(), true);
  });
  await check("tasks: an item is ticked by the space bar alone", async () => {
    const box = checklist.nth(1).getByRole("checkbox");
    await box.focus();
    await page.keyboard.press("Space");
    await page.waitForFunction((input) => input.parentElement.classList.contains("on"), await box.elementHandle());
  });
  await check("tasks: the filter finds without diacritics", async () => {
    await page.keyboard.press("Control+f");
    await page.keyboard.type("dich vu cong thiet yeu");
    await page.waitForFunction(() => document.querySelectorAll("[data-task]").length === 1);
    await page.keyboard.press("Escape");
  });
  await look("tasks");

  await check("counts: a value is typed, kept and shown", async () => {
    await nav("Số liệu").click();
    await cell.click();
    await page.keyboard.type("17301");
    await page.keyboard.press("Enter");
    await reads(cell, "17.301");
  });
  await check("counts: −1 is refused in Vietnamese and the old value stays", async () => {
    await cell.click();
    await page.keyboard.type("-1");
    await page.keyboard.press("Enter");
    const remark = page.locator(".remark.refused");
    await remark.waitFor();
    assert.match(await text(remark), /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i);
    assert.equal(await text(cell), "17.301");
  });
  await check("counts: Escape leaves the value as it was", async () => {
    await cell.click();
    await page.keyboard.press("F2");
    await page.keyboard.type("999");
    await page.keyboard.press("Escape");
    assert.equal(await text(cell), "17.301");
  });
  await check("counts: the history of the cell names the new value", async () => {
    await page.getByRole("region", { name: "Lịch sử ô" }).getByText("17.301").first().waitFor();
  });
  await look("counts");

  await check("report: the preview draws its first page", async () => {
    await nav("Báo cáo").click();
    await page.locator("[data-page] canvas").first().waitFor({ timeout: 30_000 });
    const dark = await page.locator("[data-page] canvas").first().evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at] < 128 && data[at + 3] > 0) count += 1;
      return count;
    });
    assert.ok(dark > 1000, `${dark} dark pixels`);
  });
  await check("report: the sections are listed with their pages", async () => {
    assert.ok((await page.locator("[data-section]").count()) >= 5);
  });
  await check("report: a text is written and kept", async () => {
    await page.locator("[data-section][aria-expanded]").first().click();
    const field = page.locator("textarea").first();
    await field.fill(`${await field.inputValue()} Quận giao Văn phòng đôn đốc hằng tuần.`);
    await field.press("Control+Enter");
    await page.getByText("đã giữ trong sổ").first().waitFor();
  });
  await check("report: a change renews the pages without losing the place", async () => {
    const desk = page.locator("[role=region]:has([data-page])");
    await desk.evaluate((element) => (element.scrollTop = element.querySelector("[data-page='2']").offsetTop + 40));
    const place = await desk.evaluate((element) => element.scrollTop);
    const drawn = await page.locator("[data-page='2'] canvas").elementHandle();
    const field = page.locator("textarea").first();
    await field.fill(`${await field.inputValue()} Báo cáo trước ngày 20.`);
    await field.press("Control+Enter");
    await page.waitForFunction((canvas) => !canvas.isConnected, drawn);
    assert.equal(await desk.evaluate((element) => element.scrollTop), place);
  });
  await look("report");
  await check("report: the PDF is saved", async () => {
    const pdf = path.join(folder, "báo cáo.pdf");
    await page.getByRole("button", { name: "Lưu PDF" }).click();
    await answerPath(pdf);
    await page.getByText(/Đã lưu báo cáo vào/).waitFor();
    assert.equal(readFileSync(pdf).subarray(0, 5).toString("latin1"), "%PDF-");
  });
  await check("journal: each step is a row", async () => {
    await nav("Nhật ký").click();
    await page.getByRole("row").nth(4).waitFor();
  });
  await look("journal");

  await restart();
  await page.reload();
  await check("after a kill and a restart the book opens from the recent list", async () => {
    await page.getByRole("button", { name: /mẫu\.so06/ }).click();
    await page.getByRole("heading", { level: 1, name: /18\/03\/2024/ }).waitFor();
  });
  await check("the tick and its evidence are still there", async () => {
    await openTask();
    await checklist.first().getByText(EVIDENCE).waitFor();
    assert.equal(await checklist.first().getByRole("checkbox").isChecked(), true);
  });
  await check("the value is still there", async () => {
    await nav("Số liệu").click();
    await reads(cell, "17.301");
  });
  await check("undo takes back a new value, redo brings it again", async () => {
    await cell.click();
    await page.keyboard.type("17500");
    await page.keyboard.press("Enter");
    await reads(cell, "17.500");
    await page.keyboard.press("Control+z");
    await reads(cell, "17.301");
    await page.keyboard.press("Control+y");
    await reads(cell, "17.500");
  });
  await check("narrow: nothing is cut off at 1024 × 700", async () => {
    await page.setViewportSize({ width: 1024, height: 700 });
    for (const name of ["Tổng quan", "Nhiệm vụ", "Số liệu", "Báo cáo", "Nhật ký"]) {
      await nav(name).click();
      await page.waitForTimeout(200);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("button, input, select, h1")]
          .filter((element) => !element.closest(".scroll, .unseen") && element.checkVisibility())
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 120)),
      );
      assert.deepEqual(cut, [], name);
    }
  });
}
