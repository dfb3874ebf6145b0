// What every story does with a page: keys, words, waiting, and asking the book itself.
import assert from "node:assert/strict";

export function hands(page) {
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const type = (words) => page.keyboard.type(words);
  const text = async (locator) => (await locator.innerText()).replace(/\s+/g, " ").trim();

  /** Waits until what is read is what is wanted: equal, or said by a pattern. */
  async function until(read, wanted, what = "seen") {
    const fits = (seen) => (wanted instanceof RegExp ? wanted.test(String(seen)) : JSON.stringify(seen) === JSON.stringify(wanted));
    let seen;
    for (const end = Date.now() + 8000; Date.now() < end; await page.waitForTimeout(30)) {
      seen = await read();
      if (fits(seen)) return seen;
    }
    if (wanted instanceof RegExp) assert.match(String(seen), wanted, what);
    assert.deepEqual(seen, wanted, what);
    return seen;
  }

  /** The engine's own answer, past the window. */
  async function ask(name, request = {}) {
    const { ok, body } = await page.evaluate(
      async ([command, wanted]) => {
        const answer = await fetch(`/api/${command}`, { method: "POST", headers: { "content-type": "application/json", "x-so06-token": sessionStorage.getItem("so06-token") ?? "" }, body: JSON.stringify(wanted) });
        return { ok: answer.ok, body: await answer.json() };
      },
      [name, request],
    );
    if (!ok) throw new Error(`${name}: ${JSON.stringify(body)}`);
    return body.value;
  }

  /**
   * Does something, asks that the book then says something else, takes it back by Ctrl+Z or by the button, and asks
   * that the book says again what it said before. `steps` is how many operations the deed is.
   */
  async function takenBack(read, deed, { by = "key", steps = 1 } = {}) {
    const before = await read();
    await deed();
    assert.notDeepEqual(await read(), before, "the book has not changed");
    for (let step = 0; step < steps; step += 1) {
      if (by === "key") await press("Control+z");
      else await page.getByRole("banner").getByRole("button", { name: /^Hoàn tác/ }).click();
      await page.getByText(/^Đã hoàn tác/).first().waitFor();
    }
    await until(read, before, "after undo");
  }

  /**
   * Opens a menu by its title and picks from it: by the mouse, or by Enter and arrows alone. An item is its words, or
   * `{ name, role, nth }` where these are not enough.
   */
  async function pick(menu, item, by = "mouse") {
    const { name, role = "menuitem", nth = 0 } = typeof item === "string" ? { name: item } : item;
    const button = page.getByTitle(menu, { exact: true });
    const wanted = page.getByRole("menu").getByRole(role, { name, exact: typeof name === "string" }).nth(nth);
    if (by === "mouse") {
      await button.click();
      await wanted.click();
      return;
    }
    await button.focus();
    await press("Enter");
    await wanted.waitFor();
    for (let step = 0; step < 30; step += 1) {
      await page.waitForTimeout(20);
      if (await wanted.evaluate((element) => element === document.activeElement)) return press("Enter");
      await press("ArrowDown");
    }
    assert.fail(`${name} is not reached by arrows`);
  }
  return { press, type, text, until, ask, takenBack, pick };
}
