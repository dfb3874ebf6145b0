// One task beside the list, and what its plan is made of, on the real engine: by the mouse and by keys, looked at twice, taken back.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { hands } from "./hands.mjs";

const EVENT = "Văn phòng ký hợp đồng thuê hệ thống";

/** Begins on the overview of a new book of quận Bình Thủy, on Monday 18/03/2024. */
export async function paneStory({ page, folder, check, look }) {
  const { press, type, text, until, ask, takenBack, pick } = hands(page);
  const grid = page.locator("[data-place=tasks]");
  const row = (number) => page.locator(`[data-task="${number}"]`);
  const pane = page.getByRole("complementary", { name: "Chi tiết nhiệm vụ" });
  const dialog = page.getByRole("dialog");
  const rows = async () => (await ask("tasks", { as_of: null, baseline: null })).groups.flatMap(({ tasks }) => tasks);
  const idOf = async (number) => (await rows()).find((task) => task.number === number).id;
  const detail = (id) => ask("task", { id, as_of: null });
  /** Finds a task by Ctrl+F and Enter, and leaves the filter empty again. */
  const openTask = async (number) => {
    await press("Control+f");
    await page.getByRole("searchbox", { name: "Lọc, không cần dấu" }).fill(number);
    await until(() => page.locator("[data-task]").count(), 1);
    await row(number).click();
    await pane.locator(".pane-head", { hasText: number }).waitFor();
    await press("Control+f", "Escape");
    await grid.focus();
  };
  const section = (name) => pane.locator("section", { has: page.getByRole("heading", { name, exact: true }) });

  await press("Alt+2");
  await grid.waitFor();

  let waiting = 0;
  await check("event: a task that waits for an event says so, and stands among those who wait", async () => {
    await press("Control+n");
    await dialog.waitFor();
    await type("Lắp đặt thiết bị một cửa");
    await dialog.getByLabel("Thời hạn (nguyên văn)").fill(`trong vòng 10 ngày làm việc kể từ ngày ${EVENT}`);
    await dialog.getByText(/10 ngày làm việc .* · chờ ngày: /).waitFor();
    await dialog.getByRole("button", { name: /^8 đơn vị$/ }).first().click();
    await look("event-form");
    await press("Control+Enter");
    await pane.getByRole("heading", { name: "Lắp đặt thiết bị một cửa" }).waitFor();
    const task = (await rows()).find(({ title }) => title === "Lắp đặt thiết bị một cửa");
    waiting = task.id;
    await row(task.number).waitFor();
    assert.match(task.deadline.event ?? "", /hợp đồng/);
    assert.equal(task.deadline.last_day, null);
    await page.getByRole("button", { name: /^Chờ ngày sự kiện 1$/ }).waitFor();
  });
  const deadline = async () => (await detail(waiting)).row.deadline;
  await check("event: its day by the mouse gives the deadline, in the calendar too; Hoàn tác takes it back", async () => {
    await takenBack(deadline, async () => {
      await pane.getByLabel(/^Chờ:/).fill("18/3/2024");
      await look("event-pane");
      await pane.getByRole("button", { name: "Ghi ngày", exact: true }).click();
      await pane.getByText(/^Đã có:/).waitFor();
      assert.equal((await deadline()).last_day, "2024-04-01");
      const [day] = (await ask("deadline_days", { from: "2024-04-01", to: "2024-04-01" })).filter(({ day }) => day === "2024-04-01");
      assert.ok(day.items.some(({ task }) => task === waiting));
      assert.match(await text(pane), /01\/04\/2024/);
    }, { by: "mouse" });
    await pane.getByLabel(/^Chờ:/).waitFor();
  });
  await check("event: by keys the day is entered, corrected and let go", async () => {
    await pane.getByLabel(/^Chờ:/).focus();
    await type("18/03/2024");
    await press("Enter");
    await pane.getByText(/^Đã có:/).waitFor();
    await takenBack(deadline, async () => {
      await section("Thời hạn").or(pane).getByRole("button", { name: "Sửa", exact: true }).last().focus();
      await press("Enter");
      await pane.getByLabel(/^Chờ:/).fill("20/03/2024");
      await pane.getByLabel(/^Chờ:/).press("Enter");
      await until(async () => (await deadline()).event_day, "2024-03-20");
      await pane.getByText(/^Đã có:.*20\/03\/2024/).waitFor();
    });
    await pane.getByText(/^Đã có:.*18\/03\/2024/).waitFor();
    await takenBack(deadline, async () => {
      await pane.getByRole("button", { name: "Bỏ ngày" }).focus();
      await press("Enter");
      await until(async () => (await deadline()).last_day, null);
      await pane.getByLabel(/^Chờ:/).waitFor();
    });
  });

  const late = await idOf("NV-001");
  const partOf = async (name) => (await detail(late)).assignments.find(({ body_name }) => body_name.includes(name));
  const lists = async () => (await ask("checklists")).map(({ key, version, latest, items, used }) => [key, version, latest, items.map(({ title }) => title), used]);
  await check("checklist: an item is ticked with what proves it, by the mouse and by keys", async () => {
    await openTask("NV-001");
    await pane.getByRole("button", { name: /Thới An Đông/ }).click();
    const ticked = async () => (await partOf("Thới An Đông")).checklist;
    const items = section("Việc cần làm").locator("li");
    await takenBack(ticked, async () => {
      await items.first().getByRole("button", { name: /^Minh chứng/ }).click();
      await items.first().getByRole("textbox").fill("Tờ trình 12/TTr-UBND");
      await look("checklist-evidence");
      await items.first().getByRole("button", { name: "Đánh dấu xong" }).click();
      await until(async () => (await ticked())[0].evidence, "Tờ trình 12/TTr-UBND");
      assert.equal((await ticked())[0].done, true);
    }, { by: "mouse" });
    await takenBack(ticked, async () => {
      await items.first().getByRole("checkbox").focus();
      await press("ArrowDown", "Tab", "Enter");
      await type("Biên bản họp 14/3");
      await press("Enter");
      await until(async () => (await ticked())[1].evidence, "Biên bản họp 14/3");
      await items.nth(1).getByText("Biên bản họp 14/3").waitFor();
    });
  });
  await check("checklist: a new version by the mouse; the task takes it and keeps its ticks; two steps back", async () => {
    await section("Việc cần làm").getByRole("checkbox").first().check({ force: true });
    await until(async () => (await partOf("Thới An Đông")).ticked, 1);
    const both = async () => [await lists(), (await detail(late)).assignments.map(({ checklist }) => checklist)];
    await takenBack(both, async () => {
      await pick("Việc khác", "Mẫu việc cần làm");
      await dialog.getByRole("button", { name: /Ban hành kế hoạch/i }).first().click();
      const begin = await dialog.locator("[data-line]").count();
      await dialog.getByRole("button", { name: "Thêm việc" }).click();
      await dialog.getByLabel(`Việc ${begin + 1}`, { exact: true }).fill("Gửi bản ký về Công an quận");
      await dialog.getByRole("button", { name: `Đưa việc ${begin + 1} lên` }).click();
      await dialog.getByRole("button", { name: "Bỏ việc 2", exact: true }).click();
      await look("checklist-editor");
      await dialog.getByRole("button", { name: "Lưu thành bản mới" }).click();
      await dialog.waitFor({ state: "detached" });
      const [, , , titles] = (await lists()).find(([key, version, latest]) => key === "ban_hanh_ke_hoach" && version === 2 && latest);
      assert.equal(titles.at(begin - 2), "Gửi bản ký về Công an quận");
      await pane.getByRole("button", { name: "Đổi sang bản 2" }).click();
      await page.getByText(/Đã đổi bản, giữ \d+ việc/).waitFor();
      const { checklist, ticked } = await partOf("Thới An Đông");
      assert.ok(checklist.some(({ title }) => title === "Gửi bản ký về Công an quận"));
      assert.equal(ticked, 1);
    }, { by: "mouse", steps: 2 });
    await press("Control+z");
    await until(async () => (await partOf("Thới An Đông")).ticked, 0);
  });
  await check("checklist: a new list by keys alone", async () => {
    await takenBack(lists, async () => {
      await pick("Việc khác", "Mẫu việc cần làm", "key");
      await dialog.getByRole("button", { name: "+ Mẫu mới" }).focus();
      await press("Enter");
      await dialog.getByLabel("Tên mẫu").fill("Lắp đặt thiết bị");
      await dialog.getByLabel("Việc 1", { exact: true }).focus();
      await type("Kiểm tra đường truyền");
      await press("Enter");
      await type("Ký biên bản");
      await press("Alt+ArrowUp", "Enter");
      await type("thừa");
      await press("Control+a", "Delete", "Backspace");
      await press("Control+Enter");
      await dialog.waitFor({ state: "detached" });
      const made = (await lists()).find(([, , , titles]) => titles.includes("Ký biên bản"));
      assert.deepEqual(made[3], ["Ký biên bản", "Kiểm tra đường truyền"]);
    });
  });

  const BYTES = Buffer.from("%PDF-1.4 kế hoạch đã ký");
  const evidence = async () => (await partOf("Thới An Đông")).evidence;
  const beside = () => readdirSync(folder, { recursive: true }).map(String);
  await check("evidence: a file by the mouse lies beside the book by its content, comes back whole, and is undone", async () => {
    const file = path.join(folder, "ke hoach da ky.pdf");
    writeFileSync(file, BYTES);
    await takenBack(evidence, async () => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), section("Minh chứng").getByRole("button", { name: "Gắn tệp…" }).click()]);
      await chooser.setFiles(file);
      await section("Minh chứng").getByRole("button", { name: "ke hoach da ky.pdf", exact: true }).waitFor();
      const digest = createHash("sha256").update(BYTES).digest("hex");
      assert.ok(beside().some((name) => name.endsWith(path.join(digest.slice(0, 2), digest))), "not beside the book");
      assert.equal((await ask("check_evidence")).faults?.length ?? 0, 0);
      const [download] = await Promise.all([page.waitForEvent("download"), section("Minh chứng").getByRole("button", { name: "ke hoach da ky.pdf", exact: true }).click()]);
      assert.deepEqual(readFileSync(await download.path()), BYTES);
      await section("Minh chứng").scrollIntoViewIfNeeded();
      await look("evidence");
    }, { by: "mouse" });
    await section("Minh chứng").getByText(/^Chưa có tệp/).waitFor();
  });
  await check("evidence: by keys a file is attached, let go, and comes back by Ctrl+Z", async () => {
    await section("Minh chứng").getByRole("button", { name: "Gắn tệp…" }).focus();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.waitForTimeout(200).then(() => press("Enter"))]);
    await chooser.setFiles({ name: "bien ban.pdf", mimeType: "application/pdf", buffer: BYTES });
    await until(async () => (await evidence()).map(({ name, present }) => [name, present]), [["bien ban.pdf", true]]);
    await takenBack(evidence, async () => {
      await section("Minh chứng").getByRole("button", { name: "Bỏ minh chứng bien ban.pdf" }).focus();
      await press("Enter");
      await until(evidence, []);
    });
    await section("Minh chứng").getByRole("button", { name: "bien ban.pdf", exact: true }).waitFor();
    await press("Control+z");
    await until(evidence, []);
  });
  await check("evidence: a file is dropped on the part; a document is cited by keys", async () => {
    await takenBack(evidence, async () => {
      const data = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(["ảnh chụp"], "anh.png", { type: "image/png" }));
        return transfer;
      });
      await section("Minh chứng").dispatchEvent("dragover", { dataTransfer: data });
      await section("Minh chứng").dispatchEvent("drop", { dataTransfer: data });
      await until(async () => (await evidence()).map(({ name }) => name), ["anh.png"]);
    });
    await takenBack(evidence, async () => {
      await section("Minh chứng").getByRole("button", { name: "Dẫn văn bản" }).focus();
      await press("Enter");
      await until(() => page.evaluate(() => document.activeElement?.getAttribute("role")), "combobox");
      await type("96/TB");
      await page.getByRole("listbox").getByRole("option", { name: /96\/TB-VPCP/ }).first().waitFor();
      await look("evidence-cite");
      await press("Enter");
      await until(async () => (await evidence()).map(({ document }) => /96\/TB-VPCP/.test(document)), [true]);
    });
  });

  await check("goal: a task that figures close leads to the page of its indicator, and Alt+← back to it, by the mouse and by keys", async () => {
    const id = await idOf("NV-021");
    const by = async () => (await detail(id)).row.by_numbers;
    await takenBack(by, async () => {
      await openTask("NV-021");
      await press("F2");
      await dialog.getByRole("combobox", { name: "Chỉ tiêu đóng việc" }).focus();
      await type("tai khoan dinh danh dien tu da kich hoat");
      await press("Enter");
      await dialog.getByLabel("Mức cần đạt").fill("100000");
      await look("goal-form");
      await press("Control+Enter");
      await dialog.waitFor({ state: "detached" });
      await until(by, true);
      const goal = section("Chỉ tiêu").getByRole("button").first();
      const name = await text(goal);
      await look("goal-card");
      for (const way of [() => goal.click(), async () => { await goal.focus(); await press("Enter"); }]) {
        await way();
        await page.getByRole("heading", { level: 1, name: new RegExp(name.slice(0, 12)) }).waitFor();
        await press("Alt+ArrowLeft");
        await goal.waitFor();
      }
    });
  });

  const plans = async () => [await ask("plans"), (await rows()).length];
  await check("plan: its title and days are changed by the mouse", async () => {
    await takenBack(plans, async () => {
      await pick("Việc khác", "Lập, sửa kế hoạch…");
      await dialog.getByLabel("Kế hoạch", { exact: true }).selectOption({ index: 1 });
      await dialog.getByLabel("Tên kế hoạch").fill("Đề án 06 quận Bình Thủy");
      await dialog.getByLabel("Đến ngày").fill("31/12/2024");
      await look("plan-edit");
      await dialog.getByRole("button", { name: "Giữ thay đổi" }).click();
      await dialog.waitFor({ state: "detached" });
      const [[plan]] = await plans();
      assert.deepEqual([plan.title, plan.last_day], ["Đề án 06 quận Bình Thủy", "2024-12-31"]);
      await pick("Nhóm", { name: "kế hoạch", role: "menuitemradio" });
      await grid.focus();
      await press("Home");
      await grid.locator(".bunch", { hasText: "Đề án 06 quận Bình Thủy" }).waitFor();
      await pick("Nhóm", { name: "nhóm nhiệm vụ", role: "menuitemradio" });
    }, { by: "mouse" });
  });
  await check("plan: one is made from a template by keys, and taken back with all of its tasks", async () => {
    await takenBack(plans, async () => {
      await pick("Việc khác", "Lập, sửa kế hoạch…", "key");
      const template = dialog.getByRole("radio", { name: /100 ngày/ });
      await template.waitFor();
      await dialog.getByRole("radio").first().focus();
      await press("ArrowDown", "ArrowDown");
      assert.equal(await template.isChecked(), true);
      await look("plan-template");
      await press("Control+Enter");
      await dialog.waitFor({ state: "detached" });
      const [all] = await plans();
      assert.equal(all.length, 2);
      await until(() => page.locator("[data-task]").count(), all[1].tasks);
    });
    await page.getByRole("button", { name: /^Tất cả/ }).click();
  });
  await check("plan: a group is added by the mouse, renamed by keys, and both are taken back", async () => {
    await takenBack(plans, async () => {
      await pick("Việc khác", "Thêm, sửa nhóm…");
      await dialog.getByLabel("Ký hiệu").fill("e");
      await dialog.getByLabel("Tên nhóm").fill("Thiết bị một cửa");
      await look("plan-group");
      await dialog.getByRole("button", { name: /^Thêm nhóm/ }).click();
      await dialog.waitFor({ state: "detached" });
      assert.ok((await plans())[0][0].groups.some(({ title, own }) => own && title === "Thiết bị một cửa"));
      await pick("Việc khác", "Thêm, sửa nhóm…", "key");
      await dialog.getByLabel("Nhóm", { exact: true }).selectOption({ label: "sửa: e) Thiết bị một cửa" });
      await dialog.getByLabel("Tên nhóm").fill("Thiết bị, đường truyền");
      await press("Control+Enter");
      await dialog.waitFor({ state: "detached" });
      assert.deepEqual((await plans())[0][0].groups.filter(({ own }) => own).map(({ letter, title }) => [letter, title]), [["e", "Thiết bị, đường truyền"]]);
    }, { steps: 2 });
  });
}
