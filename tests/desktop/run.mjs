// The officer's story in the real WebKit window: a tick and a count are kept over a restart.
// SO06_DESKTOP and SO06 name the programs; SO06_SHOTS, when set, a folder for pictures.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { check, end, fail } from "../counted.mjs";
import { Key, startDriver, Window } from "./driver.mjs";

const LIMIT_SECONDS = 150;
const BODY = "31177";
const INDICATOR = "dinh_danh.kich_hoat";
const EVIDENCE = "Biên bản rà soát ngày 18/3";

const { SO06, SO06_DESKTOP, SO06_SHOTS } = process.env;
const WEBDRIVER = process.env.SO06_WEBDRIVER ?? "WebKitWebDriver";

setTimeout(() => {
  fail(`the story takes longer than ${LIMIT_SECONDS} s`);
  end("window");
}, LIMIT_SECONDS * 1000).unref();

const BY_TEXT = `
  const [selector, text] = arguments;
  return [...document.querySelectorAll(selector)].find((e) => e.textContent.includes(text)) ?? null;`;
const FIRST = "return document.querySelector(arguments[0])";
const CELL = `[role=gridcell][data-body="${BODY}"][data-indicator="${INDICATOR}"]`;
const ITEM = "aside li:has(input[type=checkbox])";
const cellReads = `
  return document.querySelector(arguments[0])?.innerText.replace(/\\s+/g, " ").trim() === arguments[1]`;

async function go(window, screen) {
  await window.click(await window.element(`the way to ${screen}`, BY_TEXT, "nav button", screen));
}

async function openTask(window) {
  await go(window, "Nhiệm vụ");
  const row = await window.element("the task", BY_TEXT, "[data-task]", "Ban hành Kế hoạch triển khai Đề án 06");
  await window.click(row);
  await window.element("its checklist", FIRST, ITEM);
}

async function type(window, text) {
  await window.click(await window.element("the cell", FIRST, CELL));
  await window.keys(`${text}${Key.enter}`);
}

async function look(window, name) {
  if (SO06_SHOTS) writeFileSync(path.join(SO06_SHOTS, `window-${name}.png`), await window.picture());
}

const folder = mkdtempSync(path.join(os.tmpdir(), "so06-window-"));
const book = path.join(folder, "sổ mẫu.so06");
let driver;
let window;

async function open(words = ["--book", book]) {
  driver = await startDriver(WEBDRIVER, { SO06_DATA_DIR: folder });
  window = await Window.open(driver, SO06_DESKTOP, ["--alone", "--now", "2024-03-18T09:00", ...words]);
}

/** The program of the same machine: one book that is written by two has two makers of packages. */
const env = { ...process.env, SO06_DATA_DIR: folder };
const so06 = (...words) => execFileSync(SO06, words, { stdio: ["ignore", "pipe", "ignore"], env });

const packages = () => readdirSync(folder).filter((name) => name.endsWith(".so06x"));

async function close() {
  await window?.close().catch(() => {});
  await driver?.stop();
  window = driver = undefined;
}

try {
  so06("new", "--example", "binh-thuy-2024", "--book", book);
  await check("the window opens on the overview of the book", async () => {
    await open();
    await window.until("the day", "return document.querySelector('h1')?.textContent.includes('18/03/2024')");
    const page = await window.run("return document.body.innerText");
    assert.match(page, /Quận Bình Thủy/);
    assert.match(page, /trên\s+92\.400/);
    await look(window, "overview");
  });
  await check("a checklist item is ticked with its evidence", async () => {
    await openTask(window);
    await window.click(await window.element("its evidence", FIRST, `${ITEM} button`));
    await window.element("the field", FIRST, `${ITEM} input:not([type=checkbox]), ${ITEM} textarea`);
    await window.keys(`${EVIDENCE}${Key.enter}`);
    await window.until("the evidence", BY_TEXT, ITEM, EVIDENCE);
    assert.equal(await window.run("return document.querySelector(arguments[0] + ' input[type=checkbox]').checked", ITEM), true);
    await look(window, "tasks");
  });
  await check("a count is typed and shown", async () => {
    await go(window, "Số liệu");
    await type(window, "17301");
    await window.until("17.301", cellReads, CELL, "17.301");
  });
  await check("−1 is refused in Vietnamese and the old count stays", async () => {
    await type(window, "-1");
    await window.until("the refusal", BY_TEXT, ".remark.refused", "Số liệu không thể nhỏ hơn 0");
    assert.equal(await window.run(cellReads, CELL, "17.301"), true);
    await look(window, "counts");
  });
  await check("the report is drawn", async () => {
    await go(window, "Báo cáo");
    await window.until(
      "ink on its first page",
      `const canvas = document.querySelector("[data-page] canvas");
       if (!canvas || !canvas.width) return false;
       const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
       let dark = 0;
       for (let at = 0; at < data.length; at += 4) if (data[at] < 128 && data[at + 3] > 0) dark += 1;
       return dark > 1000;`,
    );
    await look(window, "report");
  });
  await close();
  await check("the file holds what the window said", async () => {
    const asked = ["--book", book, "--json", "values", "list", "--body", BODY, "--indicator", INDICATOR];
    const facts = JSON.parse(so06(...asked));
    assert.ok(facts.some((fact) => fact.value === 17301 && fact.revision === 2));
  });
  await check("after a restart the tick is there", async () => {
    await open();
    await openTask(window);
    await window.until("the evidence", BY_TEXT, ITEM, EVIDENCE);
  });
  await check("after a restart the count is there", async () => {
    await go(window, "Số liệu");
    await window.until("17.301", cellReads, CELL, "17.301");
  });
  await close();
  await check("a package that was double-clicked waits on the start page for its book, and then shows what it would change", async () => {
    const ward = path.join(folder, "phường.so06");
    so06("--now", "2024-03-18T09:00", "--book", book, "package", "export", "--to", "31168", "--out", folder);
    const [given] = packages();
    so06("--now", "2024-03-18T09:00", "new", "--package", path.join(folder, given), "--book", ward);
    const figure = ["--body", "31168", "--indicator", INDICATOR, "--as-of", "2024-03-17", "--value", "12750"];
    so06("--now", "2024-03-18T09:00", "--book", ward, "values", "set", ...figure);
    so06("--now", "2024-03-18T09:00", "--book", ward, "package", "export", "--to", "918", "--period", "2024-T04", "--out", folder);
    const answer = packages().find((name) => name !== given);
    await open([path.join(folder, answer)]);
    await window.until("that it waits", BY_TEXT, ".parcel", answer);
    await look(window, "parcel");
    await window.click(await window.element("the book", BY_TEXT, "main button", "Quận Bình Thủy"));
    await window.until("what it would change", "return /12\\.750/.test(document.body.innerText)");
    await look(window, "taking");
  });
  await check("the program tests itself, and tells what became of a book and of a package", () => {
    const told = path.join(folder, "tự kiểm tra.txt");
    const tested = (...words) => {
      execFileSync(SO06_DESKTOP, ["--self-test", told, ...words], { stdio: "ignore", env });
      return readFileSync(told, "utf8");
    };
    assert.match(tested(), /Mọi phần chạy tốt/);
    assert.match(tested(book), /được {2}mở tệp: .*Quận Bình Thủy/);
    assert.match(tested(path.join(folder, packages()[0])), /được {2}mở tệp: gói dữ liệu/);
    writeFileSync(path.join(folder, "hỏng.so06"), "không phải sổ");
    assert.throws(() => tested(path.join(folder, "hỏng.so06")));
    assert.match(readFileSync(told, "utf8"), /HỎNG {2}mở tệp: /);
  });
} catch (error) {
  fail(`the story broke off: ${error.message}`);
} finally {
  await close();
  rmSync(folder, { recursive: true, force: true });
}
end("window");
