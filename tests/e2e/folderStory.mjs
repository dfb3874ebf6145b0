// Two books on one machine through a watched exchange folder: what another program carries between them is tried by
// moving the files by hand, whole and by halves.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { filesBelow, twoBooks } from "./twoBooks.mjs";

/** The window looks when the system tells it of a change and the change has come to rest. */
const BY_ITSELF = 25_000;

/** Begins on the overview of a new book of quận Bình Thủy, on Monday 18/03/2024. */
export async function folderStory({ page, url, folder, check, look }) {
  const { press, text, until, ask, nav, dialog, line, answerPath, openBook, newFromPackage, typeFigure, figures } = twoBooks({ page, url });
  const post = path.join(folder, "Thư mục trao đổi 06");
  const away = path.join(folder, "trên đường");
  for (const made of [post, away]) mkdirSync(made);
  const district = (await ask("book")).path;
  const commune = path.join(folder, "tra-an-thu-muc.so06");
  const strip = page.getByRole("group", { name: "Thư mục trao đổi" });
  const told = (words) => dialog.getByRole("listitem").filter({ hasText: words });
  const view = () => ask("exchange_folder");
  const packages = () => filesBelow(post).filter((name) => name.endsWith(".so06x"));

  /** The dialog of the folder, from wherever one stands. */
  async function openFolder() {
    await press("Alt+5");
    await page.getByRole("heading", { level: 1, name: "Trao đổi" }).waitFor();
    await press("Shift+F9");
    await page.getByRole("dialog", { name: "Thư mục trao đổi" }).waitFor();
  }
  async function choose(at) {
    await dialog.getByRole("button", { name: "Chọn…" }).click();
    await answerPath("Đường dẫn của thư mục", at);
  }
  const close = async () => {
    await press("Escape");
    await dialog.waitFor({ state: "detached" });
  };
  /** A pass by its key: the engine has made another one once its moment or its outcome is another. */
  async function scan() {
    await page.getByRole("button", { name: /^Quét ngay/ }).first().waitFor();
    await press("F9");
    await page.getByText("đang quét…").first().waitFor({ state: "detached" });
  }
  /** Nothing is left half written, nothing lies there twice. */
  function tidy(count) {
    const all = filesBelow(post);
    assert.deepEqual(all.filter((name) => !name.endsWith(".so06x") || name.startsWith(".")), [], "no temporary name is left");
    const digests = all.map((name) => createHash("sha256").update(readFileSync(path.join(post, name))).digest("hex"));
    assert.equal(new Set(digests).size, all.length, "every package lies there once");
    assert.equal(all.length, count, all.join(", "));
  }

  await check("folder: one in which a live book lies is refused with the reason, and none is chosen", async () => {
    await press("Alt+5");
    await page.getByRole("button", { name: "Chọn thư mục trao đổi…" }).click();
    await choose(folder);
    await dialog.getByText(/Sổ “.*” đang mở nằm trong thư mục “.*” nên không dùng thư mục này để trao đổi được/).waitFor();
    assert.equal((await view()).path, null);
    const other = path.join(folder, "máy bên", "sổ");
    mkdirSync(other, { recursive: true });
    copyFileSync(district, path.join(other, "b.so06"));
    writeFileSync(path.join(other, "b.so06-wal"), "");
    await choose(path.dirname(other));
    await dialog.getByText(/Sổ “.*b\.so06” đang mở nằm trong thư mục/).waitFor();
    assert.equal((await view()).path, null);
    // Once the other program has closed it, it is a copy that lies still.
    rmSync(path.join(other, "b.so06-wal"));
    await choose(path.dirname(other));
    await until(async () => (await view()).path, path.dirname(other));
    await dialog.getByRole("button", { name: "Thôi dùng" }).click();
    await until(async () => (await view()).path, null);
  });
  await check("folder: one that is not there is refused, too", async () => {
    await choose(path.join(folder, "không có"));
    await dialog.getByText(/Không thấy thư mục trao đổi/).waitFor();
    assert.equal((await view()).path, null);
  });
  await look("folder-refused");
  await check("folder: the district chooses one, it is looked into and stands at the head of the screen", async () => {
    await choose(post);
    await dialog.getByText(post, { exact: true }).waitFor();
    await dialog.getByText("Không có gói nào cần xem.").waitFor();
    await until(() => dialog.getByRole("alert").count(), 0, "the refusal is gone");
    await close();
    await until(() => text(strip), /^Thư mục trao đổi: .*Thư mục trao đổi 06 , quét \d\d:\d\d/);
    tidy(0);
  });
  await check("folder: the district's package for Trà An goes into it and is no news to itself", async () => {
    await press("Control+4");
    await line("Trà An").getByRole("button", { name: /^Xuất gói cho/ }).click();
    await dialog.waitFor();
    await dialog.getByText(post, { exact: true }).waitFor();
    await press("Control+Enter");
    await until(() => packages().length, 1, "a package in the folder");
    await page.getByText(/^Đã xuất gói số 1 cho/).first().waitFor();
    await openFolder();
    await scan();
    await until(async () => (await view()).files.map(({ state }) => state), ["own"]);
    await until(() => dialog.getByRole("listitem").count(), 0);
    await close();
  });
  await check("folder: the commune opens its book from it and sends up by itself from then on", async () => {
    await newFromPackage(path.join(post, packages()[0]), commune);
    await openFolder();
    await choose(post);
    await dialog.getByText(post, { exact: true }).waitFor();
    const before = (await view()).sent;
    await dialog.getByRole("checkbox", { name: /^Tự gửi cấp trên khi có số liệu mới/ }).check();
    await until(async () => (await view()).send_above, true);
    assert.equal(before + (await view()).sent, 0, "nothing is new for the district");
    await close();
    tidy(1);
  });
  await check("folder: a figure that the commune types is laid down with its next pass, whole and once", async () => {
    await typeFigure("12480", /12\.480/);
    await openFolder();
    await scan();
    await until(() => packages().length, 2);
    await dialog.getByText(/đã đặt 1 gói/).waitFor();
    await scan();
    await until(async () => (await view()).sent, 0);
    tidy(2);
  });
  await look("folder-sent");
  await check("folder: a half-copied file is told as such by the district, and nothing of it is taken", async () => {
    await close();
    const mine = (await view()).files.filter(({ state }) => state === "own").map(({ name }) => name);
    assert.equal(mine.length, 1, mine.join(", "));
    renameSync(path.join(post, mine[0]), path.join(away, "goi.so06x"));
    await openBook(district);
    assert.doesNotMatch(await figures(), /12\.480/);
    const whole = readFileSync(path.join(away, "goi.so06x"));
    writeFileSync(path.join(post, "Trà An tháng 3.so06x"), whole.subarray(0, Math.floor(whole.length / 2)));
    await openFolder();
    await scan();
    await until(() => text(told("Trà An tháng 3.so06x")), /^chưa chép xong Trà An tháng 3\.so06x$/);
    assert.doesNotMatch(await figures(), /12\.480/);
    assert.equal((await ask("exchange_status")).find(({ name }) => name.includes("Trà An")).came, null);
  });
  await look("folder-copying");
  await check("folder: once it is whole it is taken without a hand, the screen says so, and the figure is in the grid", async () => {
    writeFileSync(path.join(post, "Trà An tháng 3.so06x"), readFileSync(path.join(away, "goi.so06x")));
    await told("Trà An tháng 3.so06x").getByText("đã nhận", { exact: true }).waitFor({ timeout: BY_ITSELF });
    assert.match(await text(told("Trà An tháng 3.so06x")), /Phường Trà An, gói số \d+ · [1-9]\d* thay đổi/);
    await close();
    await nav("Số liệu").click();
    await page.getByRole("gridcell", { name: "12.480", exact: true }).waitFor();
    tidy(2);
  });
  await check("folder: a second copy under another name changes nothing", async () => {
    const before = await figures();
    copyFileSync(path.join(away, "goi.so06x"), path.join(post, "Copy of Trà An (2).so06x"));
    await openFolder();
    await scan();
    await until(async () => (await view()).files.filter(({ state }) => state === "already").length, 2);
    await until(() => dialog.getByRole("listitem").count(), 0, "nothing that an officer must hear of");
    assert.equal(await figures(), before);
    rmSync(path.join(post, "Copy of Trà An (2).so06x"));
    await close();
  });
  await check("folder: Tình hình tells the package that came, and its receipt goes into the folder", async () => {
    await press("Control+4");
    await line("Trà An").getByText(/^số \d+ · \d\d\/\d\d\/\d{4}$/).waitFor();
    await page.getByText("Chưa báo nơi gửi:").waitFor();
    await look("folder-status");
    await press("F4");
    await page.getByText(/^Đã ghi biên nhận cho Phường Trà An/).first().waitFor();
    await page.getByText("Chưa báo nơi gửi:").waitFor({ state: "detached" });
    tidy(3);
  });
  await check("folder: the months of Tình hình say what the submissions of the book say, and fit a small screen", async () => {
    const { periods, rows } = await ask("submissions", { kind: "month", year: 2024, as_of: null, from_row: 0, rows: 50 });
    await until(() => page.locator("th.m").allInnerTexts(), ["T1", "T2", "T3", "T4"]);
    for (const { name, cells } of rows) {
      const states = await line(name).locator("td.m").evaluateAll((own) => own.map(({ dataset }) => dataset.state));
      assert.deepEqual(states, cells.slice(0, 4).map(({ state }) => state), name);
    }
    assert.ok(rows.length === 8 && periods[2].period === "2024-T03");
    for (const [width, height] of [[1280, 720], [1093, 614], [1366, 768]]) {
      await page.setViewportSize({ width, height });
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll(".head, .bar, .pane-head, [data-lines] td, [data-lines] th")]
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map((element) => element.textContent?.slice(0, 60)),
      );
      assert.deepEqual(cut, [], `${width}×${height}`);
    }
    await line("Trà An").click();
    await page.locator("[data-lines]").focus();
    await press("F7");
    await page.getByRole("gridcell", { name: "12.480", exact: true }).waitFor();
    await until(() => text(page.getByRole("banner")), /Tháng 3\/2024/);
  });
  await check("folder: the commune's pass takes the receipt: its package is acknowledged", async () => {
    await openBook(commune);
    assert.equal((await ask("exchange_status"))[0].sent.state, "sent");
    await openFolder();
    await scan();
    await until(async () => (await ask("exchange_status"))[0].sent.state, "acknowledged");
    await close();
    await press("Control+4");
    await until(() => text(line("Bình Thủy")), /đã xác nhận số \d+ · \d\d\/\d\d\/\d{4}/);
    tidy(3);
  });
  await look("folder-acknowledged");
  await check("folder: that it is gone is said at the head and in the dialog, and the book goes on", async () => {
    renameSync(post, `${post} (rút)`);
    await openFolder();
    await scan();
    await until(() => text(dialog.getByRole("alert")), /^Không thấy thư mục trao đổi “.*”\. Hãy cắm lại USB hoặc nối lại mạng; sổ không mất gì/);
    await look("folder-gone");
    await close();
    await until(() => text(strip), /không thấy thư mục/);
    await typeFigure("12500", /12\.500/);
  });
  await check("folder: once it is back it works again, and what was typed meanwhile goes up", async () => {
    renameSync(`${post} (rút)`, post);
    await openFolder();
    await scan();
    await until(() => packages().length, 4);
    await close();
    await until(() => text(strip), /, quét \d\d:\d\d/);
    tidy(4);
    await openBook(district);
    await openFolder();
    await scan();
    await until(async () => (await figures()).includes("12.500"), true, "the later figure came");
    await close();
  });
}
