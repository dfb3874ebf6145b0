import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { hands } from "./hands.mjs";
import { workbook } from "./xlsx.mjs";

const CONCLUSION = "Thới An Đông ký kế hoạch trước ngày 22/3";

/** A plan made up for the test, as a letter says it. */
const WRITTEN = `KẾ HOẠCH
Triển khai Đề án 06 quý II năm 2024 trên địa bàn quận
I. NHIỆM VỤ TRỌNG TÂM
1. Công an quận chủ trì, phối hợp với UBND các phường thu nhận, kích hoạt tài khoản định danh điện tử cho công dân, phấn đấu đạt 98% chỉ tiêu giao; hoàn thành trước ngày 30/6/2024.
2. Giao Phòng Tư pháp chủ trì đối chiếu dữ liệu hộ tịch, xong trong tháng 5/2024.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND quận theo dõi, đôn đốc việc thực hiện Kế hoạch này.`;

/** A plan made up for the test, laid out as offices do. */
function plan() {
  return workbook("Phụ lục", [
    ["ỦY BAN NHÂN DÂN QUẬN BÌNH THỦY", null, null, null, null],
    ["PHỤ LỤC PHÂN CÔNG NHIỆM VỤ", null, null, null, null],
    ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Sản phẩm", "Thời hạn hoàn thành"],
    ["I", "Chỉ đạo, điều hành", null, null, null],
    [1, "Rà soát trụ sở, trang thiết bị của bộ phận một cửa", "UBND các phường", "Báo cáo rà soát", "trước ngày 15/4/2024"],
    [2, "Tập huấn công chức một cửa về chữ ký số", "Phường An Thới", "Danh sách tập huấn", "trong quý II năm 2024"],
    ["II", "Dữ liệu", null, null, null],
    [1, "Đối soát dữ liệu hộ tịch với dữ liệu dân cư", "Phường Long Hòa", "Biên bản đối soát", "chậm nhất ngày 30/6/2024"],
  ]);
}

/**
 * Monday 18/03/2024 in quận Bình Thủy: who is late is reminded, the meeting is held and its conclusions become tasks,
 * the notice is signed, a plan comes in. Begins on the overview of the example book.
 */
export async function meeting({ page, folder, check, look }) {
  const { text, until, ask } = hands(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const answerPath = async (value) => {
    const field = page.getByLabel("Đường dẫn của tệp");
    await field.fill(value);
    await field.press("Enter");
  };
  const dialog = page.getByRole("dialog");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);

  await check("reminders: who is late comes first, and the words are one key away", async () => {
    await page.keyboard.press("Alt+c");
    const chosen = page.locator("[data-owing-chosen]");
    await chosen.waitFor();
    assert.match(await text(chosen), /quá hạn/);
    const body = await text(chosen.locator("b"));
    await chosen.focus();
    await page.keyboard.press("Control+c");
    await until(clipboard, new RegExp(body, "i"), "the words");
    assert.match(await clipboard(), /\d{2}\/\d{2}\/2024/);
  });
  await look("outreach");
  await check("reminders: what was sent is kept, and undone by one step", async () => {
    const last = page.locator("[data-owing-chosen] .last");
    await page.keyboard.press("Control+Enter");
    await until(() => text(last), /đã nhắn 18\/03/, "the row");
    await page.keyboard.press("Control+2");
    await page.getByRole("complementary", { name: "Lời đã gửi" }).waitFor();
    await page.keyboard.press("Control+1");
    await page.locator("[data-owing-chosen]").focus();
    await page.keyboard.press("Control+z");
    await until(() => text(last), "chưa nhắc lần nào", "the row");
  });
  await check("reminders: the letter is drawn", async () => {
    await page.locator("[data-owing-chosen]").focus();
    await page.keyboard.press("Control+p");
    await page.locator("[data-page] canvas").first().waitFor({ timeout: 30_000 });
    await page.keyboard.press("Escape");
  });
  await check("contacts: one is added by keys, a table of Excel is pasted", async () => {
    await page.keyboard.press("Control+3");
    await page.keyboard.press("Control+n");
    await page.locator("[data-new-contact]").fill("Ngô Thị Mai");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Phó Chủ tịch");
    await page.keyboard.press("Tab");
    await page.keyboard.type("0909.123.456");
    await page.keyboard.press("Enter");
    await until(() => page.locator("input[data-contact-field=name]").count(), 1, "contacts");
    await page.keyboard.press("Escape");
    await page.evaluate(() => navigator.clipboard.writeText("Đơn vị\tHọ tên\tChức vụ\tĐiện thoại\nPhường An Thới\tĐỗ Văn Sơn\tCông chức\t0911 222 333\nPhường Không Có\tHồ Thị Sáu\tCông chức\t0912 345 678"));
    await page.getByRole("heading", { name: "Đôn đốc" }).click();
    await page.keyboard.press("Control+v");
    await page.getByText(/thêm 1/).waitFor();
    await until(() => page.locator("input[data-contact-field=name]").count(), 2, "contacts");
  });
  await look("contacts");

  await check("meeting: a new one is made", async () => {
    await page.keyboard.press("Alt+g");
    await page.getByRole("heading", { name: "Giao ban", level: 1 }).waitFor();
    await page.keyboard.press("Control+n");
    await dialog.getByLabel("Địa điểm").fill("Phòng họp số 2");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await page.locator("[data-meeting-chosen]").waitFor();
  });
  await look("meetings");
  await check("meeting: the screen shows who is late, and the remote turns its pages", async () => {
    await page.keyboard.press("F11");
    await dialog.getByRole("heading", { name: "Đơn vị có việc quá hạn" }).waitFor();
    const late = dialog.locator("main li .name");
    await late.first().waitFor();
    const name = await text(late.first());
    await page.keyboard.press("Enter");
    await dialog.getByRole("heading", { name, exact: true }).waitFor();
    await dialog.getByText(/hạn \d{2}\/\d{2}\/\d{4}/).first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("2");
    await until(() => text(dialog.getByRole("heading", { level: 1 })), /./, "the ranking");
    await page.keyboard.press(".");
    await page.getByText(/Đã che màn hình/).waitFor();
    await page.keyboard.press(".");
  });
  await look("meeting-screen");
  const stood = () => dialog.locator("main li [aria-current=true] .name");
  /** The names on the page that is shown, once it is drawn. */
  const names = () => dialog.locator("main li .name").allInnerTexts();
  const pageOf = dialog.locator("main .title .page");
  const ranked = async () => {
    const [{ id }] = await ask("meetings");
    const board = await ask("meeting_board", { id, as_of: null });
    return [...board.indicator.rows.map(({ name }) => name), ...board.standing.map(({ body_name }) => body_name)];
  };
  await check("meeting: rankings of several pages hold every unit once, in the book's order; the remote turns them", async () => {
    const wanted = await ranked();
    await page.keyboard.press("2");
    const pages = Number(/(\d+)$/.exec(await text(pageOf))[1]);
    assert.ok(pages > 1, `${pages} pages`);
    const found = [];
    for (let turn = 1; turn <= pages; turn += 1) {
      await until(() => text(pageOf), new RegExp(`^\\D*${turn}\\D`), "the page");
      found.push(...(await names()));
      if (turn === 1) await look("meeting-rank");
      if (turn === pages) await look("meeting-standing");
      else await page.keyboard.press("PageDown");
    }
    assert.deepEqual(found, wanted);
    await page.keyboard.press("PageUp");
    await until(() => text(pageOf), new RegExp(`^\\D*${pages - 1}\\D`), "the page");
  });
  await check("meeting: by arrows one walks over the edge of a page and into a unit, and comes back to the same row", async () => {
    const wanted = await ranked();
    await page.keyboard.press("2");
    await until(() => text(pageOf), /^\D*1\D/, "the page");
    const first = (await names()).length;
    for (let step = 0; step < first; step += 1) await page.keyboard.press("ArrowDown");
    await until(() => text(pageOf), /^\D*2\D/, "the page");
    await until(() => text(stood()), wanted[first], "the row");
    await page.keyboard.press("Enter");
    await dialog.getByRole("heading", { level: 1, name: wanted[first], exact: true }).waitFor();
    await page.keyboard.press("Backspace");
    await until(() => text(pageOf), /^\D*2\D/, "the page");
    await until(() => text(stood()), wanted[first], "the row");
    await page.keyboard.press("ArrowUp");
    await until(() => text(stood()), wanted[first - 1], "the row");
  });
  await check("meeting: by the mouse a tab, a row and the way back", async () => {
    await dialog.getByRole("navigation").getByRole("button", { name: /Xếp hạng/ }).click();
    const third = dialog.locator("main li .name").nth(2);
    const name = await text(third);
    await third.click();
    await dialog.getByRole("heading", { level: 1, name, exact: true }).waitFor();
    await dialog.locator("footer").getByRole("button", { name: /^Esc/ }).click();
    await until(() => text(stood()), name, "the row");
  });
  await check("meeting: nothing a person must read is under 14 px", async () => {
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("dialog main *, dialog aside p, dialog aside dd")]
        .filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""))
        .filter((element) => !element.closest("kbd, .unseen, .note-tag, button, .combo") && parseFloat(getComputedStyle(element).fontSize) < 14)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(small, []);
  });
  await check("meeting: a conclusion is understood while it is typed, and Enter makes the task", async () => {
    await page.keyboard.press("F2");
    await page.keyboard.type(CONCLUSION);
    await until(() => text(dialog.locator("aside dl")), /Thới An Đông.*21\/03\/2024/, "what was understood");
    await page.keyboard.press("Enter");
    await dialog.getByText(/Thới An Đông · hạn 21\/03\/2024/).first().waitFor();
  });
  await check("meeting: conclusions are reordered and dropped by keys", async () => {
    await page.keyboard.type("Long Hòa giải trình số giảm trước ngày 20/3");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.keyboard.press("4");
    const said = dialog.locator("main li .said");
    await until(() => said.count(), 2, "conclusions");
    await page.keyboard.press("Alt+ArrowDown");
    await until(() => text(said.first()), /Long Hòa/, "the first");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Delete");
    await until(() => said.count(), 1, "conclusions");
    assert.match(await text(said.first()), /Thới An Đông/);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });
  await check("meeting: each unit's list is copied, the papers are drawn and saved", async () => {
    await page.getByRole("button", { name: /Danh sách từng đơn vị/ }).click();
    await page.getByRole("group", { name: /Thới An Đông/ }).focus();
    await page.keyboard.press("Control+c");
    await until(clipboard, /ký kế hoạch/, "the list");
    await page.keyboard.press("Escape");
    for (const name of ["Giấy mời", "Tài liệu họp", "Thông báo kết luận"]) {
      await page.getByRole("button", { name, exact: true }).click();
      await page.locator("[data-page] canvas").first().waitFor({ timeout: 30_000 });
      if (name === "Thông báo kết luận") {
        await page.keyboard.press("Control+s");
        await answerPath(path.join(folder, "ket-luan.pdf"));
        await page.getByText(/Đã lưu báo cáo vào/).waitFor();
        assert.equal(readFileSync(path.join(folder, "ket-luan.pdf")).subarray(0, 5).toString("latin1"), "%PDF-");
      }
      await page.keyboard.press("Escape");
    }
  });
  await check("meeting: the signed notice gives its number to the tasks", async () => {
    await page.getByRole("button", { name: /Đã ký/ }).click();
    await dialog.getByLabel("Số, ký hiệu").fill("45/TB-UBND");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/45\/TB-UBND/).first().waitFor();
    await page.keyboard.press("Alt+v");
    const row = page.getByRole("row").filter({ hasText: "45/TB-UBND" });
    await until(() => row.count(), 1, "the document");
    assert.match(await text(row), /18\/03\/2024.* 1$|18\/03\/2024.* 1 /);
  });
  await check("documents: one is found without marks, and its tasks are a key away", async () => {
    await page.keyboard.press("Control+f");
    await page.keyboard.type("tb-ubnd");
    await until(() => page.locator("[data-document]").count(), 1, "documents");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Nhiệm vụ", level: 1 }).waitFor();
    await page.getByText("Ký kế hoạch", { exact: true }).first().waitFor();
  });
  await look("documents");
  await check("commendations: a proposal or one of our own is kept", async () => {
    await page.keyboard.press("Alt+k");
    await page.keyboard.press("F7");
    await page.getByRole("complementary", { name: "Đề xuất từ kết quả" }).waitFor();
    await page.keyboard.press("Control+n");
    const unit = dialog.getByRole("combobox", { name: "Đơn vị" });
    await unit.fill("an thoi");
    await unit.press("Enter");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("row").filter({ hasText: "Giấy khen" }).first().waitFor();
  });
  await look("commendations");

  await check("plan: a table of Excel is read before anything is written", async () => {
    const file = path.join(folder, "phu luc.xlsx");
    writeFileSync(file, plan());
    await page.keyboard.press("Alt+p");
    await page.getByRole("heading", { name: "Từ tệp" }).waitFor();
    await page.locator("[data-plan-file]").setInputFiles(file);
    await page.getByRole("button", { name: /Ghi 3 nhiệm vụ vào sổ/ }).waitFor();
    const rows = page.locator("tr[data-role=task]");
    assert.equal(await rows.count(), 3);
    assert.match(await text(rows.first()), /trước ngày 15\/4\/2024.*14\/04\/2024/);
    assert.equal(await page.locator("tr[data-role=group]").count(), 2);
  });
  await look("plan");
  await check("plan: a wording is put right by keys, a row is left out, and the rest goes in", async () => {
    await page.locator("tr[data-role=task]").nth(2).click();
    await page.locator("[data-plan-table]").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("trước ngày 1/7/2024");
    await page.keyboard.press("Enter");
    await until(() => text(page.locator("tr[data-role=task]").nth(2)), /30\/06\/2024/, "the deadline");
    await page.keyboard.press("Delete");
    await page.getByRole("button", { name: /Ghi 2 nhiệm vụ vào sổ/ }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText(/Đã ghi 2 nhiệm vụ mới/).waitFor();
    await page.keyboard.press("Control+z");
    await page.getByRole("button", { name: /Ghi 2 nhiệm vụ vào sổ/ }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText(/Đã ghi 2 nhiệm vụ mới/).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Nhiệm vụ", level: 1 }).waitFor();
    await page.getByText("Rà soát trụ sở").first().waitFor();
  });
  await check("plan: running text is read too, and a target that it names is taken by a tick", async () => {
    await page.keyboard.press("Alt+p");
    await page.evaluate((written) => {
      const data = new DataTransfer();
      data.setData("text/plain", written);
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, WRITTEN);
    const rows = page.locator("tr[data-role=task]");
    await until(() => text(rows.first()), /trước ngày 30\/6\/2024.*29\/06\/2024/s, "the deadline");
    assert.equal(await rows.count(), 3);
    await rows.first().click();
    await page.getByRole("checkbox", { name: /Tỷ lệ kích hoạt tài khoản/ }).check();
    await until(() => text(rows.first()), /Tỷ lệ kích hoạt.*98/s, "the target");
    // A long name of an office does not run into the deadline.
    const [name, day] = await Promise.all([".chips .unit", "td:last-child"].map((place) => rows.nth(2).locator(place).first().boundingBox()));
    assert.ok(name.x + name.width <= day.x, "the name ends in its column");
  });
  await look("plan-text");
  await check("narrow: nothing of these screens is cut off at 1093 × 614", async () => {
    await page.setViewportSize({ width: 1093, height: 614 });
    for (const key of ["Alt+g", "Alt+c", "Alt+v", "Alt+k", "Alt+p"]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(250);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("button, input, select, h1")]
          .filter((element) => !element.closest(".scroll, .unseen") && element.checkVisibility())
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 120)),
      );
      assert.deepEqual(cut, [], key);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  });
}
