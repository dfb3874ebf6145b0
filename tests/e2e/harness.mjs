// A page of the harness (a made-up book in the page) with the hands and checks that its scripts share.
import { checks } from "./checks.mjs";
import { chromium, gridPage } from "./gridPage.mjs";
import { hands } from "./hands.mjs";

/** `end()` closes everything and tells the sum; `complaints` are the errors that the page logged. */
export async function harness(name, { timeout = 5000, permissions = [] } = {}) {
  const served = await gridPage(name);
  const browser = await chromium();
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: "reduce", permissions });
  const page = await context.newPage();
  page.setDefaultTimeout(timeout);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  const { check, look, sum } = checks(page, name);
  return {
    page,
    context,
    served,
    complaints,
    check,
    look,
    ...hands(page),
    /** How often the page asked its book for something. */
    asked: (command) => page.evaluate((wanted) => window.world.count(wanted), command),
    async end() {
      await browser.close();
      served.close();
      sum();
    },
  };
}
