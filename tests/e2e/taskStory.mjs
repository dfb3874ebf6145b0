// Tasks on the book of the example, through the engine: what is given, read, moved, found and counted.
import assert from "node:assert/strict";

import { hands } from "./hands.mjs";

/** Begins on the overview of a new book of quận Bình Thủy, on Monday 18/03/2024. */
export async function taskStory({ page, check, look }) {
  const { press, text } = hands(page);
  const nav = (name) => page.getByRole("navigation").getByRole("button", { name });
  const grid = page.locator("[data-place=tasks]");
  const pane = page.getByRole("complementary", { name: "Chi tiết nhiệm vụ" });
  const PLAN = /Ban hành Kế hoạch triển khai Đề án 06/;

  await check("today: what is late and who waits for an answer", async () => {
    await page.getByRole("tab", { name: /^Quá hạn 1$/ }).waitFor();
    await page.getByRole("tab", { name: /^Chờ xác nhận \d+$/ }).click();
    await page.getByRole("tabpanel").getByRole("button", { name: PLAN }).first().waitFor();
  });
  await check("today: one is confirmed from there, and the count falls by one", async () => {
    const tab = page.getByRole("tab", { name: /^Chờ xác nhận/ });
    const before = Number(/\d+/.exec(await text(tab))[0]);
    await page.getByRole("button", { name: /^Xác nhận: Ban hành Kế hoạch/ }).first().click();
    await page.getByRole("tab", { name: `Chờ xác nhận ${before - 1}` }).waitFor();
  });
  await check("tasks: the other is returned with a question, and undone", async () => {
    await page.getByRole("tabpanel").getByRole("button", { name: PLAN }).first().click();
    await pane.getByRole("button", { name: "Trả lại…" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Gửi lại bản có số văn bản?");
    await press("Control+Enter");
    await pane.getByText("Gửi lại bản có số văn bản?").waitFor();
    await press("Control+z");
    await pane.getByText("Gửi lại bản có số văn bản?").waitFor({ state: "detached" });
  });
  await check("tasks: a task is given to all units by the keyboard, and its wording is read while it is typed", async () => {
    await press("Escape", "Control+n");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await page.keyboard.type("Rà soát tài khoản chưa kích hoạt");
    await dialog.getByLabel("Thời hạn (nguyên văn)").fill("hoàn thành trước ngày 29-3-2024");
    await dialog.getByText(/28\/03\/2024/).waitFor();
    await dialog.getByRole("button", { name: /^8 đơn vị$/ }).first().click();
    await press("Control+Enter");
    await pane.getByRole("heading", { name: "Rà soát tài khoản chưa kích hoạt" }).waitFor();
    assert.match(await text(pane), /thứ Năm 28\/03\/2024.*Đơn vị 0\/8/s);
  });
  await check("tasks: its reading is corrected, its deadline is moved by Ctrl+L, and the history keeps both", async () => {
    await pane.getByRole("button", { name: "Sửa", exact: true }).click();
    await pane.getByLabel("Nguyên văn").fill("trong tháng 3/2024");
    await pane.getByText(/31\/03\/2024/).first().waitFor();
    await press("Enter");
    await pane.getByText("“trong tháng 3/2024”").waitFor();
    await press("Control+l");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Hạn mới").fill("05/04/2024");
    await dialog.getByLabel(/^Lý do/).fill("chờ số của Công an");
    await press("Control+Enter");
    await pane.getByText("chờ số của Công an").waitFor();
    assert.match(await text(pane), /31\/03\/2024 hạn gốc.*05\/04\/2024/s);
  });
  await check("tasks: it is found without marks", async () => {
    await press("Escape");
    await grid.focus();
    await press("Control+f");
    await page.keyboard.type("tai khoan chua kich hoat");
    await page.waitForFunction(() => document.querySelectorAll("[data-task]").length === 1);
    await press("Escape");
  });
  await check("tasks: two are ticked and get a person in charge with one operation", async () => {
    await grid.focus();
    await press("Home", "ArrowDown", "Shift+ArrowDown");
    await page.getByRole("toolbar").getByRole("button", { name: "Người theo dõi" }).click();
    await page.getByRole("dialog").getByLabel("Người theo dõi").fill("Cán bộ tổng hợp 2");
    await press("Control+Enter");
    await page.getByText("Đã sửa 2 nhiệm vụ").waitFor();
    await press("Escape", "Control+5");
    await page.getByRole("row", { name: /Cán bộ tổng hợp 2/ }).waitFor();
    assert.match(await text(page.getByRole("row", { name: /Cán bộ tổng hợp 2/ })), /Cán bộ tổng hợp 2 2 /);
  });
  await look("tasks-engine-persons");
  await check("tasks: the matrix counts by unit, and Enter opens the unit's part", async () => {
    await press("Control+3");
    const cell = page.locator("td[data-place=task-matrix]");
    await cell.waitFor();
    await cell.focus();
    await press("Enter");
    await pane.waitFor();
    await press("Escape");
  });
  await look("tasks-engine-matrix");
  await check("tasks: the calendar has the deadline on its day", async () => {
    await press("Control+2");
    await page.locator("[data-day='2024-03-18']").focus();
    await press("PageDown");
    await page.locator("[data-day='2024-04-05']", { hasText: "Rà soát tài khoản" }).waitFor();
  });
  await look("tasks-engine-calendar");
  await check("tasks: Ctrl+K finds it and opens it", async () => {
    await press("Control+k");
    await page.getByRole("combobox", { name: "Tìm trong nhiệm vụ" }).fill("chua kich hoat");
    await page.getByRole("listbox", { name: "Tìm trong nhiệm vụ" }).getByRole("option", { name: /Rà soát tài khoản/ }).waitFor();
    await press("Enter");
    await pane.getByRole("heading", { name: "Rà soát tài khoản chưa kích hoạt" }).waitFor();
    await press("Escape", "Control+1");
  });
  await check("tasks: the figures of the overview and of the list agree", async () => {
    await nav("Tổng quan").click();
    const words = await text(page.locator(".status"));
    const counts = [...words.matchAll(/(\d+) (?:Quá hạn|Sắp đến hạn|Trong hạn|Xong đúng hạn|Xong quá hạn|Đã hoàn thành|Chưa bắt đầu|Không thời hạn|Tạm dừng|Hủy)/g)].reduce((sum, found) => sum + Number(found[1]), 0);
    assert.equal(counts, Number(/^(\d+) nhiệm vụ/.exec(words)[1]));
  });
}
