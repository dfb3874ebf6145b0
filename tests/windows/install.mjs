// The installer: it installs for one person, upgrades, and leaves every book when it goes. SO06_INSTALLER names it. Under
// Wine SO06_HOLD names a program that holds a file, SO06_WEBVIEW one that stands in for the installer of WebView2, and
// WINEPREFIX is a Windows of the test's own; on Windows itself, which has WebView2, what needs these is left out.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { check, end } from "../counted.mjs";
import { ON_WINDOWS, held, run, spelled } from "./there.mjs";

const { SO06_HOLD, SO06_INSTALLER, SO06_WEBVIEW, WINEPREFIX } = process.env;
const ID = "vn.so06.ledger";
const UNINSTALL = `HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\${ID}`;
const VIEW = "HKCU\\Software\\Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";

const started = (program, ...words) => run(program, words);
const underWine = ON_WINDOWS ? async () => {} : check;
const settled = () => ON_WINDOWS || spawnSync("wineserver", ["-w"]);
const read = (key, name) => {
  const words = ["reg", "query", key, ...(name === "" ? ["/ve"] : ["/v", name])];
  const line = started(...words).out.split(/\r?\n/).find((own) => own.includes("REG_SZ"));
  return line?.split("REG_SZ")[1].trim() ?? null;
};
const as = (version) => {
  const done = spawnSync("xvfb-run", ["-a", "wine", "winecfg", "-v", version]);
  assert.equal(done.status, 0, String(done.stderr));
  settled();
};

const OFFICE = "so06-office.json";
const disk = ON_WINDOWS ? "C:\\" : path.join(WINEPREFIX, "drive_c");
const only = (folder) => path.join(folder, readdirSync(folder).find((name) => name !== "Public"));
const home = ON_WINDOWS ? process.env.USERPROFILE : only(path.join(disk, "users"));
const place = path.join(home, "AppData/Local/Programs/So06");
const menu = path.join(home, "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Sổ 06.lnk");
const documents = path.join(home, "Documents");
const BOOK = path.join(documents, "Sổ của tôi.so06");
/** How the installer ends; INSTALL.md tells the same. */
const DONE = 0, OLD = 2, OPEN = 3, NO_VIEW = 4, UNWRITTEN = 5, NEWER = 6, NOBODY = 7;
const INSTALLED = ON_WINDOWS ? DONE : NO_VIEW;
/** How a self-test ends in which all is well. */
const WELL = ON_WINDOWS ? 0 : 2;
const PROGRAMS = ["so06.exe", "so06-desktop.exe", "WebView2Loader.dll", "uninstall.exe"];
const there = (folder = place) => PROGRAMS.filter((name) => existsSync(path.join(folder, name)));

const beside = path.join(disk, "thumuc cài");
mkdirSync(beside, { recursive: true });
mkdirSync(documents, { recursive: true });
const installer = path.join(beside, path.basename(SO06_INSTALLER));
copyFileSync(SO06_INSTALLER, installer);

/** A path on the disk of this Windows. */
const inside = (file) => (ON_WINDOWS ? file : `C:\\${path.relative(disk, file).replaceAll("/", "\\")}`);

/** Installs and tells how it ended. A folder has no blanks here: what starts it would put quotes around them. */
const install = (...words) => started(installer, "/S", ...words).status;

/** Notes something in the registry, or takes it away. */
function note(key, name, value) {
  const words = value === undefined ? ["delete", key, "/v", name, "/f"] : ["add", key, "/v", name, "/d", value, "/f"];
  const done = started("reg", ...words);
  assert.equal(done.status, 0, done.told);
}

/** Another version of the program is the one that was installed. */
const versioned = (version) => note(UNINSTALL, "DisplayVersion", version);

/** The words with which every program of this machine was started. */
function running() {
  const words = (pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, -1);
    } catch {
      return [""];
    }
  };
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(words);
}

await underWine("Windows 7 and 8 are refused, and nothing is installed", () => {
  for (const version of ["win7", "win81"]) {
    as(version);
    assert.equal(install(), OLD, version);
  }
  assert.deepEqual(there(), []);
  as("win10");
});

await underWine("for the system, which has no desktop, nothing is installed", () => {
  const FOLDERS = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders";
  note(FOLDERS, "Local AppData", "C:\\windows\\system32\\config\\systemprofile\\AppData\\Local");
  try {
    assert.equal(install(), NOBODY);
  } finally {
    note(FOLDERS, "Local AppData", "%USERPROFILE%\\AppData\\Local");
  }
  assert.deepEqual(there(), []);
});

await check("where a file cannot be written it does not end as if all were well", () => {
  // A folder stands where the program is to be.
  const taken = path.join(disk, "không-được");
  mkdirSync(path.join(taken, "so06.exe/trong"), { recursive: true });
  assert.equal(install("/D=C:\\không-được"), UNWRITTEN);
  assert.equal(read(UNINSTALL, "DisplayVersion"), null);
  rmSync(taken, { recursive: true });
});

await check("it installs for the person alone, without a word, and its end tells whether a window can be shown", () => {
  assert.equal(install(), INSTALLED);
  assert.deepEqual(there(), PROGRAMS);
  assert.ok(existsSync(menu), "the entry of the menu");
  assert.equal(existsSync(path.join(disk, "Program Files/So06")), false);
  assert.equal(read(UNINSTALL, "DisplayIcon")?.endsWith("so06-desktop.exe,0"), true);
  assert.match(read(`HKCU\\Software\\Classes\\${ID}.package`, "") ?? "", /^G.*i d/, "Gói dữ liệu Sổ 06");
});

await check("a double click on a book or a package means the program", () => {
  for (const [ending, kind] of [[".so06", "book"], [".so06x", "package"]]) {
    assert.equal(read(`HKCU\\Software\\Classes\\${ending}`, ""), `${ID}.${kind}`);
    const command = read(`HKCU\\Software\\Classes\\${ID}.${kind}\\shell\\open\\command`, "");
    assert.match(command ?? "", /^"C:\\.*\\So06\\so06-desktop\.exe" "%1"$/);
  }
});

await check("the installed command line makes a book", () => {
  const done = started(path.join(place, "so06.exe"), "new", "--example", "binh-thuy-2024", "--book", BOOK);
  assert.equal(done.status, 0, done.told);
  assert.ok(existsSync(BOOK));
});

await check("the installed window's program tests itself, and says where WebView2 is missing", () => {
  const file = path.join(documents, "tự kiểm tra.txt");
  const done = started(path.join(place, "so06-desktop.exe"), "--self-test", spelled(file));
  const text = readFileSync(file, "utf8");
  assert.equal(done.status, WELL, `${done.status} ${text}`);
  assert.doesNotMatch(text, /HỎNG/);
  assert.match(text, ON_WINDOWS ? /được  Microsoft Edge WebView2/ : /THIẾU  Microsoft Edge WebView2/);
  console.log(text.replace(/^/gm, "      ").trimEnd());
});

await underWine("a double click starts the program with the book, and the book opens in it", async () => {
  // Windows looks for an ending among those of the person, then of the machine; this Wine only among the machine's.
  for (const key of [".so06", `${ID}.book\\shell\\open\\command`]) {
    const words = ["reg", "add", `HKLM\\Software\\Classes\\${key}`, "/ve", "/d", read(`HKCU\\Software\\Classes\\${key}`, ""), "/f"];
    assert.equal(started(...words).status, 0, key);
  }
  // Without WebView2 the program says so in a box and waits: long enough to see with what it was started.
  const clicked = spawn("xvfb-run", ["-a", "wine", "start", "/unix", BOOK], { stdio: "ignore", detached: true });
  try {
    let words;
    for (let turn = 0; turn < 120 && words === undefined; turn += 1) {
      await new Promise((done) => setTimeout(done, 250));
      words = running().find((own) => /\\So06\\so06-desktop\.exe$/.test(own[0]));
    }
    assert.ok(words?.[1]?.endsWith("\\Documents\\Sổ của tôi.so06"), String(words));
    const file = path.join(documents, "mở.txt");
    const done = started(words[0], "--self-test", spelled(file), words[1]);
    const text = readFileSync(file, "utf8");
    assert.equal(done.status, 2, text);
    assert.match(text, /được  mở tệp: .*Bình Thủy/);
  } finally {
    for (const name of ["so06-desktop.exe", "start.exe"]) started("taskkill", "/F", "/IM", name);
    settled();
    try {
      process.kill(-clicked.pid);
    } catch {
      // It has ended by itself.
    }
  }
});

await underWine("over a program that is open nothing is replaced", async () => {
  const program = path.join(place, "so06-desktop.exe");
  const before = readFileSync(program);
  versioned("0.0.1");
  await held(SO06_HOLD, program, () => assert.equal(install(), OPEN));
  assert.ok(before.equals(readFileSync(program)));
});

await check("over an older version it puts its own, and what the person laid beside it stays", () => {
  writeFileSync(path.join(place, "ghi chú.txt"), "của tôi");
  writeFileSync(path.join(place, "so06.exe"), "cũ");
  versioned("0.0.1");
  assert.equal(install(), INSTALLED);
  assert.deepEqual(there(), PROGRAMS);
  assert.ok(statSync(path.join(place, "so06.exe")).size > 1e6);
  assert.notEqual(read(UNINSTALL, "DisplayVersion"), "0.0.1");
  assert.equal(readFileSync(path.join(place, "ghi chú.txt"), "utf8"), "của tôi");
});

await underWine("called again every morning it writes nothing, even while the program is open", async () => {
  const program = path.join(place, "so06-desktop.exe");
  const before = statSync(program).mtimeMs;
  await held(SO06_HOLD, program, () => assert.equal(install(), NO_VIEW));
  assert.equal(statSync(program).mtimeMs, before);
  rmSync(path.join(place, "so06.exe"));
  assert.equal(install(), NO_VIEW);
  assert.deepEqual(there(), PROGRAMS, "what was lost is put back");
});

await check("a newer version is left", () => {
  const own = read(UNINSTALL, "DisplayVersion");
  versioned("99.0.0");
  assert.equal(install(), NEWER);
  versioned(own);
});

await check("what the office laid down beside the installer goes along, and the program reads it", () => {
  writeFileSync(path.join(beside, OFFICE), JSON.stringify({ so06_office: 1, support: "Tổ CNTT" }));
  assert.equal(install(), INSTALLED);
  rmSync(path.join(beside, OFFICE));
  assert.ok(existsSync(path.join(place, OFFICE)));
  const told = started(path.join(place, "so06-desktop.exe"), "--self-test", "C:\\tu-kiem-tra.txt");
  assert.equal(told.status, WELL, told.told);
  assert.match(readFileSync(path.join(disk, "tu-kiem-tra.txt"), "utf8"), /nơi hỗ trợ Tổ CNTT/);
});

await check("in another folder it takes the place of the old copy, with the file of the office", () => {
  const other = path.join(disk, "Phần-mềm/Sổ-06");
  assert.equal(install("/D=C:\\Phần-mềm\\Sổ-06"), INSTALLED);
  assert.deepEqual(there(other), PROGRAMS);
  assert.ok(existsSync(path.join(other, OFFICE)));
  assert.deepEqual(readdirSync(place), ["ghi chú.txt"]);
  assert.ok(existsSync(menu));
  // What the program of the registry prints has lost its marks.
  assert.match(read(`HKCU\\Software\\Classes\\${ID}.book\\shell\\open\\command`, "") ?? "", /^"C:\\Ph.*-m.*m\\S.*-06\\so06-desktop/);
  assert.equal(install(`/D=${inside(place)}`), INSTALLED);
  assert.deepEqual(there(), PROGRAMS);
  assert.equal(existsSync(other), false);
});

await underWine("a WebView2 that is too old, or was half installed, is none; that of the person counts", () => {
  const OF_ALL = `HKLM\\${VIEW.slice("HKCU\\".length)}`;
  note(OF_ALL, "pv", "109.0.1518.78");
  assert.equal(install(), NO_VIEW);
  note(OF_ALL, "pv", "0.0.0.0");
  assert.equal(install(), NO_VIEW);
  note(VIEW, "pv", "131.0.2903.70");
  assert.equal(install(), DONE);
  note(VIEW, "pv");
  note(OF_ALL, "pv");
});

await underWine("an installer of WebView2 that lies beside is used where there is none", () => {
  assert.equal(read(VIEW, "pv"), null);
  copyFileSync(SO06_WEBVIEW, path.join(beside, "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"));
  assert.equal(install(), DONE);
  assert.equal(read(VIEW, "pv"), "131.0.2903.70");
});

await underWine("a program that is open is not uninstalled", async () => {
  await held(SO06_HOLD, path.join(place, "so06-desktop.exe"), () => {
    assert.equal(started(path.join(place, "uninstall.exe"), "/S", `_?=${inside(place)}`).status, OPEN);
  });
  assert.deepEqual(there(), PROGRAMS);
});

await check("uninstalled, no program is left and every book", async () => {
  const book = readFileSync(BOOK);
  assert.equal(started(path.join(place, "uninstall.exe"), "/S").status, 0);
  settled();
  // It goes on by itself.
  for (let turn = 0; turn < 60 && there().length > 0; turn += 1) await new Promise((done) => setTimeout(done, 500));
  assert.deepEqual(there(), []);
  assert.deepEqual(readdirSync(place), ["ghi chú.txt"]);
  assert.equal(existsSync(menu), false);
  assert.ok(book.equals(readFileSync(BOOK)));
  for (const key of [UNINSTALL, "HKCU\\Software\\Classes\\.so06", `HKCU\\Software\\Classes\\AppUserModelId\\${ID}`, `HKCU\\Software\\Classes\\${ID}.book`]) {
    assert.notEqual(started("reg", "query", key).status, 0, key);
  }
});

end("installer");
