// The package for Debian: it installs, its programs run, and it leaves nothing but books when it goes.
// SO06_DEB names it, SO06_ROOT an empty folder that stands in for the disk, so that nobody needs to be root.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { check, end } from "../counted.mjs";

const { SO06_DEB, SO06_ROOT } = process.env;
const at = (name) => path.join(SO06_ROOT, name);

function run(command, words, options = {}) {
  const done = spawnSync(command, words, { maxBuffer: 1 << 26, ...options });
  if (done.error !== undefined) throw done.error;
  return { status: done.status, out: String(done.stdout), told: String(done.stderr) };
}

function dpkg(...words) {
  const done = run("dpkg", [`--root=${SO06_ROOT}`, "--force-not-root", "--force-depends", "--force-bad-path", ...words]);
  assert.equal(done.status, 0, done.told);
  return done.out;
}

mkdirSync(at("var/lib/dpkg/updates"), { recursive: true });
mkdirSync(at("var/lib/dpkg/info"), { recursive: true });
mkdirSync(at("home/can-bo"), { recursive: true });
for (const name of ["status", "available"]) writeFileSync(at(`var/lib/dpkg/${name}`), "");

const BOOK = at("home/can-bo/Sổ của tôi.so06");
const ENTRY = "usr/share/applications/So06.desktop";
const TYPES = "usr/share/mime/packages/so06.xml";

/** What lies below a folder of the root, without the notes of dpkg. */
const below = () =>
  readdirSync(SO06_ROOT, { recursive: true }).filter((name) => !name.startsWith("var") && statSync(at(name)).isFile()).sort();

await check("it says what it needs", () => {
  const told = run("dpkg-deb", ["-f", SO06_DEB, "Package", "Architecture", "Depends", "Description"]).out;
  assert.match(told, /^Package: so06$/m);
  assert.match(told, /libwebkit2gtk-4\.1-0/);
  assert.match(told, /Đề án 06/);
});

await check("it installs", () => {
  dpkg("-i", SO06_DEB);
  for (const name of ["usr/bin/so06", "usr/bin/so06-desktop", ENTRY, TYPES]) assert.ok(existsSync(at(name)), `${name} of ${below()}`);
  assert.ok(below().some((name) => /hicolor\/128x128\/.*so06-desktop\.png$/.test(name)), "an icon");
});

await check("the entry of the menu names the program, its icon and both kinds of files", () => {
  const entry = readFileSync(at(ENTRY), "utf8");
  assert.match(entry, /^Name=Sổ 06$/m);
  assert.match(entry, /^Exec=so06-desktop %f$/m);
  assert.match(entry, /^Icon=so06-desktop$/m);
  const types = readFileSync(at(TYPES), "utf8");
  for (const [type, ending] of [["book", "so06"], ["package", "so06x"]]) {
    assert.ok(entry.includes(`application/vnd.so06.${type};`), type);
    assert.ok(types.includes(`type="application/vnd.so06.${type}"`) && types.includes(`"*.${ending}"`), type);
  }
});

await check("the installed command line makes a book", () => {
  const env = { ...process.env, HOME: at("home/can-bo"), SO06_DATA_DIR: at("home/can-bo/dữ liệu") };
  const done = run(at("usr/bin/so06"), ["new", "--example", "binh-thuy-2024", "--book", BOOK], { env });
  assert.equal(done.status, 0, done.told);
});

await check("the installed window's program tests itself", () => {
  const env = { ...process.env, HOME: at("home/can-bo"), SO06_DATA_DIR: at("home/can-bo/dữ liệu") };
  const done = run(at("usr/bin/so06-desktop"), ["--self-test"], { env });
  assert.equal(done.status, 0, `${done.out} ${done.told}`);
  console.log(done.out.replace(/^/gm, "      ").trimEnd());
});

await check("removed, no program is left and every book", () => {
  const book = readFileSync(BOOK);
  dpkg("-r", "so06");
  assert.deepEqual(below().filter((name) => name.startsWith("usr")), []);
  assert.ok(book.equals(readFileSync(BOOK)));
});

end("package");
