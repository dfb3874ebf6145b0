import assert from "node:assert/strict";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { workbook } from "./xlsx.mjs";

// Figures made up for the test: quận Cái Răng has seven phường.
const UNITS = ["Lê Bình", "Hưng Phú", "Hưng Thạnh", "Ba Láng", "Thường Thạnh", "Phú Thứ", "Tân Phú"];
const [LE_BINH, HUNG_PHU, HUNG_THANH, BA_LANG, THUONG_THANH, PHU_THU, TAN_PHU] = UNITS;
const ACTIVATED = "dinh_danh.kich_hoat";
const RECEIVED = "dvc.tiep_nhan";
const ONLINE = "dvc.truc_tuyen";
const MOST_ACTIONS = 5;

const dots = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

/** The list of the police: every unit, titles above, a total and a signature below. */
function police(month, values) {
  const rows = [
    ["CÔNG AN QUẬN CÁI RĂNG", null, null],
    [`DANH SÁCH TÀI KHOẢN ĐỊNH DANH ĐIỆN TỬ THÁNG ${month} NĂM 2024`, null, null],
    [`(Số liệu tính đến ngày 14/${month}/2024)`, null, null],
    ["STT", "Tên đơn vị", "Tài khoản định danh điện tử đã kích hoạt"],
    ...values.map((value, index) => [index + 1, `Phường ${UNITS[index]}`, value]),
    [null, "Tổng cộng", values.reduce((sum, value) => sum + value, 0)],
    [null, null, "TRƯỞNG CÔNG AN QUẬN"],
  ];
  return workbook(`Tháng ${month}`, rows, ["A1:C1", "A2:C2", "A3:C3"]);
}

/** What a phường sends: its one row. */
function report(unit, received, online) {
  const rows = [
    [`ỦY BAN NHÂN DÂN PHƯỜNG ${unit.toUpperCase()}`, null, null, null],
    ["BÁO CÁO THỦ TỤC HÀNH CHÍNH THÁNG 3 NĂM 2024", null, null, null],
    ["STT", "Đơn vị", "Hồ sơ thủ tục hành chính tiếp nhận", "Hồ sơ tiếp nhận trực tuyến"],
    [1, `P. ${unit}`, received, online],
    [null, null, null, "Người lập biểu"],
  ];
  return workbook("Biểu 1", rows, ["A1:D1", "A2:D2"]);
}

/**
 * Thursday 14/03/2024, 15:00. Three phường sent Excel files, two wrote in the chat group, one brought paper, one
 * has not answered, and the police's list came from above. Begins at the start screen; counts what the officer does.
 */
export async function intake({ page, url, folder, check, look }) {
  const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();
  const until = async (read, wanted, what) => {
    const end = Date.now() + 8000;
    let seen;
    while (Date.now() < end) {
      seen = await read();
      if (seen === wanted || (wanted instanceof RegExp && wanted.test(String(seen)))) return;
      await page.waitForTimeout(50);
    }
    assert.fail(`${what}: “${seen}” is shown, not ${wanted}`);
  };
  const files = path.join(folder, "den");
  mkdirSync(files, { recursive: true });
  const put = (name, bytes) => {
    writeFileSync(path.join(files, name), bytes);
    return path.join(files, name);
  };
  const table = page.locator("[data-file-table]");
  const cellsOf = (state) => table.locator(`td[data-state=${state}]`);
  const bring = page.getByRole("button", { name: /^Ghi .* số vào sổ/ });
  const list = page.getByRole("navigation", { name: "Tệp nhận" });
  const grid = (unit, indicator) => page.locator(`[role=gridcell][data-indicator="${indicator}"]`).nth(UNITS.indexOf(unit));
  const answerPath = async (value) => {
    const field = page.getByLabel(/^Đường dẫn của/);
    await field.fill(value);
    await field.press("Enter");
  };

  // What the officer does: a key, a choice in the system's dialog, a choice on the screen. Letters typed are counted apart.
  let actions = 0;
  const act = async (deed) => {
    actions += 1;
    return deed();
  };
  const press = (key) => act(() => page.keyboard.press(key));
  const counted = async (name, deed) => {
    actions = 0;
    await deed();
    console.log(`      ${name}: ${actions} actions`);
    assert.ok(actions <= MOST_ACTIONS, `${actions} actions`);
  };
  let asked = null;
  page.on("filechooser", (dialog) => (asked = dialog));
  /** Ctrl+O and a choice in the system's dialog. */
  const choose = async (paths) => {
    asked = null;
    await press("Control+o");
    await until(() => asked !== null, true, "the dialog for files");
    await act(() => asked.setFiles(paths));
  };
  const copy = (words) => page.evaluate((value) => navigator.clipboard.writeText(value), words);
  /** What will change is on the screen, and the book has not changed yet. */
  const seenBefore = async (figure) => {
    await bring.waitFor();
    await page.locator("[data-file-table][aria-busy=false]").waitFor();
    assert.ok((await cellsOf("accepted").count()) + (await cellsOf("warned").count()) > 0, "no cell that will change is shown");
    await table.getByText(figure, { exact: true }).first().waitFor();
  };
  const wrote = (count) => until(() => text(page.getByRole("status").filter({ hasText: "Đã ghi" }).first()), new RegExp(`Đã ghi ${dots(count)} số,`), "outcome");
  const undoName = () => page.evaluate(() => document.querySelector("header .name")?.textContent ?? "");

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(url);
  await check("intake: a book of quận Cái Răng with its seven phường is made", async () => {
    await page.getByRole("combobox").fill("quan cai rang");
    await page.getByRole("option", { name: /Cái Răng/ }).first().click();
    await page.getByRole("button", { name: /^Lập sổ/ }).click();
    await page.getByRole("navigation").waitFor();
    await page.keyboard.press("Alt+3");
    await page.locator("header select").selectOption({ label: "Tháng 2/2024" });
    await until(() => page.locator(`[role=gridcell][data-indicator="${ACTIVATED}"]`).count().then((count) => count >= UNITS.length), true, "rows");
  });

  await check("intake: last month's list of the police goes in, and is not asked about twice", async () => {
    await counted("the police's list of February", async () => {
      await choose([put("CA thang 2.xlsx", police(2, [8120, 7410, 6930, 5480, 6270, 7790, 5050]))]);
      await seenBefore("8.120");
      assert.match(await text(page.getByRole("region", { name: /Xem trước/ })), /7 đơn vị × 1 chỉ tiêu.*Tháng 2\/2024/s);
      await press("Control+Enter");
      await wrote(7);
    });
  });

  const march = [8243, 7466, 69870, 5512, 6251, 7850, 5101];
  await check("intake: the police's list of March: two figures are in doubt, the total agrees, nothing is written yet", async () => {
    await counted("the police's list of March", async () => {
      await choose([put("CA tháng 3.xlsx", police(3, march))]);
      await seenBefore("8.243");
      assert.equal(await cellsOf("warned").count(), 2);
      const pane = page.getByRole("complementary", { name: "Cần xem" });
      assert.match(await text(pane), new RegExp(`${HUNG_THANH}.*${THUONG_THANH}`, "s"));
      await page.getByText("khớp").first().waitFor();
      await look("intake-preview");
      await act(() => page.getByLabel("Nguồn").selectOption("cong_an"));
      await seenBefore("8.243");
      await press("Control+Enter");
      await wrote(7);
    });
  });
  await check("intake: the period of the file is the one that was written, and the doubts are marked in the grid", async () => {
    await page.locator("header select").selectOption({ label: "Tháng 3/2024" });
    await page.keyboard.press("Control+1");
    await until(() => text(grid(LE_BINH, ACTIVATED)), "8.243", LE_BINH);
    await until(() => text(grid(HUNG_THANH, ACTIVATED)), "69.870", HUNG_THANH);
    await page.getByRole("complementary").filter({ hasText: HUNG_THANH }).first().waitFor();
  });

  await check("intake: three files are chosen at once and go in one after the other", async () => {
    const paths = [
      put("Le Binh T3.xlsx", report(LE_BINH, 412, 301)),
      put("Bao cao Hung Phu.xlsx", report(HUNG_PHU, 355, 262)),
      put("hung thanh 3-2024.xlsx", report(HUNG_THANH, 298, 177)),
    ];
    let first = 0;
    await counted("the first of three files", async () => {
      await choose(paths);
      await seenBefore("412");
      first = actions;
      await press("Control+Enter");
      await wrote(2);
    });
    assert.equal(first, 2);
    for (const figure of ["355", "298"]) {
      await counted(`the file with ${figure}`, async () => {
        await press("Control+Enter");
        await seenBefore(figure);
        await press("Control+Enter");
        await wrote(2);
      });
    }
    assert.equal(await list.getByText(/^đã ghi 2 số/).count(), 3);
  });

  await check("intake: two messages of the chat are pasted and read at once", async () => {
    await copy(`P. ${BA_LANG}: tiếp nhận: 240; trực tuyến: 158\nPhường ${THUONG_THANH}: tiếp nhận 1.025, trực tuyến 730\nCác đồng chí xem giúp`);
    await counted("two messages", async () => {
      await press("Control+v");
      await seenBefore("1.025");
      await press("Control+Enter");
      await wrote(4);
    });
  });
  await check("intake: a message with a citizen's number is refused with the reason", async () => {
    await copy("P. Phú Thứ: Nguyễn Văn A 092204001234 tiếp nhận 5");
    await page.keyboard.press("Control+v");
    const said = page.locator("main");
    await until(async () => /12 chữ số|9 chữ số|căn cước|công dân/i.test(await text(said)), true, "reason");
    assert.equal(await bring.count() === 0 || (await bring.getAttribute("aria-disabled")) === "true", true);
  });

  await check("intake: paper is typed in the grid", async () => {
    await page.keyboard.press("Control+1");
    await grid(PHU_THU, RECEIVED).click();
    await page.keyboard.type("377");
    await page.keyboard.press("Tab");
    await page.keyboard.type("265");
    await page.keyboard.press("Enter");
    await until(() => text(grid(PHU_THU, RECEIVED)), "377", PHU_THU);
    await until(() => text(grid(PHU_THU, ONLINE)), "265", PHU_THU);
  });

  await check("intake: who is missing is one key away, with a reminder to copy", async () => {
    await page.keyboard.press("F7");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(TAN_PHU).first().waitFor();
    await look("intake-missing");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), new RegExp(TAN_PHU));
  });

  await check("intake: the same file again changes nothing", async () => {
    await choose([path.join(files, "Le Binh T3.xlsx")]);
    await bring.waitFor();
    await until(() => bring.getAttribute("aria-disabled"), "true", "nothing to write");
    await page.getByText("Mọi số trong tệp đã có trong sổ").waitFor();
  });
  await check("intake: one step takes a file back, and it can be written again", async () => {
    await copy(`P. ${TAN_PHU}: tiếp nhận: 190`);
    await page.keyboard.press("Control+v");
    await seenBefore("190");
    const before = await undoName();
    await page.keyboard.press("Control+Enter");
    await wrote(1);
    await page.keyboard.press("Control+z");
    await until(undoName, before, "undo");
    await until(() => bring.getAttribute("aria-disabled"), "false", "to be written again");
  });
  await check("intake: a file that is no table is refused in a sentence, and the list goes on", async () => {
    await choose([put("anh chup.xlsx", Buffer.from("\xff\xd8\xff\xe0 jpeg", "latin1"))]);
    await until(async () => (await page.getByRole("alert").count()) > 0, true, "refusal");
    assert.match(await text(page.getByRole("alert")), /[à-ỹ].*Mã lỗi: \w+/s);
    await list.getByText("bị từ chối").first().waitFor();
  });
  await look("intake-refused");

  await check("intake: a sealed form for who has no program comes back through the same door", async () => {
    const forms = path.join(folder, "bieu");
    mkdirSync(forms, { recursive: true });
    await page.keyboard.press("Control+1");
    await page.keyboard.press("F7");
    await page.getByRole("button", { name: "Làm biểu Excel…" }).click();
    await page.getByLabel("Thư mục").fill(forms);
    // Who has sent is read meanwhile, and said beside the button until then.
    await page.getByRole("button", { name: /^Làm \d+ biểu/, disabled: false }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText(/Đã làm \d+ biểu/).waitFor();
    await page.keyboard.press("Escape");
    const made = readdirSync(forms).filter((name) => name.endsWith(".xlsx"));
    assert.ok(made.length >= 1, `${made.length} forms`);
    await choose([path.join(forms, made[0])]);
    await page.getByText(/Biểu kín/).first().waitFor();
  });

  await check("out: the counts are copied for a chat, and saved as Excel and CSV", async () => {
    await page.keyboard.press("Control+1");
    await page.keyboard.press("Control+e");
    await page.getByRole("menuitem", { name: "Chép để gửi chat" }).click();
    await page.getByText("Đã chép bảng thành chữ").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), new RegExp(`${LE_BINH}.*8\\.243`, "s"));
    for (const [item, name] of [["Lưu Excel…", "ra.xlsx"], ["Lưu CSV…", "ra.csv"], ["Lưu ảnh…", "ra.png"]]) {
      await page.keyboard.press("Control+e");
      await page.getByRole("menuitem", { name: item }).click();
      await answerPath(path.join(folder, name));
      await page.getByText(new RegExp(`Đã lưu .*${name.replace(".", "\\.")}`)).waitFor();
      assert.ok(statSync(path.join(folder, name)).size > 100, name);
    }
  });
  await check("out: the picture of the counts lies in the clipboard as PNG", async () => {
    await page.keyboard.press("Control+e");
    await page.getByRole("menuitem", { name: "Chép ảnh" }).click();
    await page.getByText("Đã chép bảng thành ảnh").waitFor();
    const types = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap((item) => item.types));
    assert.ok(types.includes("image/png"), types.join());
  });
  await check("out: the whole book in open form, and back from the start screen", async () => {
    const open = path.join(folder, "mo");
    mkdirSync(open, { recursive: true });
    await page.keyboard.press("Control+,");
    await page.getByRole("button", { name: "Sổ dạng mở" }).click();
    await page.getByRole("button", { name: /Xuất toàn bộ sổ/ }).click();
    await answerPath(open);
    await page.getByText(/Đã xuất \d+ tệp/).waitFor();
    await page.getByRole("button", { name: /Quận Cái Răng/ }).click();
    await page.getByRole("menuitem", { name: "Đóng sổ" }).click();
    await page.getByRole("button", { name: "Nhập sổ từ dạng mở…" }).click();
    const inside = readdirSync(open).length === 1 && statSync(path.join(open, readdirSync(open)[0])).isDirectory() ? path.join(open, readdirSync(open)[0]) : open;
    await answerPath(inside);
    await answerPath(path.join(folder, "mo-lai.so06"));
    await page.getByRole("navigation").waitFor();
    await page.keyboard.press("Alt+3");
    await page.locator("header select").selectOption({ label: "Tháng 3/2024" });
    await until(() => text(grid(LE_BINH, ACTIVATED)), "8.243", LE_BINH);
  });

  await check("paper: twelve units take twelve keys beyond their digits", async () => {
    await page.getByRole("button", { name: /Quận Cái Răng/ }).click();
    await page.getByRole("menuitem", { name: "Đóng sổ" }).click();
    await page.getByRole("heading", { name: "Lập sổ mới" }).waitFor();
    await page.getByRole("combobox").fill("quan ba dinh");
    await page.getByRole("option", { name: /Ba Đình/ }).first().click();
    await page.getByRole("button", { name: /^Lập sổ/ }).click();
    await page.getByRole("navigation").waitFor();
    await page.keyboard.press("Alt+3");
    const column = page.locator(`[role=gridcell][data-indicator="${RECEIVED}"]`);
    await until(async () => (await column.count()) >= 12, true, "rows");
    await column.nth(0).click();
    const values = Array.from({ length: 12 }, (_, index) => 101 + index * 37);
    let keys = 0;
    for (const value of values) {
      for (const digit of String(value)) await page.keyboard.press(digit);
      await page.keyboard.press("Enter");
      keys += 1;
    }
    for (const [index, value] of values.entries()) await until(() => text(column.nth(index)), dots(value), `row ${index + 1}`);
    assert.ok(keys <= 12, `${keys} keys`);
  });
  await check("intake: nothing is cut off at 1093 × 614", async () => {
    await page.setViewportSize({ width: 1093, height: 614 });
    for (const key of ["Control+1", "Control+3"]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(250);
      const cut = await page.evaluate(() => [...document.querySelectorAll(".head")].filter((head) => head.scrollWidth > head.clientWidth + 1).map((head) => head.textContent));
      assert.deepEqual(cut, [], key);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  });
}
