"""The same papers by this program and by others: CPU seconds and memory of whole processes, as a table.

Python's own start is subtracted from what runs inside Python. Rows of tables have the same height everywhere, so that
page counts are near each other; they are told beside the figures. typst and the programs for HTML set titles, text and
tables only: letterhead, signature, charts and words across the page are ours and Word's. What is not installed is left
out, what takes too long is ended and said.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

SO06, BENCH, BOOK, CONTENT, FONTS, DIR = map(Path, sys.argv[1:7])
RUNS = 5  # of each program at least; one that takes long runs fewer times, which is told
MOST = 40  # of a program so short that the least of five is still chance
SHORT = 4  # seconds within which it may run more than five times
LONG = 20  # seconds after which a run is the last one
LIMIT = 240  # seconds that a run may take
ROW = 19.5  # points from row to row of the long table at 11 points
LINE = 1.21  # from line to line within a row, as a part of the size of letters
CAPITALS = 0.66  # height of a line to typst, as a part of the size of letters


class NotMeasured(Exception):
    """Why a program has no line of figures."""


def once(command, limit):
    """CPU seconds and memory in MB of one run, with what it starts; a program that takes longer than the limit is ended."""
    program = subprocess.Popen([str(part) for part in command], start_new_session=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + limit
    while True:
        pid, status, usage = os.wait4(program.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > end:
            os.killpg(program.pid, signal.SIGKILL)
            os.wait4(program.pid, 0)
            raise NotMeasured(f"not within {limit} s")
        time.sleep(0.002)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != 0:
        raise NotMeasured(f"ended with {program.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


class Program:
    """What one program takes: least CPU seconds and highest memory in MB of its runs, or why there are none."""

    def __init__(self, name, command, made=None, start=None):
        self.name, self.command, self.made, self.start = name, command, made, start
        self.least, self.memory, self.runs, self.spent = None, 0, 0, 0.0
        self.long, self.problem = False, None

    def run(self):
        begun = time.monotonic()
        try:
            cpu, high = once(self.command, LIMIT)
        except (NotMeasured, OSError) as problem:
            self.problem = problem
            return
        took = time.monotonic() - begun
        self.least = cpu if self.least is None else min(self.least, cpu)
        self.memory = max(self.memory, high)
        self.runs += 1
        self.spent += took
        self.long = took > LONG

    def done(self):
        return self.problem or self.long or self.runs >= MOST or (self.runs >= RUNS and self.spent > SHORT)

    def cpu(self):
        """Seconds without the start of what it runs inside."""
        return self.least - (self.start.least if self.start else 0)


def measure(programs):
    """Runs them in turns, so that a machine that is slow for a while is slow for all."""
    while left := [own for own in programs if not own.done()]:
        for own in left:
            own.run()


def pages(path):
    out = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    return next(int(line.split()[1]) for line in out.splitlines() if line.startswith("Pages"))


def runs_of(block):
    return "".join(run["text"] for run in block["runs"])


def flow(document):
    """The content in order as (what, value)."""
    head = document["letterhead"]
    for text in head["superior"] + head["issuer"] + [document["kind_name"]] + document["subject"]:
        yield "title", text
    parts = [document["body"]] + [annex["blocks"] for annex in document["annexes"]]
    titles = [None] + [annex["title"] for annex in document["annexes"]]
    for place, (title, blocks) in enumerate(zip(titles, parts)):
        if place:
            yield "annex", (title, document["annexes"][place - 1]["orientation"] == "Landscape")
        for block in blocks:
            (kind, value), = block.items()
            if kind == "Heading":
                yield "heading", value["text"]
            elif kind in ("Paragraph", "Small"):
                yield "text", runs_of(value)
            elif kind == "Table":
                yield "table", value


def escape(text):
    for letter in "\\#$*_`<>@[]~=-+/\"'":
        text = text.replace(letter, "\\" + letter)
    return text


def typst_source(document):
    out = ['#set text(font: "Liberation Serif", size: 14pt, lang: "vi")',
           "#set par(justify: true, first-line-indent: 1.27cm, leading: 0.55em)",
           "#set page(paper: \"a4\", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm), numbering: \"1\", number-align: top + center)"]
    for kind, value in flow(document):
        if kind == "title":
            out.append(f"#align(center)[*{escape(value)}*]")
        elif kind == "annex":
            out.append(f"#set page(flipped: {'true' if value[1] else 'false'})\n#align(center)[*{escape(value[0])}*]")
        elif kind == "heading":
            out.append(f"== {escape(value)}")
        elif kind == "text":
            out.append(escape(value) + "\n")
        else:
            size = value["size"]
            pad = (ROW * size / 11 - size * CAPITALS) / 2
            columns = ", ".join(f"{column['weight']}fr" for column in value["columns"])
            heads = ", ".join(f"[*{escape(column['header'])}*]" for column in value["columns"])
            rows = []
            for row in value["rows"]:
                texts = [cell["text"] for cell in row["cells"]][: len(value["columns"])]
                if row["kind"] == "Group":
                    rows.append(f"table.cell(colspan: {len(value['columns'])})[*{escape(texts[0])}*]")
                else:
                    texts += [""] * (len(value["columns"]) - len(texts))
                    rows.append(", ".join(f"[{escape(text)}]" for text in texts))
            out.append(f"#[#set text(size: {size}pt)\n#set par(first-line-indent: 0pt, justify: false)\n"
                       f"#table(columns: ({columns}), inset: (x: 2pt, y: {pad:.2f}pt), table.header({heads}),\n"
                       + ",\n".join(rows) + ")]")
    return "\n\n".join(out)


def html_source(document):
    def safe(text):
        return text.replace("&", "&amp;").replace("<", "&lt;")

    faces = "".join(
        f"@font-face{{font-family:LS;src:url(file://{FONTS}/LiberationSerif-{name}.ttf);font-weight:{weight};font-style:{style}}}"
        for name, weight, style in (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic")))
    out = [f"<html lang=vi><meta charset=utf-8><style>{faces}@page{{size:A4;margin:20mm 15mm 20mm 30mm}}"
           "@page wide{size:A4 landscape}.wide{page:wide;break-before:page}body{font:14pt LS;text-align:justify}"
           "h1{font-size:14pt;text-align:center}h2{font-size:14pt}p{text-indent:1.27cm;margin:6pt 0}"
           "table{border-collapse:collapse;width:100%;table-layout:fixed}"
           f"table{{line-height:{LINE}}}td,th{{border:.5pt solid;padding:{(ROW / 11 - LINE) / 2:.4f}em 2pt;text-align:left}}"
           "thead{display:table-header-group}</style><div>"]
    for kind, value in flow(document):
        if kind == "title":
            out.append(f"<h1>{safe(value)}</h1>")
        elif kind == "annex":
            out.append(f"</div><div class={'wide' if value[1] else 'next'}><h1>{safe(value[0])}</h1>")
        elif kind == "heading":
            out.append(f"<h2>{safe(value)}</h2>")
        elif kind == "text":
            out.append(f"<p>{safe(value)}</p>")
        else:
            whole = sum(column["weight"] for column in value["columns"])
            columns = "".join(f"<col style=width:{column['weight'] / whole * 100:.2f}%>" for column in value["columns"])
            heads = "".join(f"<th>{safe(column['header'])}</th>" for column in value["columns"])
            rows = []
            for row in value["rows"]:
                texts = [cell["text"] for cell in row["cells"]][: len(value["columns"])]
                if row["kind"] == "Group":
                    rows.append(f"<tr><td colspan={len(value['columns'])}><b>{safe(texts[0])}</b></td></tr>")
                else:
                    texts += [""] * (len(value["columns"]) - len(texts))
                    rows.append("<tr>" + "".join(f"<td>{safe(text)}</td>" for text in texts) + "</tr>")
            out.append(f"<table style='font-size:{value['size']}pt'>{columns}<thead><tr>{heads}</tr></thead>"
                       f"<tbody>{''.join(rows)}</tbody></table>")
    return "".join(out) + "</div>"


def other_programs(name, document, docx):
    """The other programs with the same content; `docx` must be there when they run."""
    typ, html = DIR / f"{name}.typ", DIR / f"{name}.html"
    typ.write_text(typst_source(document))
    html.write_text(html_source(document))
    python = Path(sys.executable)
    start = Program("Python alone", [python, "-c", "pass"])
    target = DIR / f"{name}-typst.pdf"
    code = f"import typst; typst.compile({str(typ)!r}, output={str(target)!r}, font_paths=[{str(FONTS)!r}], ignore_system_fonts=True)"
    out = [start, Program("typst", [python, "-c", code], target, start)]
    target = DIR / f"{name}-weasyprint.pdf"
    code = f"import weasyprint; weasyprint.HTML({str(html)!r}).write_pdf({str(target)!r})"
    out.append(Program("WeasyPrint", [python, "-c", code], target, start))
    office = shutil.which("soffice")
    if office:
        profile = DIR / "office"
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", DIR / "office-out"]
        if not profile.exists():
            empty = DIR / "empty.txt"
            empty.write_text("")
            Program("its profile", [*command, empty]).run()
        out.append(Program("LibreOffice, from the same docx", [*command, docx], DIR / "office-out" / (docx.stem + ".pdf")))
    chromium = shutil.which("chromium")
    if chromium:
        target = DIR / f"{name}-chromium.pdf"
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                   "--disable-component-update", "--disable-sync", "--no-first-run", "--single-process", "--allow-file-access-from-files",
                   f"--user-data-dir={DIR / 'chromium'}", f"--print-to-pdf={target}", html.as_uri()]
        out.append(Program("Chromium", command, target))
    return out


def table(title, own, others, limits):
    """Measures, and prints one table: our lines first, each with the size of its file, then the others against the first of ours."""
    measure([*own, *others])
    print(f"\n### {title}\n\n| program | CPU | memory | runs | pages | |\n|--|--:|--:|--:|--:|--|")
    for program in own:
        if program.problem:
            raise SystemExit(f"{program.name}: {program.problem}")
        count = pages(program.made) if program.made.suffix == ".pdf" else ""
        print(f"| {program.name} | {program.cpu():.3f} s | {program.memory:.0f} MB | {program.runs} | {count} "
              f"| {program.made.stat().st_size / 1e6:.2f} MB |")
    for program in others:
        if not program.made:
            continue
        if program.problem or not program.made.is_file():
            print(f"| {program.name} | | | | | {program.problem or 'no pages'} |")
            continue
        limit = limits.get(program.name.split(",")[0])
        ratio = program.cpu() / own[0].cpu()
        verdict = "" if limit is None else f"; at least {limit}: {'kept' if ratio >= limit else 'MISSED'}"
        print(f"| {program.name} | {program.cpu():.3f} s | {program.memory:.0f} MB | {program.runs} | {pages(program.made)} "
              f"| {ratio:.1f} × as long{verdict} |")
    sys.stdout.flush()


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    (DIR / "office-out").mkdir(exist_ok=True)
    report = [SO06, "--book", BOOK, "report", "progress", "--period", "2024-Q1", "--out"]
    pdf, docx, content = DIR / "report.pdf", DIR / "report.docx", DIR / "report.json"
    subprocess.run([str(BENCH), "--content", str(BOOK), str(content)], check=True)
    own = [Program("Sổ 06, the process with its book", [*report, pdf], pdf),
           Program("Sổ 06, the same for Word", [*report, docx], docx)]
    table("A quarter's report", own, other_programs("report", json.loads(content.read_text()), docx),
          {"typst": 3, "LibreOffice": 20})
    pdf, docx = DIR / "annex.pdf", DIR / "annex.docx"
    paper = [BENCH, "--paper", "annex"]
    own = [Program("Sổ 06, tagged", [*paper, pdf], pdf), Program("Sổ 06, the same for Word", [*paper, docx], docx)]
    table("An annex of 5.000 rows and 9 columns", own, other_programs("annex", json.loads(CONTENT.read_text()), docx),
          {"typst": 3, "LibreOffice": 2})
    size, high = pdf.stat().st_size / 1e6, own[0].memory
    print(f"\nThe annex is {size:.2f} MB (at most 1,2: {'kept' if size <= 1.2 else 'MISSED'}) "
          f"and took {high:.0f} MB of memory (at most 200: {'kept' if high <= 200 else 'MISSED'}).")


main()
