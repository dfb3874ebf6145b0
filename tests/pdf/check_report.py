#!/usr/bin/env python3
"""Checks finished papers: layout by Decree 30, PDF/A-2b, syntax, fonts, reading order, size.

    check_report.py [--kind KIND] FILE…

One line for each check, a count at the end, exit status 1 when anything failed. A missing tool is a
failure too."""

import argparse
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pikepdf
import pikepdf.pdfa

import check_nd30

MOST_BYTES = 150 * 1024
# Papers of offices that are large or have much to do.
MOST_BYTES_OF_ANY = 1_200_000

# What any paper of Decree 30 has. A rule that is listed may not be absent: a rule that finds nothing to measure
# says nothing, which is not the same as passing. A rule that is not listed may be absent, but never fail.
COMMON = """
paper.A4 paper.first-portrait pageno.none-on-page-1
margin.left-30-35mm margin.right-15-20mm margin.no-overflow margin.top-20-25mm margin.bottom-20-25mm
quoc-hieu.12-13-bold-upper tieu-ngu.13-14-bold quoc-hieu/tieu-ngu.centred quoc-hieu.right-half
tieu-ngu.rule-same-length agency.12-13 agency.issuing-line-bold agency.rule-1/3-1/2
number.13-upright number.symbol place-date.13-14-italic place-date.centred-under-title
body.size-13-14 body.justified body.line-spacing-1-1.5 body.line-spacing-even body.paragraph-gap>=6pt
body.word-gap<0.9em body.first-line-indent-10-12.7mm
recipients.12-bold-italic recipients.items-11 signature.kept-together
fonts.embedded fonts.tounicode fonts.times-family
text.black text.unicode-NFC-clean
""".split()
# Văn bản có tên loại.
NAMED = "doc-type.13-14-bold-upper doc-type.centred subject.bold-centred subject.rule-1/3-1/2".split()
# Công văn.
LETTER = """
subject.V/v-12-13-upright subject.V/v-under-number subject.V/v-6pt-below-number addressee.13-14-upright
recipients.nhu-tren-first
""".split()
# An annex of several sheets that lie.
LYING = """
pageno.present-from-page-2 pageno.correct-value pageno.size-13-14 pageno.centred pageno.in-top-margin
pageno.upright margin.landscape>=14.5mm table.header-repeated
""".split()
# A sheet to work on is no document of Decree 30: it has neither Quốc hiệu nor number. What remains of the rules is
# paper and letters; the rest is measured by sheet().
SHEET = """
paper.A4 paper.first-portrait pageno.none-on-page-1 fonts.embedded fonts.tounicode fonts.times-family
text.black text.unicode-NFC-clean
""".split()

# Biên bản: its text says where and when, so no place and day stand in the head, and both sides sign above Nơi nhận.
OF_BOTH = ("place-date", "signature")
MINUTES = [rule for rule in COMMON if not rule.startswith(OF_BOTH)] + NAMED

MOTTO = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]

# Kind: rules that must be there, and words in the order in which the file is read aloud.
KINDS = {
    "progress": (
        COMMON + NAMED + LYING + ["recipients.nhu-tren-first"],
        MOTTO
        + [
            "BÁO CÁO",
            "Kính gửi:",
            "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
            "II. KẾT QUẢ THỰC HIỆN",
            "III. TỒN TẠI, HẠN CHẾ",
            "IV. NHIỆM VỤ TRỌNG TÂM",
            "V. ĐỀ XUẤT, KIẾN NGHỊ",
            "./.",
            "Nơi nhận:",
            "Phụ lục I",
            "Phụ lục II",
        ],
    ),
    # Of an office that has neither figures nor tasks yet, or nobody above it.
    "progress-bare": (
        COMMON + NAMED,
        MOTTO + ["BÁO CÁO", "I. KẾT QUẢ", "chưa có nhiệm vụ", "II. TỒN TẠI", "III. NHIỆM VỤ", "IV. ĐỀ XUẤT", "./."],
    ),
    "tasks-bare": (COMMON + NAMED, MOTTO + ["BÁO CÁO", "Tiến độ thực hiện", "chưa có nhiệm vụ", "./."]),
    "ranking": (
        COMMON + NAMED + ["recipients.nhu-tren-first", "margin.landscape>=14.5mm"],
        MOTTO
        + ["BÁO CÁO", "Kính gửi:", "1. Kết quả chung", "Đơn vị đạt kết quả cao", "Đơn vị đạt kết quả thấp"]
        + ["./.", "Nơi nhận:", "Phụ lục", "XẾP HẠNG", "Hạng"],
    ),
    "tasks": (
        COMMON + NAMED + LYING + ["recipients.nhu-tren-first"],
        MOTTO + ["BÁO CÁO", "Tiến độ thực hiện", "Trong tổng số", "./.", "Nơi nhận:", "Phụ lục", "STT"],
    ),
    "reminder": (
        COMMON + LETTER,
        MOTTO + ["V/v đôn đốc", "Kính gửi:", "STT", "chậm nhất ngày", "./.", "Nơi nhận:", "- Như trên;"],
    ),
    "reminder-annex": (
        COMMON + LETTER + LYING,
        MOTTO + ["V/v đôn đốc", "Kính gửi:", "chậm nhất ngày", "./.", "Nơi nhận:", "- Như trên;", "Phụ lục", "STT"],
    ),
    "conclusion": (
        COMMON + NAMED,
        MOTTO + ["THÔNG BÁO", "Kết luận của", "kết luận như sau:", "1. ", "./.", "Nơi nhận:", "Phụ lục", "DANH MỤC NHIỆM VỤ"],
    ),
    "invitation": (
        COMMON + NAMED,
        MOTTO
        + ["GIẤY MỜI", "kính mời", "Thời gian:", "Địa điểm:", "Chủ trì:", "Nội dung:", "./.", "Nơi nhận:"],
    ),
    "delivery-record": (
        MINUTES + ["pageno.correct-value", "pageno.size-13-14", "pageno.centred", "margin.landscape>=14.5mm"],
        MOTTO
        + ["BIÊN BẢN", "Hôm nay, hồi", "1. Bên giao:", "2. Bên nhận:", "3. Nội dung giao nhận", "Tổng kiểm tra"]
        + ["./.", "ĐẠI DIỆN BÊN GIAO", "Nơi nhận:", "Phụ lục I", "Phụ lục II"],
    ),
    "delivery-record-unit": (
        MINUTES + ["pageno.correct-value", "pageno.size-13-14", "pageno.centred"],
        MOTTO
        + ["BIÊN BẢN", "Hôm nay, hồi", "1. Bên giao:", "2. Bên nhận:", "3. Nội dung giao nhận", "Tổng kiểm tra"]
        + ["./.", "ĐẠI DIỆN BÊN GIAO", "Nơi nhận:", "Phụ lục", "Tổng kiểm tra"],
    ),
    "handover": (
        MINUTES + ["pageno.correct-value", "pageno.size-13-14", "pageno.centred", "margin.landscape>=14.5mm"],
        MOTTO
        + ["BIÊN BẢN", "Hôm nay, hồi", "1. Bên giao", "2. Bên nhận", "3. Nội dung bàn giao", "4. Gói bàn giao và khóa"]
        # Before the package is written the minute says that its digest will stand here.
        + ["ã băm", "./.", "ĐẠI DIỆN BÊN GIAO", "Nơi nhận:", "Phụ lục I", "Phụ lục II"],
    ),
    "handout": (
        SHEET,
        ["TÀI LIỆU HỌP", "1. Kết quả", "2. Xếp hạng", "3. Việc quá hạn", "4. Thay đổi so với"],
    ),
    # When no unit has a figure there is nothing to rank.
    "handout-late": (
        SHEET,
        ["TÀI LIỆU HỌP", "1. Kết quả", "2. Việc quá hạn", "3. Thay đổi so với"],
    ),
    "checklist": (
        SHEET,
        ["PHIẾU THEO DÕI CÔNG VIỆC", "Đơn vị thực hiện:", "STT", "NGƯỜI THỰC HIỆN", "NGƯỜI KIỂM TRA"],
    ),
}
# Rules that a sheet is not measured by although something on it looks like what they are about.
OF_DOCUMENTS = ("quoc-hieu", "tieu-ngu", "agency", "number", "place-date", "doc-type", "subject", "body", "margin")
LEAST_SIZE = 10
# A gap stays under this part of the size of letters: 6 pt where they have 14.
WIDEST_GAP = 6 / 14
# What every document of Decree 30 has whatever an office puts into it; of papers of a matrix the other rules may find
# nothing to measure, but none may fail.
ALWAYS = """
paper.A4 paper.first-portrait pageno.none-on-page-1 margin.left-30-35mm margin.right-15-20mm margin.no-overflow
margin.top-20-25mm margin.bottom-20-25mm quoc-hieu.12-13-bold-upper tieu-ngu.13-14-bold number.13-upright
place-date.13-14-italic signature.kept-together fonts.embedded fonts.tounicode fonts.times-family text.black
text.unicode-NFC-clean
""".split()
MATRIX = False


def run(*command):
    """Status and output of a tool; a tool that is not there is a failure."""
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return 127, f"{command[0]} is not installed"
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def decree_30(path, kind):
    found = {rule: (outcome, detail) for rule, outcome, detail in check_nd30.check(str(path))}
    if "body.word-gap<0.9em" in found:
        detail = found["body.word-gap<0.9em"][1]
        widest = re.search(r"widest gap ([\d.]+) em", detail)
        # Letters of the text have 14 pt; the gap is told to a thousandth of them.
        good = widest is not None and float(widest[1]) < WIDEST_GAP
        yield "no gap of 6 pt", good, f"widest {float(widest[1]) * 14:.2f} pt" if widest else f"none is told: {detail}"
    for rule in rules_of(kind):
        outcome, detail = found.pop(rule, ("ABSENT", "the rule found nothing to measure"))
        yield f"nd30 {rule}", outcome == "PASS", detail
    for rule, (outcome, detail) in found.items():
        if rule.startswith(left_out(kind)):
            continue
        if outcome == "FAIL":
            yield f"nd30 {rule}", False, detail


def left_out(kind):
    """Beginnings of rules that a kind is not measured by."""
    if KINDS[kind][0] is SHEET:
        return OF_DOCUMENTS
    return OF_BOTH if kind.startswith("delivery-record") or kind == "handover" else ()


def both_sides(path):
    """Minutes are signed side by side, on one line and one page, with the words before them."""
    pages, _ = check_nd30.load(str(path))
    lines = check_nd30.segments(pages)
    sides = [s for s in lines if s.text.startswith(("ĐẠI DIỆN BÊN GIAO", "ĐẠI DIỆN BÊN NHẬN"))]
    yield "both sides sign", len(sides) == 2 and all(s.bold and 12.9 <= s.size <= 14.1 for s in sides), str(
        [(s.text, s.size) for s in sides]
    )
    if len(sides) == 2:
        left, right = sorted(sides, key=lambda s: s.x0)
        level = left.pg == right.pg and abs(left.y - right.y) < 1 and left.x1 < right.x0
        yield "signatures level", level, f"{left.y:.1f} and {right.y:.1f} on page {left.pg + 1}"
        with_text = [s for s in lines if s.pg == left.pg and s.y < left.y and s.x1 - s.x0 > 200]
        yield "signatures not alone", len(with_text) >= 2, f"{len(with_text)} lines of text above"


def sheet(path, kind):
    """Paper to work on: margins, letters that can be read, title, and one page where one is promised."""
    pages, total = check_nd30.load(str(path))
    mm = check_nd30.MM
    ink = [c for _, _, chars, *_ in pages for c in chars if not c.c.isspace()]
    left, right = min(c.x0 for c in ink) / mm, (pages[0][0] - max(c.x1 for c in ink)) / mm
    yield "sheet margins", left >= 29.5 and right >= 14.5, f"left {left:.1f}, right {right:.1f} mm"
    below = min((height - max(c.y for c in chars)) / mm for _, height, chars, *_ in pages)
    yield "sheet lower margin", below >= 19.5, f"{below:.1f} mm"
    smallest = min(c.size for c in ink)
    yield "sheet letters", smallest >= LEAST_SIZE - 0.05, f"smallest {smallest:g} pt"
    lines = [s for s in check_nd30.segments(pages) if s.pg == 0 and not s.intable]
    middle = (30 * mm + pages[0][0] - 15 * mm) / 2
    titles = [s for s in lines if s.bold and s.text == s.text.upper() and abs(s.cx - middle) < 6 and s.y > 90]
    sized = [s for s in titles if 12.9 <= s.size <= 14.1]
    yield "sheet title", bool(sized), sized[0].text if sized else "no bold centred capitals of 13-14"
    if kind.startswith("handout"):
        yield "sheet of one page", total == 1, f"{total} pages"
    if kind == "checklist":
        yield "sheet of two pages at most", total <= 2, f"{total} pages"


def archive(path):
    with pikepdf.open(path) as pdf:
        findings = pikepdf.pdfa.check(pdf, "2b").findings
    yield "PDF/A-2b", not findings, "; ".join(map(str, findings)) or "no finding"


def syntax(path):
    status, output = run("qpdf", "--check", str(path))
    clean = status == 0 and "WARNING" not in output
    yield "qpdf --check", clean, "clean" if clean else " ".join(output.split())


def fonts(path):
    status, output = run("pdffonts", str(path))
    rows = [line for line in output.splitlines()[2:] if line.strip()]
    # The last columns are: embedded, subset, Unicode, object number, generation.
    bad = [row for row in rows if row.split()[-5:-2] != ["yes", "yes", "yes"]]
    yield "pdffonts", status == 0 and bool(rows) and not bad, "; ".join(bad) or f"{len(rows)} fonts"


def reading(path, expected):
    # In the order of the file, which is that of its structure: two columns of a head are guessed at otherwise.
    status, output = run("pdftotext", "-raw", str(path), "-")
    yield "pdftotext is NFC", status == 0 and output == unicodedata.normalize(
        "NFC", output
    ), f"{len(output)} letters"
    text = re.sub(r"\s+", " ", output)
    at = 0
    # What a sheet holds beside its title follows from the book.
    if MATRIX and expected[0] not in MOTTO:
        expected = expected[:1]
    for words in expected:
        place = text.find(words, at)
        yield f"reads “{words}”", place >= 0, f"at {place}" if place >= 0 else f"not after {at}"
        at = max(at, place)


def size(path):
    length = path.stat().st_size
    most = MOST_BYTES_OF_ANY if MATRIX else MOST_BYTES
    yield "size", length <= most, f"{length} of {most} bytes"


def tagged(path, kind):
    """Structure with the tables and headings of the kind and a language; a drawing says what it shows."""
    status, output = run("pdfinfo", "-struct-text", str(path))
    # What has attributes is told with a colon behind it.
    parts = {line.split()[0].rstrip(":") for line in output.splitlines() if line.strip()}
    wanted = {"Document", "P"} | HEADINGS.get(kind, {"H1"}) | (set() if kind in WITHOUT_TABLE else TABLE)
    lacking = f"; without {' '.join(sorted(wanted - parts))}" if wanted - parts else ""
    yield "pdfinfo -struct-text", status == 0 and not lacking, " ".join(sorted(parts & ROLES)) + lacking
    with pikepdf.open(path) as pdf:
        yield "language", str(pdf.Root.get("/Lang", "")) == "vi-VN", str(pdf.Root.get("/Lang", "none"))
        figures = [own for own in pdf.objects if isinstance(own, pikepdf.Dictionary) and own.get("/S") == "/Figure"]
        silent = [own for own in figures if not str(own.get("/Alt", ""))]
        yield "drawings say what they show", not silent, f"{len(figures)} drawings"


TABLE = {"Table", "TR", "TH", "TD"}
ROLES = TABLE | {"Document", "Sect", "H1", "H2", "H3", "P", "Figure", "Caption"}
# Kinds that may be without a table, and headings of kinds that have others than a title.
WITHOUT_TABLE = {"invitation", "progress-bare", "tasks-bare"}
HEADINGS = {
    "progress": {"H1", "H2", "H3"},
    "progress-bare": {"H1", "H2"},
    "ranking": {"H1", "H3"},
    "delivery-record": {"H1", "H3"},
    "delivery-record-unit": {"H1", "H3"},
    "handover": {"H1", "H3"},
}


def kind_of(path, asked):
    """The kind that is asked for, else the one that the name says before --."""
    named = path.name.split("--")[0]
    return asked or (named if named in KINDS else "progress")


def rules_of(kind):
    """Rules that a paper of a kind may not be without."""
    rules = KINDS[kind][0]
    if not MATRIX or rules is SHEET:
        return rules
    return [rule for rule in ALWAYS if not rule.startswith(left_out(kind))]


def checks(kind):
    yield lambda file: decree_30(file, kind)
    if KINDS[kind][0] is SHEET:
        yield lambda file: sheet(file, kind)
    if left_out(kind) is OF_BOTH:
        yield both_sides
    yield from (archive, syntax, fonts, size)
    yield lambda file: tagged(file, kind)
    yield lambda file: reading(file, KINDS[kind][1])


def tell(path, results):
    """Prints a line for each check of a file; how many passed and failed."""
    for name, good, detail in results:
        print(f"{'ok  ' if good else 'FAIL'} {path.name}: {name}: {detail}")
    good = sum(1 for result in results if result[1])
    return good, len(results) - good


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--kind", choices=KINDS, help="what the files are; else what their names say before --")
    parser.add_argument("--matrix", action="store_true", help="whatever an office puts in: no rule may fail")
    arguments = parser.parse_args()
    global MATRIX
    MATRIX = arguments.matrix
    passed = failed = 0
    for path in arguments.files:
        for check in checks(kind_of(path, arguments.kind)):
            try:
                results = list(check(path))
            except Exception as error:  # a file that cannot be read fails the check, not the program
                results = [(getattr(check, "__name__", "check"), False, repr(error))]
            told = tell(path, results)
            passed, failed = passed + told[0], failed + told[1]
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
