// One line for each check, and pictures with axe in both themes: the same for every page that is tried.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { axeSource } from "./gridPage.mjs";

/**
 * `check` tells one line and goes on after a failure; `look` asks axe in both themes, with a picture of each when
 * SO06_SHOTS names a folder. `impacts` is what counts; all of them unless said otherwise.
 */
export function checks(page, name, impacts = null) {
  const shots = process.env.SO06_SHOTS;
  if (shots) mkdirSync(shots, { recursive: true });
  const axe = readFileSync(axeSource(), "utf8");
  const told = { passed: 0, failed: 0 };

  async function check(what, test) {
    try {
      await test();
      told.passed += 1;
      console.log(`ok    ${what}`);
    } catch (error) {
      told.failed += 1;
      console.log(`FAIL  ${what}: ${String(error.message ?? error).split("\n").slice(0, 6).join(" | ")}`);
      if (shots) await page.screenshot({ path: path.join(shots, `${name}-failed-${told.failed}.png`) });
      // What the next check begins with must not lie beneath a dialog that this one left.
      while (await page.locator("dialog[open]").count()) {
        const before = await page.locator("dialog[open]").count();
        await page.keyboard.press("Escape");
        await page.waitForTimeout(100);
        if ((await page.locator("dialog[open]").count()) === before) break;
      }
    }
  }

  async function look(screen) {
    for (const theme of ["light", "dark"]) {
      await check(`${screen}: axe, ${theme}`, async () => {
        await page.evaluate((value) => (document.documentElement.dataset.theme = value), theme);
        if (shots) await page.screenshot({ path: path.join(shots, `${screen}-${theme}.png`) });
        await page.evaluate(axe);
        const found = await page.evaluate(async (wanted) => {
          const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
          return violations
            .filter(({ impact }) => wanted === null || wanted.includes(impact))
            .map(({ id, impact, nodes }) => `${id} ${impact} (${nodes.length}): ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary?.slice(0, 240)}`);
        }, impacts);
        assert.deepEqual(found, []);
      });
    }
    await page.evaluate(() => (document.documentElement.dataset.theme = "light"));
  }

  /** The last line, and how the script ends. */
  function sum() {
    console.log(`${name}: ${told.passed} passed, ${told.failed} failed`);
    process.exitCode = told.failed === 0 ? 0 : 1;
  }
  return { check, look, sum };
}
