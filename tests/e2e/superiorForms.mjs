import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inflateRawSync } from "node:zlib";

import { hands } from "./hands.mjs";
import { workbook, zip } from "./xlsx.mjs";

const UNITS = ["Bình Thủy", "Trà An", "Trà Nóc", "Thới An Đông", "An Thới", "Bùi Hữu Nghĩa", "Long Hòa", "Long Tuyền"];
// Made up for the test.
const FILES = [13010, 8020, 9030, 11040, 14950, 12060, 12970, 10880];
const HEADS = ["STT", "Đơn vị", "Hồ sơ thu nhận", "Kích hoạt tài khoản định danh điện tử", "Ghi chú"];

/** The province's form of a week; a changed one has a column more. */
function form(until, changed = false) {
  const more = (row, value) => (changed ? [...row.slice(0, 2), value, ...row.slice(2)] : row);
  const rows = [
    ["PHỤ LỤC 1. KẾT QUẢ CẤP TÀI KHOẢN ĐỊNH DANH", null, null, null, null],
    [`(Tính đến ngày ${until})`, null, null, null, null],
    more(HEADS, "Mã đơn vị"),
    ...UNITS.map((unit, index) => more([index + 1, `P. ${unit}`, null, null, null], null)),
    more([null, "Tổng cộng", null, null, null], null),
  ];
  return workbook("Phụ lục 1", rows, ["A1:E1", "A2:E2"]);
}

/** The text of a part of a zip, whether it is stored or deflated. */
function part(file, name) {
  const bytes = readFileSync(file);
  let at = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  at = bytes.readUInt32LE(at + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const length = bytes.readUInt16LE(at + 28);
    if (bytes.toString("utf8", at + 46, at + 46 + length) === name) {
      const local = bytes.readUInt32LE(at + 42);
      const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const data = bytes.subarray(begin, begin + bytes.readUInt32LE(at + 20));
      return (bytes.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString("utf8");
    }
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  throw new Error(`${name} is not in ${file}`);
}

function letter() {
  const w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const run = (words) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`;
  const body = `<w:p>${run("Đến {{ng")}${run("ay}}, {{don_vi}} thu nhận {{dinh_danh.ho_so@31177}} hồ sơ; khó khăn: {{kho_khan}}.")}</w:p>`;
  return zip({
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="${w}"><w:body>${body}<w:sectPr/></w:body></w:document>`,
  });
}

/**
 * Each week the province sends its form. It is mapped once by keys, saved, and filled by opening it the next week;
 * a changed form tells what still fits. Begins in the example book.
 */
export async function superiorForms({ page, folder, check, look }) {
  const { press, text, until, ask } = hands(page);
  const files = path.join(folder, "bieu-mau");
  mkdirSync(files, { recursive: true });
  const put = (name, bytes) => {
    const file = path.join(files, name);
    writeFileSync(file, bytes);
    return file;
  };
  const cell = (name) => page.locator(`[data-form-sheet] [data-cell="${name}"]`);
  const outcome = (name) => cell(name).getAttribute("data-outcome");
  const value = async (name) => (await text(cell(name))).replace(/^[✓?·ƒ=] ?/, "").replace(/^[^:]*: /, "");
  const status = () => page.getByRole("status").first();
  let asked = null;
  page.on("filechooser", (dialog) => (asked = dialog));
  const open = async (file) => {
    asked = null;
    await press("Control+o");
    await until(() => asked !== null, true, "the dialog for files");
    await asked.setFiles(file);
  };
  const save = async (name) => {
    await press("Control+s");
    const field = page.getByLabel(/^Đường dẫn của/);
    await field.fill(path.join(files, name));
    await field.press("Enter");
    await page.getByText(`Đã lưu biểu mẫu đã điền: ${path.join(files, name)}`).waitFor();
    return path.join(files, name);
  };

  await check("forms: figures of the units stand in the book", async () => {
    const period = "2024-Q1";
    const { rows, columns } = await ask("counts", { period, as_of: null, from_row: null, rows: null, from_column: null, columns: null });
    const column = columns.find(({ name }) => /thu nhận/i.test(name));
    const bodies = UNITS.map((name) => rows.find((row) => row.name.includes(name) && !row.total).body);
    // What stands there are example figures, which no form takes: these come from the police.
    for (const [index, body] of bodies.entries()) await ask("record_count", { body, indicator: column.indicator, period, entry: String(FILES[index]), note: null, source: "cong_an" });
    await page.locator("header select").selectOption({ label: "Quý I/2024" });
  });

  await check("forms: the form is opened by a key, and what is recognised stands in its cells", async () => {
    await press("Alt+b");
    await page.getByText("Chưa mở biểu mẫu nào").waitFor();
    await look("forms-empty");
    await open(put("Phu luc tuan 11.xlsx", form("14/3/2024")));
    await until(() => outcome("C4"), "written");
    assert.equal(await value("C4"), "13.010");
    assert.equal(await value("C8"), "14.950");
    assert.equal(await value("C12"), "91.960");
    assert.equal(await outcome("A2"), "unsure");
    assert.equal(await outcome("E4"), "unmapped");
    assert.equal(await outcome("D5"), "emptied", "only an example figure");
    assert.match(await text(status()), /chưa được nhớ.*Quý I\/2024/);
    await look("forms-open");
  });

  await check("forms: F8 goes to what is not certain, and one answer accepts it", async () => {
    await page.locator("[data-form-sheet]").focus();
    await press("F8");
    await until(() => cell("A2").getAttribute("aria-selected"), "true");
    await page.getByRole("button", { name: "Đúng", exact: true }).click();
    await until(() => outcome("A2"), "written");
    assert.equal(await value("A2"), "(Tính đến ngày 14/03/2024)");
    await until(() => text(status()), /Đã nhớ biểu mẫu này/);
  });

  await check("forms: a cell is mapped by keys alone", async () => {
    await cell("E4").click();
    await press("Enter");
    await until(() => page.evaluate(() => document.activeElement?.hasAttribute("data-spot-first")), true);
    await page.getByLabel("Nội dung", { exact: true }).selectOption("period");
    await press("Control+Enter");
    await until(() => value("E4"), "Quý I/2024");
    await until(() => page.evaluate(() => document.activeElement?.hasAttribute("data-form-sheet")), true, "the keys are in the sheet again");
    await press("ArrowDown");
    assert.equal(await cell("E5").getAttribute("aria-selected"), "true");
  });

  await check("forms: a whole column is mapped at once, each row with its unit", async () => {
    await press("Enter");
    await page.getByLabel("Nội dung", { exact: true }).selectOption("value");
    await page.getByLabel("Chỉ tiêu", { exact: true }).fill("thu nhan");
    await page.getByRole("option", { name: /thu nhận/ }).first().click();
    await press("Control+Shift+Enter");
    await until(() => value("E5"), "8.020");
    assert.equal(await value("E11"), "10.880");
    await press("Control+z");
    await until(() => outcome("E5"), "unmapped", "one undo takes the column back");
  });

  let saved = "";
  await check("forms: the filled file is a new one, the form stays as it came", async () => {
    const before = readFileSync(path.join(files, "Phu luc tuan 11.xlsx"));
    saved = await save("da-dien.xlsx");
    const sheet = part(saved, "xl/worksheets/sheet1.xml");
    assert.match(sheet, /<c r="C4"><v>13010<\/v><\/c>/);
    assert.match(sheet, /\(Tính đến ngày 14\/03\/2024\)/);
    assert.deepEqual(readFileSync(path.join(files, "Phu luc tuan 11.xlsx")), before);
    await look("forms-mapped");
  });

  await check("forms: next week the same form is filled by opening it", async () => {
    await open(put("Phu luc tuan 12.xlsx", form("21/3/2024")));
    await until(() => text(status()), /Đã nhớ biểu mẫu này \(“Phu luc tuan 11.xlsx”\)/);
    assert.equal(await value("E4"), "Quý I/2024");
    assert.equal(await value("C4"), "13.010");
    await save("tuan-12.xlsx");
    assert.match(part(path.join(files, "tuan-12.xlsx"), "xl/worksheets/sheet1.xml"), /13010/);
  });

  await check("forms: a changed form says so and keeps what still fits", async () => {
    await open(put("Phu luc doi.xlsx", form("28/3/2024", true)));
    await until(() => text(status()), /Biểu mẫu khác lần trước/);
    assert.equal(await value("D4"), "13.010", "the column moved");
    assert.equal(await value("F4"), "Quý I/2024", "so did the note");
    assert.equal(await outcome("C4"), "unmapped");
    await look("forms-changed");
  });

  await check("forms: a document shows its places outside tables", async () => {
    await open(put("Cong van.docx", letter()));
    const slot = (name) => page.locator(`[data-slot="${name}"]`);
    await slot("{{ngay}}").waitFor();
    assert.match(await text(slot("{{dinh_danh.ho_so@31177}}")), /14\.950/);
    assert.equal(await slot("{{kho_khan}}").getAttribute("data-outcome"), "unmapped");
    await look("forms-document");
    await save("cong-van-xong.docx");
    const body = part(path.join(files, "cong-van-xong.docx"), "word/document.xml");
    assert.match(body.replace(/<[^>]+>/g, ""), /Đến 14\/03\/2024, Quận Bình Thủy thu nhận 14\.950 hồ sơ; khó khăn: \{\{kho_khan\}\}/);
  });

  await check("forms: what is no form is refused in words, and the last one stays", async () => {
    await open(put("khong phai.xlsx", Buffer.from("%PDF-1.7")));
    await page.getByText(/Biểu mẫu phải là tệp Excel .xlsx hoặc Word .docx/).waitFor();
  });
}
