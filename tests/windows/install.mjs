// The installer under Wine: it installs for one person, upgrades, and leaves every book when it goes.
// SO06_INSTALLER names it, SO06_HOLD a program that holds a file, SO06_WEBVIEW one that stands in for the installer of
// WebView2; WINEPREFIX is a Windows of the test's own.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { check, end } from "../counted.mjs";

const { SO06_HOLD, SO06_INSTALLER, SO06_WEBVIEW, WINEPREFIX } = process.env;
const ID = "vn.so06.ledger";
const UNINSTALL = `HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\${ID}`;
const VIEW = "HKCU\\Software\\Microsoft\\EdgeUpdate\\Clients\\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";

function wine(words, options = {}) {
  const done = spawnSync("wine", words, { maxBuffer: 1 << 26, ...options });
  if (done.error !== undefined) throw done.error;
  return { status: done.status, out: done.stdout.toString("utf8"), told: done.stderr.toString("utf8") };
}

const settled = () => spawnSync("wineserver", ["-w"]);
const read = (key, name) => {
  const words = ["reg", "query", key, ...(name === "" ? ["/ve"] : ["/v", name])];
  const line = wine(words).out.split(/\r?\n/).find((own) => own.includes("REG_SZ"));
  return line?.split("REG_SZ")[1].trim() ?? null;
};
const as = (version) => {
  const done = spawnSync("xvfb-run", ["-a", "wine", "winecfg", "-v", version]);
  assert.equal(done.status, 0, String(done.stderr));
  settled();
};

const users = path.join(WINEPREFIX, "drive_c/users");
const [user] = readdirSync(users).filter((name) => name !== "Public");
const home = path.join(users, user);
const place = path.join(home, "AppData/Local/Programs/So06");
const menu = path.join(home, "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Sổ 06.lnk");
const documents = path.join(home, "Documents");
const BOOK = path.join(documents, "Sổ của tôi.so06");
const PROGRAMS = ["so06.exe", "so06-desktop.exe", "WebView2Loader.dll", "uninstall.exe"];
const there = () => PROGRAMS.filter((name) => existsSync(path.join(place, name)));

const beside = path.join(WINEPREFIX, "drive_c/thumuc cài");
mkdirSync(beside, { recursive: true });
mkdirSync(documents, { recursive: true });
const installer = path.join(beside, path.basename(SO06_INSTALLER));
copyFileSync(SO06_INSTALLER, installer);

function install() {
  const done = wine([installer, "/S"]);
  settled();
  return done.status;
}

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

async function held(file, work) {
  const holder = spawn("wine", [SO06_HOLD, `Z:${file.replaceAll("/", "\\")}`], { stdio: ["pipe", "pipe", "inherit"] });
  await new Promise((done, fail) => {
    holder.stdout.once("data", done);
    holder.once("exit", (status) => fail(new Error(`nothing is held: ${status}`)));
  });
  try {
    work();
  } finally {
    holder.removeAllListeners("exit");
    holder.stdin.end();
    await new Promise((done) => (holder.exitCode === null ? holder.once("exit", done) : done()));
  }
}

await check("Windows 7 and 8 are refused, and nothing is installed", () => {
  for (const version of ["win7", "win81"]) {
    as(version);
    assert.equal(install(), 2, version);
  }
  assert.deepEqual(there(), []);
  as("win10");
});

await check("it installs for the person alone, without a word", () => {
  assert.equal(install(), 0);
  assert.deepEqual(there(), PROGRAMS);
  assert.ok(existsSync(menu), "the entry of the menu");
  assert.equal(existsSync(path.join(WINEPREFIX, "drive_c/Program Files/So06")), false);
  assert.equal(read(UNINSTALL, "DisplayIcon")?.endsWith("so06-desktop.exe,0"), true);
});

await check("a double click on a book or a package means the program", () => {
  for (const [ending, kind] of [[".so06", "book"], [".so06x", "package"]]) {
    assert.equal(read(`HKCU\\Software\\Classes\\${ending}`, ""), `${ID}.${kind}`);
    const command = read(`HKCU\\Software\\Classes\\${ID}.${kind}\\shell\\open\\command`, "");
    assert.match(command ?? "", /^"C:\\.*\\So06\\so06-desktop\.exe" "%1"$/);
  }
});

await check("the installed command line makes a book", () => {
  const done = wine([path.join(place, "so06.exe"), "new", "--example", "binh-thuy-2024", "--book", BOOK]);
  assert.equal(done.status, 0, done.told);
  assert.ok(existsSync(BOOK));
});

await check("the installed window's program tests itself, and says that WebView2 is missing", () => {
  const file = path.join(documents, "tự kiểm tra.txt");
  const done = wine([path.join(place, "so06-desktop.exe"), "--self-test", `Z:${file.replaceAll("/", "\\")}`]);
  const text = readFileSync(file, "utf8");
  assert.equal(done.status, 2, `${done.status} ${text}`);
  assert.doesNotMatch(text, /HỎNG/);
  assert.match(text, /THIẾU Microsoft Edge WebView2/);
  console.log(text.replace(/^/gm, "      ").trimEnd());
});

await check("a double click starts the program with the book, and the book opens in it", async () => {
  // Windows looks for an ending among those of the person, then of the machine; this Wine only among the machine's.
  for (const key of [".so06", `${ID}.book\\shell\\open\\command`]) {
    const words = ["reg", "add", `HKLM\\Software\\Classes\\${key}`, "/ve", "/d", read(`HKCU\\Software\\Classes\\${key}`, ""), "/f"];
    assert.equal(wine(words).status, 0, key);
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
    const done = wine([words[0], "--self-test", `Z:${file.replaceAll("/", "\\")}`, words[1]]);
    const text = readFileSync(file, "utf8");
    assert.equal(done.status, 2, text);
    assert.match(text, /được  mở tệp: .*Bình Thủy/);
  } finally {
    for (const name of ["so06-desktop.exe", "start.exe"]) wine(["taskkill", "/F", "/IM", name]);
    settled();
    try {
      process.kill(-clicked.pid);
    } catch {
      // It has ended by itself.
    }
  }
});

await check("over a program that is open nothing is replaced", async () => {
  const program = path.join(place, "so06-desktop.exe");
  const before = readFileSync(program);
  await held(program, () => assert.equal(install(), 3));
  assert.ok(before.equals(readFileSync(program)));
});

await check("installed once more it is the same, and what the person laid beside it stays", () => {
  writeFileSync(path.join(place, "ghi chú.txt"), "của tôi");
  rmSync(path.join(place, "so06.exe"));
  assert.equal(install(), 0);
  assert.deepEqual(there(), PROGRAMS);
  assert.equal(readFileSync(path.join(place, "ghi chú.txt"), "utf8"), "của tôi");
});

await check("what the office laid down beside the installer goes along, and the program reads it", () => {
  writeFileSync(path.join(beside, "so06-office.json"), JSON.stringify({ so06_office: 1, support: "Tổ CNTT" }));
  assert.equal(install(), 0);
  assert.ok(existsSync(path.join(place, "so06-office.json")));
  const told = wine([path.join(place, "so06-desktop.exe"), "--self-test", "C:\\tu-kiem-tra.txt"]);
  assert.equal(told.status, 2, told.told);
  assert.match(readFileSync(path.join(WINEPREFIX, "drive_c/tu-kiem-tra.txt"), "utf8"), /nơi hỗ trợ Tổ CNTT/);
});

await check("an installer of WebView2 that lies beside is used where there is none", () => {
  assert.equal(read(VIEW, "pv"), null);
  copyFileSync(SO06_WEBVIEW, path.join(beside, "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"));
  assert.equal(install(), 0);
  assert.equal(read(VIEW, "pv"), "131.0.2903.70");
});

await check("uninstalled, no program is left and every book", () => {
  const book = readFileSync(BOOK);
  assert.equal(wine([path.join(place, "uninstall.exe"), "/S"]).status, 0);
  settled();
  assert.deepEqual(there(), []);
  assert.deepEqual(readdirSync(place), ["ghi chú.txt"]);
  assert.equal(existsSync(menu), false);
  assert.ok(book.equals(readFileSync(BOOK)));
  for (const key of [UNINSTALL, "HKCU\\Software\\Classes\\.so06", `HKCU\\Software\\Classes\\AppUserModelId\\${ID}`, `HKCU\\Software\\Classes\\${ID}.book`]) {
    assert.notEqual(wine(["reg", "query", key]).status, 0, key);
  }
});

end("installer");
