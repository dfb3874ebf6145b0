// The officer's stories in a real browser: the built window, the bridge, the engine, books on disk.
//   node run.mjs [story] [figures] [meaning] [units] [grid] [tasks] [board] [bulk] [part] [pane] [intake] [forms] [meeting] [reports] [papers] [exchange] [folder] [handover] [safety] [encryption] [officers]   only these parts; all of them unless said otherwise
//   SO06_BRIDGE    the so06-bridge program (required)
//   SO06_CHROMIUM  the browser, /usr/bin/chromium unless said otherwise
//   SO06_SHOTS     a folder for pictures of each screen; without it none are made
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { boardStory } from "./boardStory.mjs";
import { TOKEN, startBridge } from "./bridge.mjs";
import { bulkStory } from "./bulkStory.mjs";
import { checks } from "./checks.mjs";
import { encryptionStory } from "./encryptionStory.mjs";
import { exchangeStory } from "./exchangeStory.mjs";
import { figures } from "./figures.mjs";
import { folderStory } from "./folderStory.mjs";
import { handoverStory } from "./handoverStory.mjs";
import { intake } from "./intake.mjs";
import { meaning } from "./meaning.mjs";
import { meeting } from "./meeting.mjs";
import { officersStory } from "./officersStory.mjs";
import { paneStory } from "./paneStory.mjs";
import { papers, refusedPapers } from "./papers.mjs";
import { partStory } from "./partStory.mjs";
import { reports } from "./reports.mjs";
import { safetyStory } from "./safetyStory.mjs";
import { policy, serve } from "./serve.mjs";
import { story } from "./story.mjs";
import { superiorForms } from "./superiorForms.mjs";
import { taskStory } from "./taskStory.mjs";
import { unitsStory } from "./units.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const ui = path.join(root, "ui");
const require = createRequire(path.join(ui, "package.json"));
const NOW = "2024-03-18T09:00";
/** The last day of a period after four phường of quận Ninh Kiều became one on 01/11/2024. */
const AFTER = "2024-12-14T16:00";
/** A Thursday on which everything has to be in. */
const THURSDAY = "2024-03-14T15:00";
/** The day on which văn thư gives the quarter's report its number. */
const ISSUE = "2024-03-20T09:00";
const WIDE = { width: 1366, height: 768 };
const wanted = process.argv.slice(2);
const runs = (part) => wanted.length === 0 || wanted.includes(part);

const program = process.env.SO06_BRIDGE;
const chromium = process.env.SO06_CHROMIUM ?? "/usr/bin/chromium";
for (const [name, file] of [
  ["SO06_BRIDGE", program],
  ["SO06_CHROMIUM", chromium],
  ["the built window (npm run build)", path.join(ui, "dist/index.html")],
]) {
  if (!file || !existsSync(file)) {
    console.error(`e2e: ${name} is missing: ${file ?? "not set"}`);
    process.exit(1);
  }
}

const folder = mkdtempSync(path.join(os.tmpdir(), "so06-e2e-"));

let bridge = await startBridge(program, folder, NOW);
const server = await serve(path.join(ui, "dist"), policy(path.join(root, "tauri.conf.json")), () => bridge.port);
const browser = await require("playwright-core").chromium.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});
const page = await browser.newPage({ viewport: WIDE, colorScheme: "light", reducedMotion: "reduce" });
page.setDefaultTimeout(10_000);
// As the address that the bridge prints tells it to a page of development.
await page.addInitScript((token) => sessionStorage.setItem("so06-token", token), TOKEN);
const complaints = [];
page.on("pageerror", (error) => complaints.push(error.message));
page.on("console", (message) => {
  // A refusal answers 4xx, which the browser logs; the story itself looks at what the officer reads.
  if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
});

// No serious or critical violation; the harness pages ask for none at all.
const { check, look, sum } = checks(page, "e2e", ["serious", "critical"]);

async function restart(now = NOW) {
  await bridge.kill();
  bridge = await startBridge(program, folder, now);
}

let books = 0;

/** A new book of an example, from the start screen: each part of the stories has one of its own. */
async function openExample(name) {
  await page.setViewportSize(WIDE);
  await page.goto(server.url);
  await page.locator(`[data-example=${name}]`).click();
  const field = page.getByLabel("Đường dẫn của tệp");
  await field.fill(path.join(folder, `${name}-${(books += 1)}.so06`));
  await field.press("Enter");
  await page.getByRole("navigation").waitFor();
}

/** Runs a script of this folder by itself; it tells its own checks. */
function alone(file) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], { stdio: "inherit" });
  return new Promise((done, refuse) => child.once("exit", (code) => (code === 0 ? done() : refuse(new Error(`ended with ${code}`)))));
}

try {
  const tools = { page, url: server.url, folder, check, look, restart };
  if (runs("story")) await story(tools);
  if (runs("figures")) {
    await restart();
    await openExample("binh-thuy-2024");
    await figures(tools);
  }
  if (runs("meaning") || runs("units")) {
    await restart(AFTER);
    await openExample("ninh-kieu-2024");
    if (runs("meaning")) await meaning(tools);
    if (runs("units")) await unitsStory(tools);
  }
  // The grid has a page and a browser of its own.
  for (const file of runs("grid") ? ["gridHabits.mjs", "gridFrames.mjs"] : []) await check(`grid: ${file}`, () => alone(file));
  if (runs("tasks")) {
    await restart();
    await openExample("binh-thuy-2024");
    await taskStory(tools);
  }
  // Each of these takes back what it did: one book serves them all.
  const deeds = [["board", boardStory], ["bulk", bulkStory], ["part", partStory], ["pane", paneStory]].filter(([name]) => runs(name));
  if (deeds.length > 0) {
    await restart();
    await openExample("binh-thuy-2024");
    for (const [, part] of deeds) await part(tools);
  }
  if (runs("intake")) {
    await restart(THURSDAY);
    await page.setViewportSize(WIDE);
    await intake(tools);
  }
  if (runs("forms")) {
    await restart();
    await openExample("binh-thuy-2024");
    await superiorForms(tools);
  }
  if (runs("meeting")) {
    await restart();
    await openExample("binh-thuy-2024");
    await meeting(tools);
  }
  if (runs("reports")) {
    await restart();
    await openExample("binh-thuy-2024");
    await reports(tools);
  }
  if (runs("papers")) {
    await restart(ISSUE);
    await openExample("can-tho-2024");
    await papers(tools);
    await restart(ISSUE);
    await openExample("binh-thuy-2024");
    await refusedPapers(tools);
  }
  if (runs("exchange")) {
    await restart();
    await openExample("binh-thuy-2024");
    await exchangeStory(tools);
  }
  for (const [name, part] of [["folder", folderStory], ["handover", handoverStory], ["safety", safetyStory], ["encryption", encryptionStory], ["officers", officersStory]].filter(([own]) => runs(own))) {
    await restart();
    await openExample("binh-thuy-2024");
    await part(tools);
  }
  await check("the page logged no error", () => {
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  });
} finally {
  await browser.close();
  server.close();
  await bridge.kill();
  rmSync(folder, { recursive: true, force: true });
}
sum();
