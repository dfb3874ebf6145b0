import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { hands } from "./hands.mjs";

/**
 * Which report is made and of whom: a week, one unit, its tasks, the ranking, a workbook; and on the screen of what was
 * handed in, the record that both sides sign. Begins on the overview of the example book.
 */
export async function reports({ page, folder, check, look }) {
  const { press, text, type, until } = hands(page);
  const drawn = () => page.locator("[data-page] canvas").first().waitFor({ timeout: 30_000 });
  const title = () => text(page.locator("h1"));
  const about = page.getByRole("combobox", { name: "Nói về" });

  await check("reports: the report on one unit is asked for by its name", async () => {
    await page.getByLabel("Kỳ báo cáo").selectOption("2024-Q1");
    await press("Alt+4");
    await drawn();
    await about.click();
    await type("thoi an dong");
    await press("Enter");
    await until(title, /quý\sI năm 2024 của phường Thới An Đông/, "the unit's report");
    await drawn();
  });
  await look("reports-unit");
  await check("reports: what is written for the unit stands in its report alone", async () => {
    await page.locator("[data-section='next_tasks']").click();
    const field = page.locator("textarea").first();
    await field.fill("Phường cử cán bộ trực tại từng khu vực.");
    await press("Control+Enter");
    await page.getByText("đã giữ trong sổ").first().waitFor();
    await about.click();
    await type("toàn bộ");
    await press("Enter");
    await until(title, /trên địa bàn quận Bình Thủy/, "the whole book's report");
    await page.locator("[data-section='next_tasks']").click();
    assert.ok(!(await page.locator("textarea").first().inputValue()).includes("trực tại từng khu vực"));
  });
  await check("reports: tasks and ranking are chosen beside it", async () => {
    await page.getByRole("button", { name: "Tiến độ nhiệm vụ" }).click();
    await until(title, /tiến độ thực hiện nhiệm vụ Đề án 06, tính đến ngày 14 tháng 3 năm 2024/i, "tasks");
    await page.getByRole("button", { name: "Xếp hạng" }).click();
    await until(title, /kết quả tài khoản định danh điện tử đã kích hoạt/i, "the ranking");
    await page.getByRole("combobox", { name: "Theo chỉ tiêu" }).click();
    await type("truc tuyen");
    await press("Enter");
    await until(title, /tiếp nhận trực tuyến/, "another indicator");
    await drawn();
  });
  await look("reports-ranking");
  await check("reports: Ctrl+Shift+E saves a workbook", async () => {
    await press("Control+Shift+E");
    const field = page.getByLabel("Đường dẫn của tệp");
    await field.fill(path.join(folder, "xep-hang.xlsx"));
    await field.press("Enter");
    await page.getByText(/Đã lưu báo cáo vào/).waitFor();
    assert.equal(readFileSync(path.join(folder, "xep-hang.xlsx")).subarray(0, 2).toString(), "PK");
  });
  await check("reports: Ctrl+P on what was handed in gives the record of a unit, and of all", async () => {
    await press("Alt+3");
    await page.getByRole("group", { name: "Cách xem số liệu" }).getByRole("button", { name: /Nộp/ }).click();
    await page.getByRole("group", { name: "Loại kỳ" }).getByRole("button", { name: "Quý" }).click();
    const cell = page.getByRole("gridcell", { name: /^Phường An Thới, Quý I\/2024/ });
    await cell.click();
    await press("Control+p");
    await page.getByRole("heading", { level: 2, name: /Biên bản giao nhận số liệu Đề án 06 quý I năm 2024 giữa Ủy ban nhân dân phường An Thới/ }).waitFor();
    await drawn();
  });
  await look("reports-record");
  await check("reports: the record of all units is one choice away, Escape gives the table back", async () => {
    await page.getByRole("button", { name: "Mọi đơn vị" }).click();
    await page.getByRole("heading", { level: 2, name: "Biên bản giao nhận số liệu Đề án 06 quý I năm 2024", exact: true }).waitFor();
    await press("Escape");
    await page.getByRole("grid").waitFor();
    await until(() => page.evaluate(() => document.activeElement?.dataset.place), "matrix", "the cell");
  });
}
