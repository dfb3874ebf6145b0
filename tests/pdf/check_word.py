#!/usr/bin/env python3
"""Checks drafts for Word: LibreOffice opens each and prints it; what it prints says the same in the same order as the
finished pages, and obeys Decree 30 as far as a converter can.

    check_word.py [--kind KIND] FILE.docx…      (FILE.pdf lies beside each)

One line for each check, a count at the end, exit status 1 when anything failed."""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import pikepdf

import check_nd30
import check_report

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"

# Where pages and lines end is LibreOffice's own: it fills lines one by one.
CONVERTERS = ["body.word-gap<0.9em"]
ONE_PAGE = "sheet of one page"
# Parts of the words in which two prints may differ: heads that are repeated, and numbers, where pages end elsewhere.
MOST_OTHER = 0.01
MOST_MOVED = 0.08


def convert(files, folder):
    """Prints the drafts with the program's own fonts, which have the measures of Times New Roman."""
    fonts = folder / "share" / "fonts"
    fonts.mkdir(parents=True)
    for face in FONTS.glob("*.ttf"):
        shutil.copy(face, fonts)
    return subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        + ["--outdir", str(folder), *map(str, files)],
        env={**os.environ, "XDG_DATA_HOME": str(folder / "share")},
        capture_output=True,
        check=False,
        timeout=240,
    )


def words(path, watermark="SỐ LIỆU MINH HỌA"):
    status, output = check_report.run("pdftotext", "-raw", str(path), "-")
    if status != 0:
        raise RuntimeError(output)
    # Grey words across the page, squares, bars and dots that lead to the end of a line are letters in one print and
    # drawn in the other.
    text = re.sub(r"[\s□█]+", " ", output).replace(watermark, "")
    return [word for word in text.split() if word.strip(".")]


def sheets(path):
    return len(pikepdf.open(path).pages)


def heads(source):
    """Words of heads that are repeated, as often as they stand in one: where pages end is left to the converter."""
    with zipfile.ZipFile(source) as parts:
        text = parts.read("word/document.xml").decode("utf-8")
    rows = [row for row in re.findall(r"<w:tr>.*?</w:tr>", text, re.DOTALL) if "<w:tblHeader/>" in row]
    return Counter(word for row in rows for part in re.findall(r"<w:t[ >][^<]*", row) for word in part.split(">", 1)[1].split())


def same(draft, pages, source):
    mine, other = words(pages), words(draft)
    ours, its = Counter(mine), Counter(other)
    # A head stands at most once on each page: so often may its words be more.
    repeated = heads(source)
    again = Counter({word: count * sheets(draft) for word, count in repeated.items()})
    lost = list((ours - its).elements())
    added = list((its - ours - again).elements())
    good = bool(mine) and len(lost) + len(added) <= MOST_OTHER * len(mine)
    yield "says the same words", good, f"of {len(mine)}: lost {lost[:12]}, added {added[:12]}"
    mine, other = ([word for word in own if word not in repeated] for own in (mine, other))
    matcher = difflib.SequenceMatcher(None, mine, other, autojunk=False)
    moved = sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")
    yield "in the same order", moved <= MOST_MOVED * len(mine), f"{moved} of {len(mine)} words elsewhere"


def fonts(draft):
    status, output = check_report.run("pdffonts", str(draft))
    rows = [line.split()[0] for line in output.splitlines()[2:] if line.strip()]
    good = status == 0 and rows and all("LiberationSerif" in row for row in rows)
    yield "letters of one family", bool(good), " ".join(rows)


def rules(draft, kind):
    if check_report.KINDS[kind][0] is check_report.SHEET:
        for result in check_report.sheet(draft, kind):
            # Pages are filled to the last line; of whatever an office puts in, a converter may turn the last one over.
            if not (check_report.MATRIX and result[0] == ONE_PAGE):
                yield result
        return
    found = {rule: (outcome, detail) for rule, outcome, detail in check_nd30.check(str(draft))}
    for rule in check_report.rules_of(kind):
        outcome, detail = found.pop(rule, ("ABSENT", "the rule found nothing to measure"))
        if rule not in CONVERTERS:
            yield f"nd30 {rule}", outcome == "PASS", detail
    for rule, (outcome, detail) in found.items():
        if outcome == "FAIL" and rule not in CONVERTERS and not rule.startswith(check_report.left_out(kind)):
            yield f"nd30 {rule}", False, detail


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--kind", choices=check_report.KINDS, help="what the files are; else what their names say before --")
    parser.add_argument("--matrix", action="store_true", help="whatever an office puts in: no rule may fail")
    arguments = parser.parse_args()
    check_report.MATRIX = arguments.matrix
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        done = convert(arguments.files, folder)
        for path in arguments.files:
            draft, pages = folder / f"{path.stem}.pdf", path.with_suffix(".pdf")
            if not draft.is_file():
                results = [("opens", False, (done.stdout + done.stderr).decode("utf-8", "replace"))]
            else:
                results = [("opens", True, "LibreOffice")]
                kind = check_report.kind_of(path, arguments.kind)
                for check in (same(draft, pages, path), fonts(draft), rules(draft, kind)):
                    try:
                        results.extend(check)
                    except Exception as error:  # what cannot be read fails the check, not the program
                        results.append(("check", False, repr(error)))
            told = check_report.tell(path, results)
            passed, failed = passed + told[0], failed + told[1]
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
