// The story of so06.exe: a book is made, filled, reported, packed, sent back and saved, in folders as offices name them.
// SO06_EXE names the program of Windows, SO06_FOLDER an empty folder; on Linux SO06 names the program of this system,
// whose results must be the same to the byte, and SO06_HOLD one that holds a file. Wine is found by its own variables.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { check, end } from "../counted.mjs";
import { ON_WINDOWS, ended, held, run, spelled } from "./there.mjs";

const { SO06, SO06_EXE, SO06_FOLDER, SO06_HOLD } = process.env;

/** so06.exe; refused with the words that it said when it does not end as wanted. */
function so06(folder, words, { status = 0, input = "" } = {}) {
  const done = run(SO06_EXE, words, { cwd: folder, input });
  assert.equal(done.status, status, `${words.join(" ")}: ${done.status} ${done.told} ${done.out}`);
  return done;
}

/** The program of this system in a folder of its own. */
function own(folder, words) {
  const done = ended(SO06, words, { cwd: folder });
  assert.equal(done.status, 0, `${words.join(" ")}: ${done.status} ${done.told}`);
  return done.out;
}

const sum = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

const HERE = path.join(SO06_FOLDER, "Sổ của quận Bình Thủy");
const THERE = path.join(SO06_FOLDER, "linux");
mkdirSync(HERE, { recursive: true });
mkdirSync(THERE, { recursive: true });
const BOOK = "sổ 06 (bản chính).so06";
const REPORT = ["--now", "2024-03-31T17:00", "report", "progress", "--period", "2024-Q1", "--out"];
const ROW = ["--body", "31168", "--indicator", "dinh_danh.kich_hoat"];

await check("the example book is made in a folder with spaces and Vietnamese letters", () => {
  so06(HERE, ["new", "--example", "binh-thuy-2024", "--book", BOOK]);
  assert.ok(existsSync(path.join(HERE, BOOK)));
});

await check("a report is written", () => {
  so06(HERE, ["--book", BOOK, ...REPORT, "Báo cáo quý I.pdf"]);
  assert.equal(readFileSync(path.join(HERE, "Báo cáo quý I.pdf")).subarray(0, 5).toString(), "%PDF-");
});

if (!ON_WINDOWS) {
  await check("the report has the bytes that it has on Linux", () => {
    own(THERE, ["new", "--example", "binh-thuy-2024", "--book", "b.so06"]);
    for (const ending of ["pdf", "docx", "xlsx"]) {
      so06(HERE, ["--book", BOOK, ...REPORT, `r.${ending}`]);
      own(THERE, ["--book", "b.so06", ...REPORT, `r.${ending}`]);
      assert.equal(sum(path.join(HERE, `r.${ending}`)), sum(path.join(THERE, `r.${ending}`)), ending);
    }
    console.log(`      ${sum(path.join(HERE, "r.pdf"))} r.pdf`);
  });
}

await check("a table with the line ends of Windows and a mark of its encoding is taken", () => {
  const text = "\ufeffĐơn vị;dinh_danh.kich_hoat\r\nPhường Trà An;12.701\r\nAn Thới;13.002\r\n";
  writeFileSync(path.join(HERE, "số liệu.csv"), text);
  const words = ["--book", BOOK, "--json", "values", "import", "số liệu.csv", "--as-of", "2024-03-15"];
  const told = JSON.parse(so06(HERE, words).out);
  assert.equal(told.accepted, 2, JSON.stringify(told));
  assert.deepEqual(told.refused, []);
});

await check("text is pasted through a pipe", () => {
  const words = ["--book", BOOK, "--json", "values", "paste", "--as-of", "2024-03-16"];
  const told = JSON.parse(so06(HERE, words, { input: "P. An Thới: KH mức 2: 13.345\r\n" }).out);
  assert.equal(told.accepted, 1, JSON.stringify(told));
});

await check("words come out as UTF-8", () => {
  const rows = JSON.parse(so06(HERE, ["--book", BOOK, "--json", "tasks", "list"]).out);
  assert.ok(rows.some((row) => row.title.includes("Đề án 06")));
});

await check("paths with backslashes, whole and from here", () => {
  mkdirSync(path.join(HERE, "trong"), { recursive: true });
  so06(HERE, ["--book", spelled(path.join(HERE, BOOK)), "bodies", "list"]);
  so06(HERE, ["--book", BOOK, ...REPORT, "trong\\báo cáo.pdf"]);
  assert.ok(existsSync(path.join(HERE, "trong", "báo cáo.pdf")));
});

await check("a path longer than 260 letters", () => {
  const deep = ["a", "b", "c", "d"].map((own) => own.repeat(70));
  mkdirSync(path.join(HERE, ...deep), { recursive: true });
  const file = path.join(HERE, ...deep, "báo cáo.pdf");
  assert.ok(spelled(file).length > 260);
  so06(HERE, ["--book", BOOK, ...REPORT, spelled(file)]);
  assert.ok(existsSync(file));
});

await check("a book in a folder whose path is long is made, copied and looked through", () => {
  const deep = path.join(HERE, "thư mục có tên rất dài ".repeat(3).trim(), "của phường Trà An năm 2024 ".repeat(4).trim());
  mkdirSync(deep, { recursive: true });
  const book = `${"sổ theo dõi thực hiện Đề án 06 ".repeat(2).trim()}.so06`;
  assert.ok(spelled(path.join(deep, `${book}.sao-luu`, book)).length > 320);
  const own = spelled(path.join(deep, book));
  so06(HERE, ["new", "--example", "binh-thuy-2024", "--book", own]);
  so06(HERE, ["--book", own, "values", "set", ...ROW, "--as-of", "2024-03-18", "--value", "12750"]);
  so06(HERE, ["--book", own, "backup"]);
  so06(HERE, ["--book", own, "doctor"]);
});

await check("a package goes to a phường, comes back and is acknowledged", () => {
  for (const name of ["gửi đi", "trả lời", "biên nhận"]) mkdirSync(path.join(HERE, name));
  so06(HERE, ["--book", BOOK, "package", "export", "--to", "31168", "--out", "gửi đi\\trà an.so06x"]);
  so06(HERE, ["new", "--package", "gửi đi\\trà an.so06x", "--book", "phường.so06"]);
  so06(HERE, ["--book", "phường.so06", "values", "set", ...ROW, "--as-of", "2024-03-18", "--value", "12750"]);
  so06(HERE, ["--book", "phường.so06", "package", "export", "--to", "918", "--period", "2024-T04", "--out", "trả lời\\1.so06x"]);
  so06(HERE, ["--book", BOOK, "package", "import", "trả lời\\1.so06x"]);
  const rows = JSON.parse(so06(HERE, ["--book", BOOK, "--json", "values", "list", ...ROW]).out);
  assert.ok(rows.some((row) => row.value === 12750));
  so06(HERE, ["--book", BOOK, "package", "receipt", "--out", "biên nhận"]);
  assert.ok(readdirSync(path.join(HERE, "biên nhận")).length > 0);
});

await check("a copy is made, and a book restored from it holds the same", () => {
  so06(HERE, ["--book", BOOK, "backup", "--to", "bản sao"]);
  const [copy] = readdirSync(path.join(HERE, "bản sao")).filter((name) => name.endsWith(".so06"));
  so06(HERE, ["restore", `bản sao\\${copy}`, "--to", "khôi phục.so06"]);
  const list = (book) => so06(HERE, ["--book", book, "--json", "values", "list"]).out;
  assert.equal(list("khôi phục.so06"), list(BOOK));
});

if (!ON_WINDOWS) {
  // Another machine notes that it goes on with the book; all that officers entered is as it was.
  const OF_MACHINES = ["succession", "site", "entity", "operation", "journal", "epoch"];
  await check("the book of Windows opens on Linux, and all that was entered is the same", () => {
    so06(HERE, ["--book", BOOK, "export", "--out", "sổ mở"]);
    own(THERE, ["--book", path.join(HERE, BOOK), "export", "--out", "open"]);
    const names = readdirSync(path.join(THERE, "open"), { recursive: true }).sort();
    assert.ok(names.length > 10);
    assert.deepEqual(readdirSync(path.join(HERE, "sổ mở"), { recursive: true }).sort(), names);
    const entered = names.filter((name) => name.endsWith(".jsonl") && !OF_MACHINES.includes(path.parse(name).name));
    assert.ok(entered.length > 40);
    for (const name of entered) {
      assert.equal(sum(path.join(HERE, "sổ mở", name)), sum(path.join(THERE, "open", name)), name);
    }
  });
}

if (SO06_HOLD !== undefined) {
  await check("a report that a viewer holds open is refused with words, and is as it was", async () => {
    const file = path.join(HERE, "Báo cáo quý I.pdf");
    const before = sum(file);
    await held(SO06_HOLD, file, () => {
      const done = so06(HERE, ["--book", BOOK, ...REPORT, "Báo cáo quý I.pdf"], { status: 4 });
      assert.match(done.told, /đang mở trong một chương trình khác/);
    });
    assert.equal(sum(file), before);
    so06(HERE, ["--book", BOOK, ...REPORT, "Báo cáo quý I.pdf"]);
  });

  await check("a book that another program holds is refused with words, and opens afterwards", async () => {
    const file = path.join(HERE, "khôi phục.so06");
    await held(SO06_HOLD, file, () => {
      const words = ["--book", "khôi phục.so06", "values", "set", ...ROW, "--as-of", "2024-03-19", "--value", "1"];
      const done = run(SO06_EXE, words, { cwd: HERE });
      assert.ok(done.status === 3 || done.status === 4, `${done.status}`);
      assert.match(done.told, /[đạổ]/);
    });
    so06(HERE, ["--book", "khôi phục.so06", "doctor"]);
  });
}

await check("a file that may only be read is not written over", () => {
  const file = path.join(HERE, "chỉ đọc.pdf");
  writeFileSync(file, "một văn bản khác");
  chmodSync(file, 0o444);
  const done = so06(HERE, ["--book", BOOK, ...REPORT, "chỉ đọc.pdf"], { status: 4 });
  assert.match(done.told, /[đạổ]/);
  assert.equal(readFileSync(file, "utf8"), "một văn bản khác");
});

await check("a folder in which nothing can be written is refused with words", () => {
  const file = ON_WINDOWS ? "C:\\Windows\\System32\\config\\r.pdf" : "Z:\\proc\\r.pdf";
  const done = so06(HERE, ["--book", BOOK, ...REPORT, file], { status: 4 });
  assert.match(done.told, /[đạổ]/);
});

await check("a name that Windows keeps for itself is refused or written as a file", () => {
  const done = run(SO06_EXE, ["--book", BOOK, ...REPORT, "trong\\nul.pdf"], { cwd: HERE });
  assert.ok(done.status === 4 || existsSync(path.join(HERE, "trong", "nul.pdf")), `${done.status} ${done.told}`);
});

await check("the book is sound in the end", () => {
  so06(HERE, ["--book", BOOK, "journal", "verify"]);
  so06(HERE, ["--book", BOOK, "doctor"]);
});

end("windows");
