// Two books through a folder, in the window: the district gives, the commune opens its book from that and sends, the
// district looks, takes, and takes it back.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

import { twoBooks } from "./twoBooks.mjs";

/** Begins on the overview of a new book of quận Bình Thủy, on Monday 18/03/2024. */
export async function exchangeStory({ page, url, folder, check, look }) {
  const { press, text, until, ask, dialog, line, answerPath, openBook, newFromPackage, typeFigure, figures } = twoBooks({ page, url });
  const post = path.join(folder, "thu-muc-trao-doi");
  mkdirSync(post);
  const sent = () => readdirSync(post).filter((name) => name.endsWith(".so06x")).sort();
  const district = (await ask("book")).path;
  const commune = path.join(folder, "tra-an.so06");
  /** Writes the package for a body into the folder of exchange. */
  const send = async (name) => {
    await press("Alt+5", "Control+4");
    const before = sent().length;
    await line(name).getByRole("button", { name: /^Xuất gói cho/ }).click();
    await dialog.waitFor();
    if ((await dialog.innerText()).includes("sẽ hỏi khi xuất")) {
      await press("Control+Enter");
      await answerPath("Đường dẫn của thư mục", post);
    } else await press("Control+Enter");
    await until(() => sent().length, before + 1, "a package in the folder");
    await page.getByText(/^Đã xuất gói số \d+ cho/).first().waitFor();
  };

  await check("exchange: the district writes a package for Trà An", async () => {
    await send("Trà An");
    assert.equal(sent().length, 1);
  });
  await look("exchange-status");
  await check("exchange: the commune opens its book from it, under a name that means nothing", async () => {
    renameSync(path.join(post, sent()[0]), path.join(post, "Copy of tài liệu (2).so06x"));
    await newFromPackage(path.join(post, "Copy of tài liệu (2).so06x"), commune);
    assert.match((await ask("book")).name, /Trà An/);
  });
  await look("exchange-commune");
  await check("exchange: the commune types a figure into its one row", async () => {
    await typeFigure("12480", /12\.480/);
  });
  await look("exchange-commune-counts");
  await check("exchange: and sends it up", async () => {
    await send("Bình Thủy");
  });
  const file = () => path.join(post, sent().find((name) => !name.startsWith("Copy")));
  await check("exchange: the district sees what would come of it, then takes it by Ctrl+Enter", async () => {
    await openBook(district);
    await press("Alt+5", "Control+1", "Control+o");
    await page.getByLabel(/^Đường dẫn/).fill(file());
    await press("Enter");
    await page.getByRole("heading", { name: "Phường Trà An", exact: true }).waitFor();
    await page.getByRole("button", { name: /^Nhận 1 gói/ }).waitFor();
    assert.match(await text(page.locator("main, .panes").last()), /12\.480/);
    await look("exchange-preview");
    await press("Control+Enter");
    await page.getByText(/^Đã nhận 1 gói/).first().waitFor();
    assert.match(await figures(), /12\.480/);
  });
  await look("exchange-taken");
  await check("exchange: one step takes it back, and the same file is taken again", async () => {
    await press("Control+z");
    await page.getByText(/^Đã hoàn tác/).first().waitFor();
    await until(async () => (await figures()).includes("12.480"), false, "taken back");
    await page.getByRole("button", { name: /^Nhận 1 gói/ }).waitFor();
    await press("Control+Enter");
    await until(async () => (await figures()).includes("12.480"), true, "taken again");
  });
  await check("exchange: a file that was cut off is refused in words and nothing changes", async () => {
    const bytes = readFileSync(file());
    const broken = path.join(post, "cut.so06x");
    writeFileSync(broken, bytes.subarray(0, bytes.length - 7));
    const before = JSON.stringify(await ask("exchange_status"));
    await press("Control+o");
    await page.getByLabel(/^Đường dẫn/).fill(broken);
    await press("Enter");
    await page.getByText(/bị cắt|không trọn vẹn|bị hỏng|thiếu phần cuối/).first().waitFor();
    assert.equal(JSON.stringify(await ask("exchange_status")), before);
  });
  await look("exchange-refused");
}
