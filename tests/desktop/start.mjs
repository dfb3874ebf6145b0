// How long the window takes from its start to the overview of the book, beside the bare engine of pages with an empty page.
// SO06_DESKTOP and SO06 name the programs of a release, SO06_BARE a browser that is nothing but the engine; what is printed
// is a section of BENCHMARKS.md. The disk is cold where this process may empty the memory of files.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { startDriver, Window } from "./driver.mjs";

const { SO06, SO06_BARE, SO06_DESKTOP } = process.env;
const WEBDRIVER = process.env.SO06_WEBDRIVER ?? "WebKitWebDriver";
const MEMORY = "/proc/sys/vm/drop_caches";
const RUNS = 5;
/** Seconds that an officer waits. */
const MOST = 3;

const folder = mkdtempSync(path.join(os.tmpdir(), "so06-start-"));
const book = path.join(folder, "sổ.so06");

/** Nothing of any program is in memory any more. */
function cold() {
  execFileSync("sync");
  writeFileSync(MEMORY, "3");
}

async function timed(binary, words, there, before) {
  const driver = await startDriver(WEBDRIVER, { SO06_DATA_DIR: folder });
  before();
  const begun = performance.now();
  const window = await Window.open(driver, binary, words);
  await window.until("the page", there);
  const seconds = (performance.now() - begun) / 1000;
  await window.close().catch(() => {});
  await driver.stop();
  return seconds;
}

async function middle(...of) {
  const all = [];
  for (let run = 0; run < RUNS; run += 1) all.push(await timed(...of));
  all.sort((a, b) => a - b);
  return { middle: all[RUNS >> 1], longest: all[RUNS - 1] };
}

const OWN = [SO06_DESKTOP, ["--alone", "--now", "2024-03-18T09:00", "--book", book], "return document.querySelector('h1')?.textContent.includes('18/03/2024')"];
const BARE = [SO06_BARE, ["--automation"], "return document.readyState === 'complete'"];

execFileSync(SO06, ["new", "--example", "binh-thuy-2024", "--book", book], { stdio: "ignore", env: { ...process.env, SO06_DATA_DIR: folder } });
const rows = [];
const row = (what, own, word) => rows.push(`| ${what} | ${own.middle.toFixed(2)} s | ${word} |`);
if (existsSync(MEMORY) && process.getuid?.() === 0) {
  const own = await middle(...OWN, cold);
  row("window with the overview of the book, cold disk", own, `longest ${own.longest.toFixed(2)}; at most ${MOST}: ${own.longest <= MOST ? "kept" : "MISSED"}`);
  if (SO06_BARE) {
    const bare = await middle(...BARE, cold);
    row("the bare engine of pages with an empty page, cold disk", bare, `the window takes ${(own.middle / bare.middle).toFixed(2)} × as long`);
  }
}
const again = await middle(...OWN, () => {});
row("the window again", again, `longest ${again.longest.toFixed(2)}`);
rmSync(folder, { recursive: true });

console.log(["", "## Start", "", "| what | time | |", "|--|--:|--|", ...rows, ""].join("\n"));
