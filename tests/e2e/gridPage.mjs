// The window on a made-up book that lives in the page, built as for release: for what is asked of the
// grid or of the task screens alone, with more units, indicators and tasks than an example has.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { serve } from "./serve.mjs";

const ui = path.join(fileURLToPath(new URL("../..", import.meta.url)), "ui");
const require = createRequire(path.join(ui, "package.json"));

/** Builds and serves a page of the harness; `url(query)` is where it is opened. */
export async function gridPage(name = "grid") {
  const { build } = await import(pathToFileURL(require.resolve("vite")));
  const folder = mkdtempSync(path.join(os.tmpdir(), "so06-grid-"));
  const before = process.cwd();
  process.chdir(ui);
  await build({
    root: ui,
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true, rollupOptions: { input: path.join(ui, `tests/harness/${name}.html`) } },
  });
  process.chdir(before);
  const server = await serve(folder, "default-src 'self' 'unsafe-inline'", () => 0);
  return {
    url: (query) => `${server.url}tests/harness/${name}.html?${query}`,
    close() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function chromium() {
  return require("playwright-core").chromium.launch({
    executablePath: process.env.SO06_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}

export const axeSource = () => require.resolve("axe-core/axe.min.js");
