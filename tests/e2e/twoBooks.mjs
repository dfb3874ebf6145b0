// What the stories of several books do with the window: answer for a path, change books, open a book from a package.
import { readdirSync } from "node:fs";

import { hands } from "./hands.mjs";

export function twoBooks({ page, url }) {
  const own = hands(page);
  const { press, ask, until } = own;
  const nav = (name) => page.getByRole("navigation").getByRole("button", { name });
  const dialog = page.getByRole("dialog");

  /** The page's own question for a path: the desktop shell has the system's dialog there. */
  async function answerPath(label, value) {
    const field = page.getByLabel(label);
    await field.fill(value);
    await field.press("Enter");
  }

  /** Another book in the same window. */
  async function openBook(file) {
    await ask("open_book", { path: file });
    await page.goto(url);
    await page.getByRole("navigation", { name: "Màn hình" }).waitFor();
  }

  /** From the start screen: the commune makes its book of what the office above sent. */
  async function newFromPackage(file, book) {
    await ask("close_book");
    await page.goto(url);
    await page.getByRole("button", { name: /Mở gói cấp trên giao/ }).click();
    await answerPath(/^Đường dẫn/, file);
    await answerPath("Đường dẫn của tệp", book);
    await page.getByRole("navigation", { name: "Màn hình" }).waitFor();
  }

  /** Types a figure into the first cell of the grid and waits until the book has it. */
  async function typeFigure(typed, shown) {
    await nav("Số liệu").click();
    await page.getByRole("gridcell").first().click();
    await own.type(typed);
    await press("Enter");
    await until(() => figures(), shown, "the figure is kept");
  }

  const figures = async (period = "2024-Q1") => JSON.stringify(await ask("counts", { period }));

  return { ...own, nav, dialog, line: (name) => page.getByRole("grid").getByRole("row").filter({ hasText: name }), answerPath, openBook, newFromPackage, typeFigure, figures };
}

/** Every file below a folder, hidden ones among them, by its path there. */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}
