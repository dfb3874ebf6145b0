// Monday morning with tasks, on a made-up book in the page: what is late, what falls due, who says to be done.
//   node tasks.mjs
//   SO06_CHROMIUM  the browser, /usr/bin/chromium unless said otherwise
//   SO06_SHOTS     a folder for pictures; without it none are made
import assert from "node:assert/strict";

import { harness } from "./harness.mjs";

const { page, served, complaints, check, look, press, text, until, asked, end } = await harness("tasks", { timeout: 8000 });

const open = async (query = "") => {
  await page.goto(served.url(query));
  await page.getByRole("navigation").waitFor();
};
const grid = page.locator("[data-place=tasks]");
const row = (number) => page.locator(`[data-task="${number}"]`);
const pane = page.locator("aside.drawer");
const last = (name) => page.evaluate((wanted) => window.world.asked.filter((call) => call.name === wanted).at(-1)?.request, name);
const order = (...numbers) => page.evaluate((wanted) => [...document.querySelectorAll("[data-task]")].map((line) => line.dataset.task).filter((number) => wanted.includes(number)), numbers);

try {
  await open("screen=overview");
  await check("Monday: the overview begins with what is late, and the tabs go by arrows", async () => {
    const tab = page.getByRole("tab", { name: /^Quá hạn 2$/ });
    await tab.waitFor();
    assert.equal(await tab.getAttribute("aria-selected"), "true");
    assert.match(await text(page.getByRole("tabpanel")), /Quá 4 ngày Ban hành Kế hoạch .* Thới An Đông Đôn đốc/);
    await tab.focus();
    await press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
    await page.getByRole("tab", { name: /^Chờ xác nhận 2$/, selected: true }).waitFor();
  });
  await look("tasks-today");
  await check("she confirms one of the two from there", async () => {
    await page.getByRole("button", { name: /^Xác nhận: Ban hành Kế hoạch .*, Trà An$/ }).click();
    await page.getByRole("tab", { name: /^Chờ xác nhận 1$/ }).waitFor();
    assert.equal(await asked("confirm_completion"), 1);
  });
  await check("and opens the other, at the body that asks", async () => {
    await page.getByRole("tabpanel").getByRole("button", { name: /Ban hành Kế hoạch/ }).first().press("Enter");
    await pane.getByRole("heading", { name: /Ban hành Kế hoạch/ }).waitFor();
    assert.match(await text(pane.locator("section", { has: page.getByRole("heading", { name: "Hoàn thành" }) })), /Long Hòa .*15\/03\/2024 · chờ xác nhận/);
  });
  await look("tasks-pane");
  await check("she returns it with a question, and Ctrl+Z takes that back", async () => {
    await pane.getByRole("button", { name: "Trả lại…" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Số văn bản là bao nhiêu?");
    await press("Control+Enter");
    await pane.getByText("Số văn bản là bao nhiêu?").waitFor();
    assert.match(await text(pane), /đã trả lại/);
    await press("Control+z");
    await pane.getByRole("button", { name: "Trả lại…" }).waitFor();
    await press("Control+y");
    await pane.getByText("Số văn bản là bao nhiêu?").waitFor();
  });

  await open();
  await check("the list is walked, opened and closed without the mouse", async () => {
    await grid.focus();
    await press("Home", "ArrowDown", "ArrowDown", "Enter");
    await pane.getByRole("heading", { name: /Số hóa kết quả TTHC/ }).waitFor();
    await press("Escape");
    await pane.waitFor({ state: "detached" });
    await press("End");
    assert.equal(await page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.dataset.task), "NV-030");
  });
  await check("a group folds by ← and unfolds by →", async () => {
    await press("Home", "ArrowLeft");
    await row("NV-001").waitFor({ state: "detached" });
    await press("ArrowRight");
    await row("NV-001").waitFor();
  });
  await check("Alt with arrows moves a task within its group and into the next one", async () => {
    await press("Home", "ArrowDown", "Alt+ArrowDown");
    await until(() => order("NV-001", "NV-002"), ["NV-002", "NV-001"]);
    await press("Alt+ArrowDown", "Alt+ArrowDown");
    await until(() => order("NV-001", "NV-004"), ["NV-004", "NV-001"]);
    await press("Alt+ArrowDown");
    await until(() => last("move_task").then(({ group }) => group), "b");
    await press("Control+z", "Control+z", "Control+z", "Control+z");
    await until(() => order("NV-001", "NV-002"), ["NV-001", "NV-002"]);
  });
  await check("a row is dragged into another group", async () => {
    await row("NV-002").dragTo(row("NV-011"));
    await until(() => last("move_task").then(({ group }) => group), "c");
    await until(() => order("NV-002", "NV-010"), ["NV-010", "NV-002"]);
    await grid.focus();
    await press("Control+z");
    await until(() => order("NV-002", "NV-010"), ["NV-002", "NV-010"]);
  });
  await check("several are ticked with Shift and get a person in charge at once", async () => {
    await grid.focus();
    await press("Home", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown");
    await page.getByText("3 nhiệm vụ được chọn").waitFor();
    await page.getByRole("toolbar").getByRole("button", { name: "Người theo dõi" }).click();
    await page.getByRole("dialog").getByRole("combobox").fill("Anh Minh");
    await press("Control+Enter");
    await until(() => last("change_tasks").then(({ tasks, change }) => [tasks.length, change.person, change.group]), [3, "Anh Minh", null]);
    await press("Escape");
  });
  await look("tasks-table");
  await check("the class of before stands beside that of now", async () => {
    await page.getByTitle("So với tình trạng đến ngày").click();
    await page.getByRole("menuitemradio", { name: /Tháng 2\/2024/ }).click();
    await until(() => text(row("NV-024")).then((words) => /từ trong hạn$/.test(words)), true);
  });
  await look("tasks-compared");
  await check("a view is saved, left and found again", async () => {
    await page.getByRole("button", { name: /^Chờ xác nhận/ }).click();
    await page.getByTitle("Cách xem đã lưu").click();
    await page.getByRole("menuitem", { name: "Lưu cách xem này…" }).click();
    await page.getByRole("dialog").getByRole("textbox").fill("Thứ Hai");
    await press("Enter");
    await page.getByRole("button", { name: /^Tất cả/ }).click();
    await page.getByTitle("So với tình trạng đến ngày").click();
    await page.getByRole("menuitemradio", { name: "Không so" }).click();
    await page.getByTitle("Cách xem đã lưu").click();
    await page.getByRole("menuitem", { name: "Thứ Hai" }).first().click();
    assert.equal(await page.getByRole("button", { name: /^Chờ xác nhận/ }).getAttribute("aria-pressed"), "true");
    await page.getByRole("button", { name: /^Tất cả/ }).click();
  });
  await check("the filter needs no marks", async () => {
    await press("Control+f");
    await page.keyboard.type("niem yet");
    await until(() => page.locator("[data-task]").count(), 1);
    await press("Escape");
  });

  await check("a deadline is corrected with what the book reads of it", async () => {
    await row("NV-028").click();
    await pane.getByRole("button", { name: "Sửa", exact: true }).click();
    await pane.getByLabel("Nguyên văn").fill("trước ngày 29/3/2024");
    await pane.getByText(/chậm nhất thứ Năm 28\/03\/2024/).first().waitFor();
    await press("Enter");
    await until(() => last("save_task").then(({ draft }) => draft.deadline_text), "trước ngày 29/3/2024");
    await pane.getByText("28/03/2024").first().waitFor();
  });
  await check("the day of an event gives the deadline", async () => {
    await row("NV-026").click();
    await pane.getByLabel(/^Chờ: Thành ủy ban hành/).fill("01/03/2024");
    await press("Enter");
    await pane.getByText("21/03/2024").first().waitFor();
  });
  await check("a period of recurring work is chosen by arrows", async () => {
    await row("NV-025").click();
    const periods = pane.getByRole("radiogroup", { name: "Các kỳ" });
    await periods.getByRole("radio", { checked: true }).focus();
    await press("ArrowRight");
    await pane.getByText("tháng 3/2024").waitFor();
  });
  await look("tasks-recurring");
  await check("Ctrl+L moves the deadline of one body, to be decided", async () => {
    await row("NV-024").click();
    await pane.getByRole("button", { name: "Thới An Đông" }).click();
    await press("Control+l");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("chỉ Thới An Đông").check();
    await dialog.getByLabel("Hạn mới").fill("22/3/2024");
    await dialog.getByLabel(/^Lý do/).fill("đang trình ký");
    await dialog.getByLabel("xin lùi, chờ duyệt").check();
    await look("tasks-extend");
    await press("Control+Enter");
    await pane.getByRole("button", { name: "Duyệt", exact: true }).click();
    await press("Control+Enter");
    await until(() => last("decide_extension").then(({ approve }) => approve), true);
    await until(() => text(row("NV-024")).then((words) => words.includes("Quá")), false);
  });
  await check("a file becomes evidence and is let go again", async () => {
    await pane.locator("input[type=file]").setInputFiles({ name: "ke-hoach.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") });
    await pane.getByRole("button", { name: "ke-hoach.pdf", exact: true }).waitFor();
    await pane.getByRole("button", { name: "Bỏ minh chứng ke-hoach.pdf" }).click();
    await pane.getByText("Chưa có tệp.").waitFor();
  });
  await look("tasks-evidence");

  await check("Ctrl+N gives a task to all units, without the mouse", async () => {
    await press("Control+n");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await page.keyboard.type("Tổng rà soát tài khoản");
    await dialog.getByLabel("Thời hạn (nguyên văn)").fill("trước ngày 30/3/2024");
    await dialog.getByText(/29\/03\/2024/).waitFor();
    await dialog.getByRole("button", { name: "8 đơn vị" }).first().press("Enter");
    await look("tasks-form");
    await press("Control+Enter");
    await pane.getByRole("heading", { name: "Tổng rà soát tài khoản" }).waitFor();
    const { draft } = await last("save_task");
    assert.equal(draft.leads.length, 8);
    await press("Escape");
  });

  await check("Ctrl+2 … Ctrl+5 are the other views", async () => {
    for (const [key, name] of [["2", "Lịch"], ["3", "Nhiệm vụ × đơn vị"], ["4", "Văn bản"], ["5", "Người theo dõi"]]) {
      await press(`Control+${key}`);
      assert.equal(await page.getByRole("group", { name: "Cách xem nhiệm vụ" }).getByRole("button", { name, exact: true }).getAttribute("aria-pressed"), "true");
    }
  });
  await look("tasks-persons");
  await check("a figure of a person opens the rows behind it", async () => {
    await page.getByRole("row", { name: /Anh Minh/ }).getByRole("button", { name: "Anh Minh" }).click();
    await page.getByRole("button", { name: "Bảng", pressed: true }).waitFor();
    await until(() => row("NV-010").count(), 0);
    await page.getByRole("button", { name: /^Tất cả/ }).click();
  });
  await check("the calendar is walked by days and months; Enter opens what is due", async () => {
    await press("Control+2");
    await page.locator("[data-day='2024-03-18']").focus();
    await press("ArrowRight", "ArrowRight");
    await until(() => page.evaluate(() => document.activeElement.dataset.day), "2024-03-20");
    await press("PageDown");
    await until(() => page.evaluate(() => document.activeElement.dataset.day), "2024-04-01");
    assert.match(await text(page.locator("[data-day='2024-04-18']")), /Giỗ Tổ/);
    await press("Home");
    await until(() => page.evaluate(() => document.activeElement.dataset.day), "2024-03-18");
  });
  await look("tasks-calendar");
  await check("the agenda lists the same days", async () => {
    await page.getByRole("button", { name: "Danh sách", exact: true }).click();
    await page.getByRole("button", { name: /Lập danh sách người chưa có tài khoản/ }).first().waitFor();
  });
  await look("tasks-agenda");
  await check("the matrix is one stop, and Enter opens the body's part", async () => {
    await press("Control+3");
    const cells = page.locator("td[data-place=task-matrix]");
    await cells.waitFor();
    await cells.focus();
    await press("Control+Home", "ArrowDown", "ArrowRight", "ArrowRight", "Enter");
    await pane.getByRole("heading", { name: /Số hóa kết quả TTHC/ }).waitFor();
    assert.equal(await text(pane.locator("button[aria-pressed=true]")), "Trà Nóc");
    await press("Escape");
  });
  await look("tasks-matrix");
  await check("Ctrl+K finds a claim's evidence and opens it", async () => {
    await press("Control+k");
    await page.keyboard.type("08/kh");
    await page.getByRole("option", { name: /Long Hòa/ }).waitFor();
    await look("tasks-search");
    await press("Enter");
    await pane.getByRole("heading", { name: /Ban hành Kế hoạch/ }).waitFor();
    await press("Escape");
  });
  await check("a checklist gets a new version from pasted lines", async () => {
    await press("Control+1");
    await page.getByTitle("Việc khác").click();
    await page.getByRole("menuitem", { name: "Mẫu việc cần làm" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Việc 5", { exact: true }).focus();
    await press("Enter");
    await dialog.getByLabel("Việc 6", { exact: true }).evaluate((input) => {
      const data = new DataTransfer();
      data.setData("text/plain", "- Lưu bản ký\n- Báo phường");
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await until(() => dialog.locator("[data-line]").count(), 7);
    await look("tasks-checklists");
    await press("Control+Enter");
    await until(() => last("save_checklist").then(({ items }) => items.map(({ key }) => key === null)), [false, false, false, false, false, true, true]);
  });
  await check("and the task that uses it is offered the version", async () => {
    await row("NV-024").click();
    await pane.getByRole("button", { name: "Đổi sang bản 2" }).click();
    await page.getByText(/Đã đổi bản/).waitFor();
  });

  await open("empty");
  await check("an empty book says what to do, and a plan can be made from there", async () => {
    await page.getByText("Sổ chưa có nhiệm vụ.").waitFor();
    await page.locator(".pane").getByRole("button", { name: "Lập, sửa kế hoạch…" }).click();
    await page.getByRole("dialog").getByRole("radio", { name: /Kế hoạch 100 ngày/ }).check();
    await look("tasks-plan");
    await press("Control+Enter");
    await until(() => last("make_plan").then(({ template, draft }) => [template, draft.title]), ["100-ngay", "Kế hoạch 100 ngày"]);
  });

  await open("many=1000");
  await check("1,000 tasks: only what is in sight is drawn, and keys are quick", async () => {
    await grid.focus();
    assert.ok((await page.locator("[role=row]").count()) < 70);
    const times = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const begin = Date.now();
      await press("PageDown");
      times.push(Date.now() - begin);
    }
    times.sort((one, other) => one - other);
    console.log(`      PageDown: median ${times[15]} ms, slowest ${times[29]} ms`);
    assert.ok(times[15] < 100, `median ${times[15]} ms`);
    await press("End");
    await until(() => page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant")) !== null), true);
  });
  await check("1,000 tasks: typing a filter takes less than 300 ms", async () => {
    await press("Control+f");
    const took = await page.evaluate(async () => {
      const input = document.activeElement;
      const begin = performance.now();
      input.value = "x-0999";
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - begin;
    });
    console.log(`      filter: ${Math.round(took)} ms`);
    await until(() => page.locator("[data-task]").count(), 1);
    assert.ok(took < 300, `${took} ms`);
  });
  await check("at 1093×614 nothing is cut off", async () => {
    await open();
    await page.setViewportSize({ width: 1093, height: 614 });
    await row("NV-024").click();
    await pane.waitFor();
    const wide = await page.evaluate(() => [...document.querySelectorAll(".head, .tools, .panes")].filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className));
    assert.deepEqual(wide, []);
  });
  await look("tasks-narrow");
  await check("the page logged no error", () => assert.deepEqual(complaints, []));
} finally {
  await end();
}
