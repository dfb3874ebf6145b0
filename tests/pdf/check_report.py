#!/usr/bin/env python3
"""Checks finished reports: layout by Decree 30, PDF/A-2b, syntax, fonts, reading order, size.

    check_report.py FILE…

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

# Every rule that check_nd30 knows for a báo cáo with annexes. None may be absent: a rule that finds
# nothing to measure says nothing, which is not the same as passing.
RULES = """
paper.A4 paper.first-portrait
pageno.none-on-page-1 pageno.present-from-page-2 pageno.correct-value pageno.size-13-14 pageno.centred
pageno.in-top-margin pageno.upright
margin.left-30-35mm margin.right-15-20mm margin.no-overflow margin.top-20-25mm margin.bottom-20-25mm
margin.landscape>=14.5mm
quoc-hieu.12-13-bold-upper tieu-ngu.13-14-bold quoc-hieu/tieu-ngu.centred quoc-hieu.right-half
tieu-ngu.rule-same-length agency.12-13 agency.issuing-line-bold agency.rule-1/3-1/2
number.13-upright place-date.13-14-italic place-date.centred-under-title
doc-type.13-14-bold-upper doc-type.centred subject.bold-centred subject.rule-1/3-1/2
body.size-13-14 body.justified body.line-spacing-1-1.5 body.line-spacing-even body.paragraph-gap>=6pt
body.word-gap<0.9em body.first-line-indent-10-12.7mm
recipients.12-bold-italic recipients.items-11 signature.kept-together
table.header-repeated
fonts.embedded fonts.tounicode fonts.times-family
text.black text.unicode-NFC-clean
""".split()

# In this order when the file is read aloud.
READING = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
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
]


def run(*command):
    """Status and output of a tool; a tool that is not there is a failure."""
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        return 127, f"{command[0]} is not installed"
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def decree_30(path):
    found = {rule: (outcome, detail) for rule, outcome, detail in check_nd30.check(str(path))}
    for rule in RULES:
        outcome, detail = found.pop(rule, ("ABSENT", "the rule found nothing to measure"))
        yield f"nd30 {rule}", outcome == "PASS", detail
    for rule, (outcome, detail) in found.items():
        if outcome == "FAIL":
            yield f"nd30 {rule}", False, detail


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
    status, output = run("pdftotext", str(path), "-")
    yield "pdftotext is NFC", status == 0 and output == unicodedata.normalize(
        "NFC", output
    ), f"{len(output)} letters"
    text = re.sub(r"\s+", " ", output)
    at = 0
    for words in expected:
        place = text.find(words, at)
        yield f"reads “{words}”", place >= 0, f"at {place}" if place >= 0 else f"not after {at}"
        at = max(at, place)


def size(path):
    length = path.stat().st_size
    yield "size", length <= MOST_BYTES, f"{length} of {MOST_BYTES} bytes"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    passed = failed = 0
    for path in arguments.files:
        for check in (decree_30, archive, syntax, fonts, lambda file: reading(file, READING), size):
            try:
                results = list(check(path))
            except Exception as error:  # a file that cannot be read fails the check, not the program
                results = [(getattr(check, "__name__", "check"), False, repr(error))]
            for name, good, detail in results:
                print(f"{'ok  ' if good else 'FAIL'} {path.name}: {name}: {detail}")
                passed, failed = passed + good, failed + (not good)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
