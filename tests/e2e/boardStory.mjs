// The list of tasks on the real engine: each thing once by the mouse and once by keys, looked at a second time, taken back.
import assert from "node:assert/strict";

import { hands } from "./hands.mjs";

/** Begins on the overview of a new book of quận Bình Thủy, on Monday 18/03/2024. */
export async function boardStory({ page, check, look }) {
  const { press, type, text, until, ask, takenBack, pick } = hands(page);
  const grid = page.locator("[data-place=tasks]");
  const row = (number) => page.locator(`[data-task="${number}"]`);
  const pane = page.getByRole("complementary", { name: "Chi tiết nhiệm vụ" });
  const dialog = page.getByRole("dialog");
  const chip = (name) => page.getByRole("group", { name: "Lọc theo tình trạng" }).getByRole("button", { name });
  const list = () => ask("tasks", { as_of: null, baseline: null });
  const rows = async () => (await list()).groups.flatMap(({ key, tasks }) => tasks.map((task) => ({ ...task, group: key })));
  /** Groups with the numbers in them, as the book has them. */
  const order = async () => Object.fromEntries((await list()).groups.map(({ key, tasks }) => [key, tasks.map(({ number }) => number)]));
  const at = () => page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")?.dataset.task ?? null);
  const seen = () => page.evaluate(() => [...document.querySelectorAll("[data-task]")].map((line) => line.dataset.task));
  /** Walks to a task by arrows alone. */
  const walkTo = async (number) => {
    await grid.focus();
    await press("Home");
    for (let step = 0; step < 60 && (await at()) !== number; step += 1) await press("ArrowDown");
    assert.equal(await at(), number);
  };

  const waiting = async () => (await rows()).reduce((sum, { to_confirm }) => sum + to_confirm, 0);
  await check("today: one after the other is confirmed by Enter, the keys stay in the list, and each is taken back", async () => {
    await page.getByRole("tab", { name: /^Chờ xác nhận/ }).click();
    const before = await waiting();
    assert.ok(before > 2);
    await takenBack(waiting, async () => {
      await page.getByRole("tabpanel").getByRole("button", { name: /^Xác nhận:/ }).first().focus();
      await press("Enter");
      await until(waiting, before - 1);
      await until(() => page.evaluate(() => document.activeElement?.closest("[role=tabpanel] li") !== null), true, "focus in the list");
      await press("Tab", "Enter");
      await until(waiting, before - 2);
      await page.getByRole("tab", { name: `Chờ xác nhận ${before - 2}` }).waitFor();
    }, { steps: 2 });
  });
  await press("Alt+2");
  await grid.waitFor();

  await check("list: a row is dragged below another of its group, and Hoàn tác puts it back", async () => {
    const [group, [first, second, third]] = Object.entries(await order())[0];
    await takenBack(order, async () => {
      const box = await row(third).boundingBox();
      await row(first).dragTo(row(third), { targetPosition: { x: 200, y: box.height - 4 } });
      await until(async () => (await order())[group].slice(0, 3), [second, third, first]);
      await until(async () => (await seen()).slice(0, 3), [second, third, first], "in the list");
    }, { by: "mouse" });
    await until(async () => (await seen()).slice(0, 3), [first, second, third], "in the list");
  });
  await check("list: a row is dragged into another group, at its heading", async () => {
    const groups = Object.entries(await order());
    const [[from, [moved]], [into, [begin]]] = groups;
    await takenBack(order, async () => {
      await row(begin).scrollIntoViewIfNeeded();
      const heading = grid.locator(".line.bunch").nth(1);
      await row(moved).dragTo(heading);
      await until(async () => (await order())[into][0], moved);
      assert.ok(!(await order())[from].includes(moved));
    }, { by: "mouse" });
  });
  await check("list: Alt with arrows moves the row, the cursor goes along, over the edge into the next group", async () => {
    const groups = Object.entries(await order());
    const [[from, inFrom], [into, inInto]] = groups;
    const last = inFrom.at(-1);
    const other = inFrom.at(-2);
    await walkTo(last);
    await takenBack(order, async () => {
      await press("Alt+ArrowUp");
      await until(async () => (await order())[from].slice(-2), [last, other]);
      await until(at, last, "under the cursor");
    });
    await until(at, last, "under the cursor");
    await takenBack(order, async () => {
      await press("Alt+ArrowDown");
      await until(async () => (await order())[into].slice(0, 2), [last, inInto[0]]);
      await until(at, last, "under the cursor");
    });
    await until(at, last, "under the cursor");
  });

  await check("views: one is saved by the mouse, found again in another order, and taken back", async () => {
    const saved = () => ask("saved_views", { screen: "tasks" });
    const before = await seen();
    await takenBack(saved, async () => {
      await chip(/^Chờ xác nhận/).click();
      await pick("Nhóm", { name: /theo dõi$/, role: "menuitemradio" });
      const narrowed = await seen();
      await pick("Cách xem đã lưu", "Lưu cách xem này…");
      await dialog.getByRole("textbox").fill("Chờ tôi trả lời");
      await look("views-name");
      await dialog.getByRole("button", { name: /^Lưu cách xem/ }).click();
      await dialog.waitFor({ state: "detached" });
      await until(async () => (await saved()).map(({ name }) => name), ["Chờ tôi trả lời"]);
      await chip(/^Tất cả/).click();
      await pick("Nhóm", { name: /^nhóm nhiệm vụ$/i, role: "menuitemradio" });
      await until(seen, before);
      await page.getByTitle("Cách xem đã lưu").click();
      await look("views-menu");
      await page.getByRole("menuitem", { name: "Chờ tôi trả lời" }).first().click();
      await until(seen, narrowed, "the saved view");
      assert.equal(await chip(/^Chờ xác nhận/).getAttribute("aria-pressed"), "true");
    }, { by: "mouse" });
    await chip(/^Tất cả/).click();
    await pick("Nhóm", { name: /^nhóm nhiệm vụ$/i, role: "menuitemradio" });
  });
  await check("views: the same by keys, and a view that is let go comes back by Ctrl+Z", async () => {
    const saved = () => ask("saved_views", { screen: "tasks" });
    await takenBack(saved, async () => {
      await press("Control+5");
      await pick("Cách xem đã lưu", "Lưu cách xem này…", "key");
      await type("Theo người");
      await press("Enter");
      await dialog.waitFor({ state: "detached" });
      await until(async () => (await saved()).map(({ name, spec }) => [name, JSON.parse(spec).view]), [["Theo người", "persons"]]);
      await press("Control+1");
      await pick("Cách xem đã lưu", { name: "Theo người", nth: 0 }, "key");
      await page.getByRole("group", { name: "Cách xem nhiệm vụ" }).getByRole("button", { name: "Người theo dõi", pressed: true }).waitFor();
      await press("Control+1");
      await takenBack(saved, async () => {
        await pick("Cách xem đã lưu", { name: "Theo người", nth: 1 }, "key");
        await until(async () => (await saved()).length, 0);
      });
    });
  });

  await check("search: Ctrl+K, arrows and Enter open the right task at the right body", async () => {
    await grid.focus();
    await press("Control+k");
    await type("minh hoa");
    const options = page.getByRole("listbox", { name: "Tìm trong nhiệm vụ" }).getByRole("option");
    await options.first().waitFor();
    const hits = await ask("search_tasks", { text: "minh hoa", as_of: null });
    await until(() => options.count(), hits.length);
    assert.ok(hits.length >= 2);
    await press("ArrowDown");
    const words = await text(page.locator("[role=option][aria-selected=true]"));
    const hit = hits.find(({ number, body_name }) => words.startsWith(`${number} `) && words.includes(`· ${body_name}`));
    assert.ok(hit, words);
    await look("search-hits");
    await press("Enter");
    await pane.getByRole("heading", { name: hit.title }).waitFor();
    await until(() => text(pane.locator("button[aria-pressed=true]")), new RegExp(hit.body_name));
    await press("Escape");
    await pane.waitFor({ state: "detached" });
    await until(() => page.evaluate(() => document.activeElement?.dataset.place ?? null), "tasks", "focus");
  });
  await check("search: by the mouse from the head of the window", async () => {
    await page.getByRole("button", { name: /Tìm nhiệm vụ/ }).click();
    await page.getByRole("combobox", { name: "Tìm trong nhiệm vụ" }).fill("ho tich");
    const option = page.getByRole("listbox", { name: "Tìm trong nhiệm vụ" }).getByRole("option", { name: /Đồng bộ, làm sạch dữ liệu hộ tịch/ }).first();
    await option.click();
    await pane.getByRole("heading", { name: "Đồng bộ, làm sạch dữ liệu hộ tịch" }).waitFor();
    await row("NV-003").waitFor();
    assert.ok(await row("NV-003").evaluate((line) => { const { top, bottom } = line.getBoundingClientRect(); return top > 150 && bottom < 720; }), "in sight");
    await pane.getByRole("button", { name: "Đóng" }).click();
  });

  await check("calendar: a day by arrows has what the book has, and Enter opens the first of it", async () => {
    await press("Control+2");
    const day = (date) => page.locator(`[data-day="${date}"]`);
    await day("2024-03-18").waitFor();
    await until(() => page.evaluate(() => document.activeElement?.dataset.day), "2024-03-18", "focus on today");
    await press("ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight");
    await until(() => page.evaluate(() => document.activeElement?.dataset.day), "2024-03-14");
    const [due] = (await ask("deadline_days", { from: "2024-03-14", to: "2024-03-14" })).filter((one) => one.day === "2024-03-14");
    assert.ok(due.items.length > 0);
    assert.match(await text(day("2024-03-14")), new RegExp(`${due.items.length} hạn`));
    await press("Enter");
    await pane.waitFor();
    const title = await text(pane.getByRole("heading", { level: 2 }));
    assert.ok(due.items.some((item) => item.title === title), title);
    await press("Escape");
    await until(() => page.evaluate(() => document.activeElement?.dataset.day), "2024-03-14", "back on the day");
  });
  await check("calendar: the mouse turns the month, chooses a day and opens what is due from beside it", async () => {
    await page.getByRole("button", { name: "Tháng sau" }).click();
    await page.getByRole("button", { name: "Tháng trước" }).click();
    await page.locator("[data-day='2024-03-14']").click();
    await look("calendar-day");
    await page.locator("[data-due]").first().click();
    await pane.waitFor();
    await pane.getByRole("button", { name: "Đóng" }).click();
    await pane.waitFor({ state: "detached" });
  });

  await check("matrix: the last cell by keys and the first one by the mouse open the parts that the book has there", async () => {
    await press("Control+3");
    const matrix = await ask("task_matrix", { as_of: null, plan: null });
    await page.locator("td[data-place=task-matrix]").waitFor();
    await page.locator("td[data-place=task-matrix]").focus();
    await press("Control+Home");
    const given = (row) => row.cells.findIndex((cell) => cell !== null);
    const first = matrix.rows.findIndex((one) => given(one) >= 0);
    for (let step = 0; step < first; step += 1) await press("ArrowDown");
    for (let step = 0; step < given(matrix.rows[first]); step += 1) await press("ArrowRight");
    await press("Enter");
    await pane.getByRole("heading", { name: matrix.rows[first].title }).waitFor();
    await until(() => text(pane.locator("button[aria-pressed=true]")), new RegExp(matrix.units[given(matrix.rows[first])].name));
    await press("Escape");
    await pane.waitFor({ state: "detached" });
    await until(() => page.evaluate(() => document.activeElement?.dataset.place), "task-matrix", "back in the matrix");
    const last = matrix.rows.findLastIndex((one) => given(one) >= 0);
    const unit = matrix.rows[last].cells.findLastIndex((cell) => cell !== null);
    await press("Control+End");
    const cell = page.locator(`tr[aria-rowindex="${last + 2}"] td`).nth(unit);
    await cell.dblclick();
    await pane.getByRole("heading", { name: matrix.rows[last].title }).waitFor();
    await pane.getByRole("button", { name: "Đóng" }).click();
    await press("Control+1");
  });

  await check("pane: after one is confirmed by Enter, the next who claims stands there, and Enter confirms it too", async () => {
    await walkTo("NV-001");
    await press("Enter");
    await pane.waitFor();
    const before = await waiting();
    await takenBack(waiting, async () => {
      const confirm = pane.getByRole("button", { name: "Xác nhận hoàn thành" });
      await confirm.focus();
      const whose = () => text(pane.locator("button[aria-pressed=true]"));
      const first = await whose();
      await press("Enter");
      await until(waiting, before - 1);
      await until(async () => (await whose()) !== first, true, "the next one");
      await until(() => confirm.evaluate((button) => button === document.activeElement), true, "focus on the button");
      await press("Enter");
      await until(waiting, before - 2);
    }, { steps: 2 });
    await press("Escape");
    await pane.waitFor({ state: "detached" });
  });

  await check("đôn đốc: from the task by the mouse, those who owe it are chosen; Alt+← leads back to the task", async () => {
    await walkTo("NV-001");
    await row("NV-001").click();
    const id = (await rows()).find(({ number }) => number === "NV-001").id;
    const owing = (await ask("task", { id, as_of: null })).assignments.filter(({ state, claim }) => ["overdue", "due_soon", "in_time", "not_started", "no_deadline"].includes(state) && claim?.status !== "claimed");
    assert.ok(owing.length > 0);
    await pane.getByRole("button", { name: "Soạn đôn đốc" }).click();
    await page.locator("[data-owing-chosen]").waitFor();
    await page.getByRole("button", { name: new RegExp(`${owing.length} đơn vị`) }).first().waitFor();
    const words = await page.locator("[data-reminder-text]").inputValue();
    assert.match(words, /Ban hành Kế hoạch/);
    await look("remind-from-task");
    await press("Alt+ArrowLeft");
    await pane.getByRole("heading", { name: /Ban hành Kế hoạch/ }).waitFor();
  });
  await check("đôn đốc: the same by keys alone", async () => {
    await pane.getByRole("button", { name: "Soạn đôn đốc" }).focus();
    await press("Enter");
    await page.locator("[data-owing-chosen]").waitFor();
    await press("Alt+2");
    await pane.getByRole("heading", { name: /Ban hành Kế hoạch/ }).waitFor();
    await press("Escape");
  });
}
