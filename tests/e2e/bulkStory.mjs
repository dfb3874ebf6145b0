// What is done with several tasks at once, on the real engine: every deed of the bar, looked at by task, taken back.
import assert from "node:assert/strict";

import { hands } from "./hands.mjs";

/** Begins on the overview of a new book of quận Bình Thủy, on Monday 18/03/2024. */
export async function bulkStory({ page, check, look }) {
  const { press, type, text, until, ask, takenBack } = hands(page);
  const grid = page.locator("[data-place=tasks]");
  const dialog = page.getByRole("dialog");
  const bar = page.getByRole("toolbar", { name: "Làm với các nhiệm vụ được chọn" });
  const deed = (name) => bar.getByRole("button", { name, exact: typeof name === "string" });
  const NUMBERS = ["NV-012", "NV-017"];
  let ids = [];
  const details = () => Promise.all(ids.map((id) => ask("task", { id, as_of: null })));
  const parts = async () => (await details()).map(({ assignments }) => assignments.map(({ state, work_state, claim, note, last_day }) => [state, work_state, claim?.status ?? null, claim?.day ?? null, note, last_day]));
  const drafts = async () => (await details()).map(({ row, draft, extensions }) => ({ row, draft, extensions }));
  const whole = async () => (await ask("tasks", { as_of: null, baseline: null })).groups;

  await press("Alt+2");
  await grid.waitFor();
  await check("bulk: two are ticked by the mouse, and again by Space and arrows", async () => {
    ids = (await whole()).flatMap(({ tasks }) => tasks.filter(({ number }) => NUMBERS.includes(number)).map(({ id }) => id));
    assert.equal(ids.length, 2);
    const box = (number) => page.locator(`[data-task="${number}"] .hit`);
    for (const number of NUMBERS) await box(number).click();
    await bar.getByText("2 nhiệm vụ được chọn").waitFor();
    await deed(/^Bỏ chọn/).click();
    await bar.waitFor({ state: "detached" });
    await page.locator(`[data-task="${NUMBERS[0]}"] .hit`).click();
    await grid.focus();
    for (let step = 0; step < 12 && (await page.locator("[role=row].at").getAttribute("data-task")) !== NUMBERS[1]; step += 1) await press("ArrowDown");
    await press("Space");
    await bar.getByText("2 nhiệm vụ được chọn").waitFor();
    await until(() => page.locator("[role=row][aria-selected=true]").evaluateAll((rows) => rows.map((row) => row.dataset.task).sort()), NUMBERS);
  });
  await look("bulk-bar");

  /** By the mouse: the button, the fields, the act. */
  const byMouse = async (name, fill = async () => undefined) => {
    await deed(name).click();
    await dialog.waitFor();
    await fill();
    await dialog.locator("button[type=submit]").click();
    await dialog.waitFor({ state: "detached" });
  };
  /** By keys: the button is reached and pressed, the fields are typed, Ctrl+Enter. */
  const byKeys = async (name, fill = async () => undefined) => {
    await deed(name).focus();
    await press("Enter");
    await dialog.waitFor();
    await fill();
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
  };

  await check("bulk: reported done on a day, by the mouse", () =>
    takenBack(parts, async () => {
      await byMouse("Báo xong", async () => {
        await dialog.getByLabel("Ngày hoàn thành").fill("15/3/2024");
        await look("bulk-claim");
      });
      await page.getByText(/^Đã ghi hoàn thành \d+ phần việc/).waitFor();
      const all = (await parts()).flat();
      assert.ok(all.every(([, , claim]) => claim !== null), JSON.stringify(all));
      assert.ok(all.some(([, , claim, day]) => claim === "claimed" && day === "2024-03-15"));
    }, { by: "mouse" }));
  await check("bulk: who waits is confirmed, without a question, by one key", () =>
    takenBack(parts, async () => {
      await deed("Xác nhận").focus();
      await press("Enter");
      await page.getByText(/^Đã xác nhận \d+ phần việc/).waitFor();
      assert.ok((await parts()).flat().every(([, , claim]) => claim !== "claimed"));
    }));
  await check("bulk: deadlines are moved, by the mouse, in one step", () =>
    takenBack(drafts, async () => {
      await byMouse("Lùi hạn", async () => {
        await dialog.getByLabel("Hạn mới").fill("31/3/2025");
        await dialog.getByRole("textbox").last().fill("chờ hướng dẫn của thành phố");
        await look("bulk-extend");
      });
      await until(async () => (await drafts()).map(({ row }) => row.deadline.last_day), ["2025-03-31", "2025-03-31"]);
    }, { by: "mouse" }));
  await check("bulk: another group, by keys", () =>
    takenBack(whole, async () => {
      const to = (await whole()).find(({ tasks }) => !tasks.some(({ id }) => ids.includes(id)));
      await byKeys("Đổi nhóm", async () => {
        const choice = dialog.getByRole("combobox");
        const index = await choice.locator("option").evaluateAll((options, letter) => options.findIndex((option) => option.textContent.trim().startsWith(`${letter})`)), to.letter);
        await choice.focus();
        await press("Home");
        for (let step = 0; step < index; step += 1) await press("ArrowDown");
      });
      await until(async () => {
        const now = (await whole()).find(({ key }) => key === to.key);
        return now.tasks.filter(({ id }) => ids.includes(id)).map(({ number }) => number);
      }, NUMBERS);
    }));
  await check("bulk: an earlier day for the units, by the mouse", () =>
    takenBack(drafts, async () => {
      await byMouse("Hạn nội bộ", async () => {
        await dialog.getByRole("combobox").selectOption({ index: 2 });
        await look("bulk-margin");
      });
      const [one, other] = await drafts();
      assert.notEqual(one.draft.unit_margin, "");
      assert.equal(one.draft.unit_margin, other.draft.unit_margin);
      assert.ok(one.row.deadline.last_day < one.row.deadline.own_day);
    }, { by: "mouse" }));
  await check("bulk: a person in charge, by keys", () =>
    takenBack(drafts, async () => {
      await byKeys("Người theo dõi", () => type("Cán bộ tổng hợp"));
      await until(async () => (await drafts()).map(({ row }) => row.person), ["Cán bộ tổng hợp", "Cán bộ tổng hợp"]);
    }));
  await check("bulk: what is open is paused, by the mouse, and cancelled, by keys", async () => {
    await takenBack(parts, async () => {
      await byMouse("Tạm dừng", async () => {
        await dialog.getByRole("textbox").fill("chờ kinh phí");
        await look("bulk-pause");
      });
      await page.getByText(/^Đã tạm dừng \d+ phần việc/).waitFor();
      assert.ok((await parts()).flat().some(([state, work, , , note]) => state === "paused" && work === "paused" && note === "chờ kinh phí"));
    }, { by: "mouse" });
    await takenBack(parts, async () => {
      await byKeys("Hủy", () => type("thành phố làm thay"));
      await page.getByText(/^Đã hủy \d+ phần việc/).waitFor();
      assert.ok((await parts()).flat().some(([state]) => state === "cancelled"));
    });
  });
  await check("bulk: what somebody worked on is not removed, and says why; what nobody touched goes and comes back", async () => {
    await grid.focus();
    await press("Delete");
    await dialog.waitFor();
    await press("Control+Enter");
    await page.getByRole("alert").first().waitFor();
    assert.match(await text(page.getByRole("alert").first()), /[à-ỹ].*Mã lỗi: /s);
    await look("bulk-refused");
    await press("Escape", "Escape");
    await page.locator("[data-task='NV-013'] .hit").click();
    const chosen = await page.locator("[role=row][aria-selected=true]").evaluateAll((rows) => rows.map((row) => row.dataset.task));
    assert.deepEqual(chosen, ["NV-013"]);
    await takenBack(whole, async () => {
      await grid.focus();
      await press("Delete");
      await dialog.waitFor();
      await look("bulk-remove");
      await press("Control+Enter");
      await until(async () => (await whole()).flatMap(({ tasks }) => tasks).some(({ number }) => number === "NV-013"), false);
    });
    await page.locator("[data-task='NV-013']").waitFor();
  });
}
