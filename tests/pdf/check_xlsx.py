#!/usr/bin/env python3
"""Checks reports as workbooks: openpyxl reads them, LibreOffice reckons every formula anew and comes to what was kept
beside it, and the numbers and words are those of the finished pages.

    check_xlsx.py FILE.xlsx…      (FILE.pdf lies beside each)

One line for each check, a count at the end, exit status 1 when anything failed."""

import argparse
import re
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

import openpyxl

import check_report

# Excel's bars are an extension that openpyxl leaves out and says so.
warnings.filterwarnings("ignore", module="openpyxl")

A4 = 9
# Part of the words that may differ beside heads, numbers of pages and what drawings write.
MOST_OTHER = 0.003
# A drawing writes its scale and its days in so many lines at most.
LINES_OF_DRAWING = 16


def soffice(files, folder, form):
    return subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form]
        + ["--outdir", str(folder), *map(str, files)],
        capture_output=True,
        check=False,
        timeout=240,
    )


def shown(value, form):
    """A number as its format shows it, with the points and commas of Vietnamese."""
    words = re.findall(r'"([^"]*)"', form)
    core = re.sub(r'"[^"]*"', "", form).split(";")[0].lstrip("+")
    places = len(core.split(".")[1]) if "." in core else 0
    text = f"{abs(value):,.{places}f}".translate(str.maketrans(",.", ".,"))
    before = form.split(";")[0].lstrip("+").startswith('"')
    text = f"{words[0]}{text}" if words and before else f"{text}{words[0]}" if words else text
    sign = "+" if form.startswith("+") and value > 0 else "-" if value < 0 else ""
    return sign + text


def cells(path, data=False):
    for sheet in openpyxl.load_workbook(path, data_only=data).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet, cell


def formula(cell):
    return isinstance(cell.value, str) and cell.value.startswith("=")


def is_drawing(sheet):
    """A drawing is told in words, one below the other; it has neither head nor columns."""
    return sheet.max_column == 1 and any(tells(value) for (value,) in sheet.iter_rows(values_only=True))


def tells(value):
    """Whether a cell tells what a drawing shows."""
    return isinstance(value, str) and value.startswith("Biểu đồ")


def pages(path):
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        yield f"{sheet.title}: A4", sheet.page_setup.paperSize == A4, str(sheet.page_setup.paperSize)
        yield f"{sheet.title}: print area", bool(sheet.print_area), str(sheet.print_area)
        margins = sheet.page_margins
        mm = [round(side * 25.4, 1) for side in (margins.left, margins.right, margins.top, margins.bottom)]
        yield f"{sheet.title}: margins", mm == [30.0, 15.0, 20.0, 20.0], str(mm)
    for sheet in book.worksheets[1:]:
        if is_drawing(sheet):
            continue
        head = sheet.print_title_rows
        yield f"{sheet.title}: head repeated and in sight", bool(head) and bool(sheet.freeze_panes), f"{head}, {sheet.freeze_panes}"


def reckoned(path, again):
    kept = {(sheet.title, cell.coordinate): cell.value for sheet, cell in cells(path, data=True)}
    new = {(sheet.title, cell.coordinate): cell.value for sheet, cell in cells(again, data=True)}
    formulas = [(sheet.title, cell.coordinate) for sheet, cell in cells(path) if formula(cell)]
    without = [place for place in formulas if not isinstance(kept.get(place), (int, float))]
    yield "formulas have results", not without, f"{len(formulas)} formulas; without: {without[:5]}"
    other = [
        (place, kept[place], new.get(place))
        for place in formulas
        if place not in without and (new.get(place) is None or abs(new[place] - kept[place]) > 1e-9)
    ]
    yield "reckoned anew they are the same", not other, str(other[:5]) if other else f"{len(formulas)} equal"


def words(path):
    out = []
    values = {(sheet.title, cell.coordinate): cell.value for sheet, cell in cells(path, data=True)}
    bars = set()
    for sheet, cell in cells(path):
        if cell.value == "Vạch đứng: 100%":
            bars.add((sheet.title, cell.column))
        value = values.get((sheet.title, cell.coordinate))
        if (sheet.title, cell.column) in bars and isinstance(value, (int, float)):
            continue
        text = shown(value, cell.number_format) if isinstance(value, (int, float)) else str(value)
        if not text.startswith("(Bảng số liệu ở trang tính"):
            out += text.split()
    return [word for word in out if word.strip(".")]


def repeated(path):
    for sheet in openpyxl.load_workbook(path).worksheets:
        if sheet.print_title_rows:
            row = int(sheet.print_title_rows.split(":")[0].strip("$"))
            for cell in sheet[row]:
                yield from str(cell.value or "").split()


def bare(word):
    return word.strip(".,;:()")


def told(path):
    """Words by which drawings are told, as often as they stand there."""
    return Counter(bare(word) for _, cell in cells(path) if tells(cell.value) for word in cell.value.split())


def scales(text):
    """Numbers that drawings print beside what they tell: those of lines of nothing else, near above a caption."""
    lines = text.splitlines()
    captions = [at for at, line in enumerate(lines) if tells(line.lstrip("\f"))]
    near = {at for caption in captions for at in range(max(0, caption - LINES_OF_DRAWING), caption)}
    return Counter(word for at in sorted(near) if re.fullmatch(r"[\d./ ]+", lines[at]) for word in lines[at].split())


def page_numbers(text):
    """Numbers of pages: annexes begin anew, so a number stands at most once on as many pages as itself."""
    sheets = text.count("\f")
    return Counter({str(number): sheets // number for number in range(2, sheets + 1)})


def without(words, allowed):
    """Words beyond those that may differ, each as often as it may."""
    left, out = Counter(allowed), []
    for word in words:
        if left[bare(word)] > 0:
            left[bare(word)] -= 1
        else:
            out.append(word)
    return out


def same(path):
    status, output = check_report.run("pdftotext", "-raw", str(path.with_suffix(".pdf")), "-")
    text = re.sub(r"[\s□█]+", " ", output).replace("SỐ LIỆU MINH HỌA", "")
    ours = Counter(word for word in text.split() if word.strip("."))
    its = Counter(word for word in words(path) if word)
    for mark in ("SỐ", "LIỆU", "MINH", "HỌA"):
        ours.pop(mark, None), its.pop(mark, None)
    # Heads stand on each page, and pages have numbers.
    heads = Counter({word: count * output.count("\f") for word, count in Counter(map(bare, repeated(path))).items()})
    drawing = told(path)
    lost = without((ours - its).elements(), heads + page_numbers(output) + scales(output) + drawing)
    added = without((its - ours).elements(), drawing)
    good = status == 0 and len(lost) + len(added) <= MOST_OTHER * sum(ours.values())
    yield "says what the pages say", good, f"of {sum(ours.values())}: lost {lost[:16]}, added {added[:16]}"
    numbers = [word for word in lost + added if re.fullmatch(r"[+-]?[\d./]+(,\d+)?%?", bare(word))]
    yield "no number or day is lost or added", not numbers, str(numbers[:12])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        bare = folder / "bare"
        bare.mkdir()
        for path in arguments.files:
            # Saved without results, so that LibreOffice cannot but reckon.
            openpyxl.load_workbook(path).save(bare / path.name)
        done = soffice([bare / path.name for path in arguments.files], folder, "xlsx:Calc MS Excel 2007 XML")
        for path in arguments.files:
            again = folder / path.name
            if not again.is_file():
                results = [("opens", False, (done.stdout + done.stderr).decode("utf-8", "replace"))]
            else:
                results = [("opens", True, "LibreOffice, openpyxl")]
                for check in (pages(path), reckoned(path, again), same(path)):
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
