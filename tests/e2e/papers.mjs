import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { hands } from "./hands.mjs";

/**
 * Wednesday 20/03/2024 in Cần Thơ, whose figures are real: what stands behind a printed figure is looked at, the
 * quarter's report is submitted, a late figure comes in, it is taken back, issued, replaced, compared, and a print is
 * checked by its code. Begins on the overview of the example book.
 */
export async function papers({ page, folder, check, look }) {
  const { press, text, until, ask } = hands(page);
  const dialog = page.getByRole("dialog");
  const answerPath = async (name) => {
    const field = page.getByLabel("Đường dẫn của tệp");
    await field.fill(path.join(folder, name));
    await field.press("Enter");
    return path.join(folder, name);
  };
  const drawn = () => page.locator("[data-page] canvas").first().waitFor({ timeout: 30_000 });
  const line = page.getByRole("group", { name: "Trạng thái văn bản" });
  const behind = page.getByRole("complementary", { name: "Số này từ đâu" });
  const kept = () => ask("issued_reports");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);

  await check("papers: every figure of the pages can be reached, and is quiet until then", async () => {
    await page.getByLabel("Kỳ báo cáo").selectOption("2024-Q1");
    await press("Alt+4");
    await drawn();
    await page.locator("[data-spot]").first().waitFor();
    const seen = await page.locator("[data-spot]").evaluateAll((all) => all.map((own) => getComputedStyle(own).backgroundColor + getComputedStyle(own).boxShadow));
    assert.deepEqual([...new Set(seen)], ["rgba(0, 0, 0, 0)none"]);
    // Each lies on its own page, and on the words that it names.
    const out = await page.locator("[data-spot]").evaluateAll((all) => all.filter((own) => {
      const [box, paper] = [own.getBoundingClientRect(), own.closest("[data-page]").getBoundingClientRect()];
      return box.width < 3 || box.height < 6 || box.left < paper.left || box.right > paper.right || box.top < paper.top || box.bottom > paper.bottom;
    }).length);
    assert.equal(out, 0, "figures beside their page");
  });
  await check("papers: F7 and the arrows go from figure to figure, Enter opens what stands behind", async () => {
    await press("F7");
    await until(() => page.evaluate(() => document.activeElement?.dataset.spot), "0", "the first figure");
    await press("ArrowRight", "ArrowRight", "ArrowLeft");
    await until(() => page.evaluate(() => document.activeElement?.dataset.spot), "1", "the second");
    const label = await page.evaluate(() => document.activeElement.title);
    await press("Enter");
    await behind.waitFor();
    await behind.locator("[data-trace-part]").first().waitFor();
    assert.ok((await text(behind)).includes(label), label);
    await press("F7");
    await until(() => page.evaluate(() => document.activeElement?.dataset.spot), "2", "the third");
    await press("Escape");
    await behind.waitFor({ state: "detached" });
    await until(() => page.evaluate(() => document.activeElement?.dataset.spot), "2", "where one stood");
  });
  await look("papers-draft");
  await check("papers: a figure far down is found in the list, and its page comes into sight", async () => {
    await page.getByRole("button", { name: /số liệu.*F7/ }).click();
    const list = page.getByRole("complementary", { name: "Số liệu trên trang" });
    const rows = list.locator("li button");
    await rows.first().waitFor();
    assert.ok((await rows.count()) > 10, "figures of the list");
    await rows.last().click();
    await behind.waitFor();
    const spot = await until(() => page.evaluate(() => document.activeElement?.dataset.spot), /^\d+$/, "the figure");
    const box = await page.locator(`[data-spot="${spot}"]`).boundingBox();
    assert.ok(box.y > 80 && box.y < 740, `in sight at ${box.y}`);
    const pane = await behind.boundingBox();
    assert.ok(box.x + box.width <= pane.x || box.x >= pane.x + pane.width, "not under the pane");
  });
  await look("papers-behind");
  await check("papers: from a part one comes into its cell, and back", async () => {
    await press("Escape");
    await page.getByRole("button", { name: /số liệu.*F7/ }).click();
    await page.keyboard.type("kich hoat quan binh thuy");
    await press("ArrowDown", "Enter");
    const part = behind.locator("[data-trace-part]").first();
    assert.match(await text(part), /Quận Bình Thủy trên 92\.400.*22\/02\/2024/, "who, how much, when");
    await part.focus();
    await press("Enter");
    await page.getByRole("grid").waitFor();
    await until(() => text(page.locator(".bar .where")), /Quận Bình Thủy.*Kích hoạt/i, "the cell");
    await press("Alt+ArrowLeft");
    await drawn();
    // The pages open where one left them, with what stands behind the figure.
    await until(() => text(behind), /kích hoạt.*quận Bình Thủy/i, "the figure that was left");
    await press("Escape");
  });

  await check("papers: Ctrl+E shows the quick report, and its text goes to the chat by one key more", async () => {
    await press("Control+e");
    await dialog.waitFor();
    const shown = await until(() => dialog.getByRole("region", { name: "Chữ gửi chat" }).innerText(), /^BÁO CÁO NHANH ĐỀ ÁN 06/, "the text");
    await dialog.getByRole("img").waitFor();
    await look("papers-quick");
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText(/Đã chép báo cáo nhanh thành chữ/).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.replace(/\r\n/g, "\n"), shown.trim());
    assert.ok(copied.split("\n").length <= 25, copied);
    await press("Control+e", "Alt+a");
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual(await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types)), ["image/png"]);
  });
  await check("papers: it is submitted by one key, and what is shown is what was frozen", async () => {
    await press("Alt+t");
    await until(() => text(line), /Trình ký.*chờ ký/, "the state");
    await drawn();
    const [own] = await kept();
    assert.equal(own.state, "submitted");
    await page.locator("[data-spot]").first().waitFor();
  });
  await look("papers-submitted");
  await check("papers: a figure that changes meanwhile is told with what it was, and the paper is taken back", async () => {
    const [own] = await kept();
    const { figures } = await ask("issued_pages", { report: own.id });
    const value = figures.find(({ key }) => key.startsWith("value|"));
    const { parts } = await ask("trace_figure", { key: value.key, report: own.id });
    const part = parts[0];
    const amount = Number(part.text.replace(/\D/g, "")) + 7;
    await ask("record_count", { body: part.body, indicator: part.indicator, period: part.period, entry: String(amount), note: "", source: null });
    // Past the window: the screen hears of it with its next reading.
    await press("Alt+1", "Alt+4");
    await page.getByText(/số liệu trong sổ đã khác bản trình ký/).waitFor();
    await page.getByRole("button", { name: "Xem", exact: true }).click();
    await until(() => text(page.getByRole("region", { name: "Số liệu đã khác" })), /7/, "what differs");
    await look("papers-changed");
    await press("Alt+h");
    await until(() => text(line), /Nháp/, "the state");
    assert.deepEqual(await kept(), []);
  });
  await check("papers: a file that came back is compared with what was submitted, and nothing is written", async () => {
    await press("Alt+t");
    await until(() => text(line), /chờ ký/, "the state");
    const [own] = await kept();
    const { pdf } = await ask("issued_pages", { report: own.id });
    const came = page.getByRole("region", { name: "Bản lãnh đạo trả về" });
    await page.locator("[data-signed-file]").setInputFiles({ name: "tra-ve.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdf, "base64") });
    await until(() => text(came), /tra-ve\.pdf.*đúng như văn bản đã đóng/, "what it says");
    assert.deepEqual(await ask("signed_copies", { report: own.id }), []);
    await press("Alt+h");
    await until(() => text(line), /Nháp/, "the state");
  });
  await check("papers: issuing proposes the number, refuses a day before the figures in words, and prints what it says", async () => {
    await press("Alt+t");
    await until(() => text(line), /chờ ký/, "the state");
    await press("Alt+n");
    await dialog.waitFor();
    await until(() => dialog.getByLabel("Số văn thư cấp").inputValue(), "1", "the proposed number");
    await page.keyboard.type("5");
    await until(() => text(dialog), /“Số: 05\/[^”]+”.*ngày 20 tháng 3 năm 2024/, "what it prints");
    await look("papers-issue");
    await dialog.getByLabel("Ngày văn bản").fill("1/3/2024");
    await press("Control+Enter");
    await until(() => text(dialog), /sớm hơn ngày của số liệu/, "the refusal");
    await dialog.getByLabel("Ngày văn bản").fill("20/3/2024");
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await until(() => text(line), /Đã ban hành số 05\/.* ngày 20\/03\/2024/, "the state");
    const [own] = await kept();
    assert.equal(own.state, "issued");
  });
  await check("papers: the saved file is the frozen one, byte by byte", async () => {
    await press("Control+s");
    const file = await answerPath("bao-cao-05.pdf");
    await page.getByText(/Đã lưu báo cáo vào/).waitFor();
    const [own] = await kept();
    const { pdf } = await ask("issued_pages", { report: own.id });
    assert.ok(readFileSync(file).equals(Buffer.from(pdf, "base64")));
  });
  await check("papers: an issued paper's quick report names it, and its picture is saved", async () => {
    await press("Control+e");
    await until(() => dialog.getByRole("region", { name: "Chữ gửi chat" }).innerText(), /Theo Báo cáo số 05\/.* ngày 20\/03\/2024\.$/, "the text");
    await press("Alt+s");
    const file = await answerPath("nhanh-05.png");
    await page.getByText(/Đã lưu báo cáo nhanh vào/).waitFor();
    assert.equal(readFileSync(file).subarray(1, 4).toString(), "PNG");
  });
  await look("papers-issued");
  await check("papers: Ctrl+P hands the pages that are shown to the system, to a printer or a viewer", async () => {
    await page.evaluate(() => window.addEventListener("so06-print", ({ detail }) => (window.printed = detail)));
    await press("Control+p");
    await until(() => text(dialog), /In \d+ trang/, "the question");
    await press("Control+Enter");
    await page.getByText(/Đã gửi \d+ trang tới máy in/).waitFor();
    const [own] = await kept();
    const { pdf } = await ask("issued_pages", { report: own.id });
    const printed = await page.evaluate(() => window.printed);
    assert.ok(printed.straight && printed.pdf === pdf, "the frozen bytes");
    await press("Control+p");
    await dialog.getByRole("button", { name: /chương trình đọc PDF/ }).click();
    await page.getByText(/bấm in ở đó/).waitFor();
    assert.equal(await page.evaluate(() => window.printed.straight), false);
  });
  await check("papers: another takes its place, with its number refused until it is free", async () => {
    await press("Alt+y");
    await until(() => text(line), /Thay thế văn bản số 05/, "the state");
    await drawn();
    await press("Alt+n");
    await until(() => dialog.getByLabel("Số văn thư cấp").inputValue(), "6", "the proposed number");
    await page.keyboard.type("5");
    await press("Control+Enter");
    await until(() => text(dialog), /đã dùng cho/, "the refusal");
    await dialog.getByRole("button", { name: "Lấy số 6" }).click();
    await press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await until(() => text(line), /Đã ban hành số 06\//, "the state");
    const all = await kept();
    assert.equal(all.find(({ number }) => number.startsWith("05/")).replaced_by, all.find(({ number }) => number.startsWith("06/")).id);
  });

  await check("papers: a signed copy is attached with its digest, and where it differs is told, numbers first", async () => {
    const all = await kept();
    const old = all.find(({ number }) => number.startsWith("05/"));
    const { pdf } = await ask("issued_pages", { report: old.id });
    const copies = page.getByRole("region", { name: "Bản đã ký" });
    await page.locator("[data-signed-file]").setInputFiles({ name: "da-ky.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdf, "base64") });
    await until(() => text(copies), /da-ky\.pdf.*SHA-256.*số và .* khác văn bản đã đóng/, "the copy");
    await copies.getByRole("button", { name: "Xem", exact: true }).click();
    await until(() => text(copies.getByRole("row").nth(1)), /06.*05.*số/, "the number");
    await look("papers-signed");
    const now = all.find(({ number }) => number.startsWith("06/"));
    assert.equal((await ask("signed_copies", { report: now.id })).length, 1);
  });
  await check("outgoing: the book of papers lists both, finds by text, opens pages by Enter", async () => {
    await press("Control+2");
    await until(() => page.locator("[data-paper]").count(), 2, "papers");
    await until(() => text(page.getByRole("row").filter({ hasText: "05/" })), /thay bằng 06\//, "the replaced one");
    await look("outgoing");
    await press("Control+f");
    await page.keyboard.type("05/bc");
    await until(() => page.locator("[data-paper]").count(), 1, "papers");
    await press("Enter", "Enter");
    await drawn();
    await page.locator("[data-spot]").first().waitFor();
  });
  await look("outgoing-paper");
  await check("outgoing: why it differs from the one before, in one key, with causes", async () => {
    await press("Escape");
    await press("Control+f");
    await press("Escape");
    await until(() => page.locator("[data-paper]").count(), 2, "papers");
    await press("ArrowDown");
    await press("Home");
    await press("F9");
    const pane = page.getByRole("region", { name: "Vì sao khác?" }).first();
    await until(() => text(pane), /số như nhau/, "the comparison");
    await press("Control+c");
    await page.getByText("Đã chép giải trình").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /05\/.*→.*06\//s);
    await press("Escape");
  });
  await check("outgoing: a later report moves figures, and a correction is named with who and when", async () => {
    const [{ kind, period }] = await kept();
    const paper = { kind, period, as_of: null, subject: null, body: null, filled: null, template: null };
    const { figures } = await ask("report", paper);
    const value = figures.find(({ key }) => key.startsWith("value|"));
    const { parts } = await ask("trace_figure", { key: value.key, report: null });
    const part = parts[0];
    const amount = Number(part.text.replace(/\D/g, "")) + 100;
    await ask("record_count", { body: part.body, indicator: part.indicator, period: part.period, entry: String(amount), note: "rà soát lại", source: null });
    await ask("issue_report", { report: null, paper, number: 9, day: "2024-03-20", clock_seen: false });
    await press("Alt+1", "Alt+4");
    await until(() => page.locator("[data-paper]").count(), 3, "papers");
    const rows = page.locator("[data-paper]");
    await rows.filter({ hasText: "09/" }).focus();
    await press("Home", "F9");
    const table = page.getByRole("table", { name: "Cùng thời điểm, số khác nhau" });
    await until(() => text(table), /đính chính.*rà soát lại/s, "the cause");
  });
  await look("outgoing-compare");
  await check("outgoing: two are ticked by Space and compared by F8", async () => {
    await press("Escape");
    await press("Space", "End", "Space", "F8");
    await until(() => text(page.getByRole("region", { name: "Vì sao khác?" }).first()), /05\/.*→.*09\//s, "the two");
    await press("Escape");
  });
  await check("outgoing: a code is typed carelessly and tells its paper with its figures", async () => {
    const own = (await kept()).find(({ number }) => number.startsWith("05/"));
    await press("F4");
    await page.keyboard.type("KHONGCO!");
    await press("Enter");
    await page.getByText(/không phải mã đối chiếu/).waitFor();
    await page.keyboard.type(own.code.toLowerCase().replace("-", " "));
    await press("Enter");
    await page.getByText(/đã được thay thế/).first().waitFor();
    assert.ok((await page.getByRole("region", { name: "Số liệu của văn bản" }).locator("tbody tr").count()) > 10);
  });
  await look("outgoing-verify");
  await check("letterheads: a second one is made from the first, drafts go out under it, and one step takes it back", async () => {
    await press("Escape", "Control+,");
    await page.getByRole("button", { name: "Thể thức", exact: true }).click();
    await page.getByRole("figure", { name: /Đầu và cuối/ }).waitFor();
    await press("Control+n");
    await until(() => page.evaluate(() => document.activeElement?.id ?? ""), /-name$/, "the field of the name");
    await page.keyboard.type("Phó Chủ tịch ký");
    await page.getByLabel("Ký hiệu").fill("BC UBND");
    await press("Control+s");
    await until(() => text(page.getByRole("alert")), /Thể thức chưa in được/, "the refusal");
    await page.getByLabel("Ký hiệu").fill("BC-TCT");
    await page.getByLabel("Quyền hạn, chức vụ người ký").fill("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH");
    await press("Control+s");
    await page.getByText("Đã ghi thể thức").waitFor();
    assert.equal((await ask("letterheads")).length, 2);
  });
  await look("letterheads");
  await check("letterheads: the draft goes under the one that is chosen, with its own series", async () => {
    await press("Alt+4", "Control+1");
    await line.getByRole("button", { name: "Bản nháp" }).click();
    await page.getByLabel("Thể thức của văn bản").selectOption({ label: "Phó Chủ tịch ký" });
    await drawn();
    await press("Alt+n");
    await until(() => text(dialog), /BC-TCT.*Số kế tiếp trong sổ này là 1/, "the series");
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
    await press("Control+z");
    await page.getByText(/Đã hoàn tác/).first().waitFor();
    await until(() => page.getByLabel("Thể thức của văn bản").count(), 0, "one letterhead");
  });
  await check("narrow: nothing of these screens is cut off at 1093 × 614", async () => {
    await page.setViewportSize({ width: 1093, height: 614 });
    for (const [name, ...keys] of [["draft", "Control+1"], ["list", "Control+2", "Escape"], ["paper", "Enter"], ["compare", "F9"], ["verify", "F4"]]) {
      await press(...keys);
      await page.waitForTimeout(800);
      if (process.env.SO06_SHOTS) await page.screenshot({ path: path.join(process.env.SO06_SHOTS, `narrow-${name}.png`) });
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll("button, input, select, h1")]
          .filter((element) => !element.closest(".scroll, .unseen, [data-page]") && element.checkVisibility())
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 120)),
      );
      assert.deepEqual(cut, [], name);
    }
  });
  await look("outgoing-narrow");
  await page.setViewportSize({ width: 1366, height: 768 });
}

/** In a book with example figures neither is done, and the page says why. */
export async function refusedPapers({ page, check }) {
  const { press, until, text, ask } = hands(page);
  await check("papers: example figures are neither submitted nor issued, in words", async () => {
    await press("Alt+4");
    await page.locator("[data-page] canvas").first().waitFor({ timeout: 30_000 });
    await press("Alt+t");
    await until(() => text(page.getByRole("alert")), /số liệu minh họa nên không trình ký/, "the refusal");
    assert.deepEqual(await ask("issued_reports"), []);
  });
}
