// The copy for a stick under Wine: it runs from a drive, keeps everything on it, and goes on under another letter.
// SO06_ZIP names it, SO06_FOLDER an empty folder that is the stick; WINEPREFIX is a Windows of the tests' own.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";

import { check, end } from "../counted.mjs";
import { ended, run } from "./there.mjs";

const { SO06_FOLDER, SO06_ZIP, WINEPREFIX } = process.env;
const PLACE = path.join(SO06_FOLDER, "So06");
const OWN = "du-lieu-chuong-trinh";

/** The stick under a letter, for as long as the work takes. */
async function plugged(letter, work) {
  const link = path.join(WINEPREFIX, "dosdevices", `${letter.toLowerCase()}:`);
  rmSync(link, { force: true });
  symlinkSync(SO06_FOLDER, link);
  try {
    await work((name) => `${letter}:\\So06\\${name}`);
  } finally {
    rmSync(link, { force: true });
  }
}

/** All files below a folder, with when they were written. */
function below(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((own) => own.isFile());
  const files = names.map((own) => path.join(own.parentPath ?? own.path, own.name));
  return files.map((file) => `${path.relative(folder, file)} ${statSync(file).mtimeMs}`).sort();
}

/** What the window's program says about itself; `book` is opened as by a double click. */
function tested(at, book = []) {
  const done = run(at("so06-desktop.exe"), ["--self-test", at("kiem-tra.txt"), ...book]);
  const text = readFileSync(path.join(PLACE, "kiem-tra.txt"), "utf8");
  // 2: all is well, only WebView2 is not there.
  assert.equal(done.status, 2, `${done.status} ${text} ${done.told}`);
  return text;
}

await check("it unpacks into one folder with its programs, their licences and a word before reading", () => {
  const done = ended("python3", ["-m", "zipfile", "-e", SO06_ZIP, SO06_FOLDER]);
  assert.equal(done.status, 0, done.told);
  assert.deepEqual(readdirSync(SO06_FOLDER), ["So06"]);
  const names = ["DOC-TRUOC.txt", "LICENSE.txt", "SBOM.cdx.json", "WebView2Loader.dll", "so06-desktop.exe", "so06-portable", "so06.exe"];
  assert.deepEqual(readdirSync(PLACE).sort(), names);
  const word = readFileSync(path.join(PLACE, "DOC-TRUOC.txt"), "utf8");
  assert.ok(word.startsWith("\ufeff"), "Notepad knows the letters by this mark");
  assert.equal(/[^\r]\n/.test(word), false);
});

const home = path.join(WINEPREFIX, "drive_c/users");
const before = below(home);
const BOOK = "Sổ phường.so06";

await check("on the stick it keeps books and its own things beside itself", async () => {
  await plugged("U", (at) => {
    const text = tested(at);
    assert.ok(text.includes(`nơi lưu sổ: U:\\So06\r\n`) || text.includes("nơi lưu sổ: U:\\So06\n"), text);
    assert.ok(text.includes(`nơi chương trình ghi: U:\\So06\\${OWN}`), text);
    const made = run(at("so06.exe"), ["new", "--example", "binh-thuy-2024", "--book", at(BOOK)]);
    assert.equal(made.status, 0, made.told);
    assert.match(tested(at, [at(BOOK)]), /được  mở tệp: .*Bình Thủy/);
    assert.ok(existsSync(path.join(PLACE, OWN, "recent.json")));
  });
});

await check("in another machine, where the drive has another letter, the book is found as one opened before", async () => {
  await plugged("V", (at) => {
    const recent = readFileSync(path.join(PLACE, OWN, "recent.json"), "utf8");
    assert.ok(recent.includes(BOOK) && !/[A-Z]:/.test(recent), recent);
    assert.match(tested(at, [at(BOOK)]), /được  mở tệp: .*Bình Thủy/);
    assert.equal(JSON.parse(readFileSync(path.join(PLACE, OWN, "recent.json"), "utf8")).length, 1);
    const sound = run(at("so06.exe"), ["--book", at(BOOK), "doctor"]);
    assert.equal(sound.status, 0, sound.told);
  });
});

await check("nothing was written outside of the stick", () => {
  assert.deepEqual(below(home), before);
});

end("portable");
