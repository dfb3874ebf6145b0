// A body's part in a task on the real engine: claim, pause, extension, occurrence; by the mouse and by keys, looked at twice, taken back.
import assert from "node:assert/strict";

import { hands } from "./hands.mjs";

/** Begins anywhere in a book of quận Bình Thủy on Monday 18/03/2024. */
export async function partStory({ page, check, look }) {
  const { press, type, text, until, ask, takenBack, pick } = hands(page);
  const grid = page.locator("[data-place=tasks]");
  const pane = page.getByRole("complementary", { name: "Chi tiết nhiệm vụ" });
  const dialog = page.getByRole("dialog");
  const section = (name) => pane.locator("section", { has: page.getByRole("heading", { name, exact: true }) });
  const row = async (number) => (await ask("tasks", { as_of: null, baseline: null })).groups.flatMap(({ tasks }) => tasks).find((task) => task.number === number);
  const detail = (id) => ask("task", { id, as_of: null });

  await press("Alt+2");
  await grid.waitFor();
  const { id } = await row("NV-001");
  const part = async () => (await detail(id)).assignments.find(({ body_name }) => body_name.includes("Thới An Đông"));
  const stand = async () => {
    const { state, work_state, claim, note, last_day } = await part();
    return [state, work_state, claim, note, last_day];
  };

  await check("part: reported done by keys; withdrawn by the mouse", async () => {
    await press("Control+f");
    await page.getByRole("searchbox", { name: "Lọc, không cần dấu" }).fill("NV-001");
    await until(() => page.locator("[data-task]").count(), 1);
    await press("Enter", "ArrowDown", "ArrowDown", "Enter");
    await pane.getByRole("heading", { level: 2, name: /Ban hành Kế hoạch/ }).waitFor();
    await pane.getByRole("button", { name: /Thới An Đông/ }).focus();
    await press("Enter");
    await takenBack(stand, async () => {
      await section("Hoàn thành").getByRole("button", { name: "Ghi hoàn thành" }).focus();
      await press("Enter");
      await dialog.waitFor();
      await type("14/3/2024");
      await press("Tab");
      await type("15/KH-UBND");
      await look("part-claim");
      await press("Control+Enter");
      await until(async () => [(await part()).state, (await part()).claim?.evidence], ["done_on_time", "15/KH-UBND"]);
      await takenBack(stand, async () => {
        await section("Hoàn thành").getByRole("button", { name: "Rút báo cáo hoàn thành" }).click();
        await until(async () => (await part()).claim, null);
      }, { by: "mouse" });
    });
  });
  await check("part: paused by keys with a reason, and goes on by the mouse", async () => {
    await takenBack(stand, async () => {
      await section("Hoàn thành").getByTitle("Tạm dừng, hủy").focus();
      await press("Enter");
      await page.getByRole("menuitem", { name: "Tạm dừng" }).waitFor();
      await page.waitForTimeout(60);
      await press("Enter");
      await dialog.waitFor();
      await type("chờ con dấu mới");
      await press("Control+Enter");
      await until(async () => [(await part()).state, (await part()).note], ["paused", "chờ con dấu mới"]);
      await takenBack(stand, async () => {
        await pick("Tạm dừng, hủy", "Tiếp tục");
        await until(async () => (await part()).work_state, "open");
      }, { by: "mouse" });
    });
  });
  const steps = async () => [(await detail(id)).extensions, ...(await stand())];
  await check("extension: asked for one body by keys, granted by the mouse; the day moves, the others' does not", async () => {
    const others = async () => (await detail(id)).assignments.filter(({ body_name }) => !body_name.includes("Thới An Đông")).map(({ last_day }) => last_day);
    const before = await others();
    await takenBack(steps, async () => {
      await press("Control+l");
      await dialog.waitFor();
      await type("25/3/2024");
      await press("Tab", "Tab");
      await type("đang xin ý kiến");
      await dialog.getByRole("radio", { name: /Thới An Đông/ }).press("Space");
      await dialog.getByRole("radio", { name: /chờ duyệt/ }).press("Space");
      await look("part-extend");
      await press("Control+Enter");
      await section("Lịch sử thời hạn").getByText("Chờ duyệt").waitFor();
      assert.equal((await part()).last_day, "2024-03-14");
      await section("Lịch sử thời hạn").getByRole("button", { name: "Duyệt", exact: true }).click();
      await dialog.locator("button[type=submit]").click();
      await until(async () => (await part()).last_day, "2024-03-25");
      assert.deepEqual(await others(), before);
      assert.equal((await part()).state, "due_soon");
    }, { by: "mouse", steps: 2 });
  });
  await check("extension: another is refused by keys with an answer, and the day stays", async () => {
    await takenBack(steps, async () => {
      await press("Control+l");
      await dialog.waitFor();
      await type("30/3/2024");
      await press("Tab", "Tab");
      await type("thiếu người");
      await dialog.getByRole("radio", { name: /chờ duyệt/ }).press("Space");
      await press("Control+Enter");
      await section("Lịch sử thời hạn").getByRole("button", { name: "Không duyệt" }).focus();
      await press("Enter");
      await dialog.waitFor();
      await type("đã quá hạn, làm ngay");
      await press("Control+Enter");
      await section("Lịch sử thời hạn").getByText(/đã quá hạn, làm ngay/).waitFor();
      assert.equal((await part()).last_day, "2024-03-14");
    }, { steps: 2 });
  });

  await check("recurring: periods by arrows and by the mouse; one body reports one of them, the others stay", async () => {
    await press("Control+f", "Escape", "Control+n");
    await dialog.waitFor();
    await type("Gửi báo cáo tháng");
    await dialog.getByLabel("Thời hạn (nguyên văn)").fill("hằng tháng trước ngày 20");
    await dialog.getByText(/định kỳ/).first().waitFor();
    await dialog.getByRole("button", { name: /^8 đơn vị$/ }).first().press("Enter");
    await press("Control+Enter");
    await pane.getByRole("heading", { name: "Gửi báo cáo tháng" }).waitFor();
    const made = (await ask("tasks", { as_of: null, baseline: null })).groups.flatMap(({ tasks }) => tasks).find(({ title }) => title === "Gửi báo cáo tháng");
    const claims = async () => (await detail(made.id)).assignments.filter(({ claim }) => claim !== null).map(({ occurrence_name, body_name }) => [occurrence_name, body_name]);
    const periods = pane.getByRole("radiogroup", { name: "Các kỳ" });
    const chosen = () => text(section("Các kỳ").locator(".sub .mute").first());
    await periods.getByRole("radio", { checked: true }).focus();
    const begin = await chosen();
    await press("End");
    const count = await periods.getByRole("radio").count();
    if (count > 1) await until(async () => (await chosen()) !== begin || count === 1, true);
    await look("part-recurring");
    await takenBack(claims, async () => {
      await periods.getByRole("radio").first().click();
      const name = await chosen();
      await section("Hoàn thành").getByRole("button", { name: "Ghi hoàn thành" }).click();
      await dialog.locator("button[type=submit]").click();
      await dialog.waitFor({ state: "detached" });
      await until(async () => (await claims()).length, 1);
      assert.equal((await claims())[0][0], name);
    });
    await press("Control+z");
    await until(async () => (await ask("tasks", { as_of: null, baseline: null })).groups.flatMap(({ tasks }) => tasks).some(({ id }) => id === made.id), false);
  });
}
