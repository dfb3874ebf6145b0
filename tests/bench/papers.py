"""The same papers by this program and by others: CPU seconds and memory of whole processes, as a table.

Python's own start is subtracted from what runs inside Python. Rows of tables have the same height everywhere, so that
page counts are near each other; they are told beside the figures. What is not installed is left out and said.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

SO06, BENCH, BOOK, CONTENT, FONTS, DIR = map(Path, sys.argv[1:7])
ROW = 19.5  # points from row to row of the long table at 11 points


def measured(command, runs=3):
    """Least CPU seconds of several runs, and the highest memory in MB."""
    best, memory = None, 0
    for _ in range(runs):
        pid = os.posix_spawn(
            str(command[0]),
            [str(part) for part in command],
            os.environ,
            file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                          (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
        )
        _, status, usage = os.wait4(pid, 0)
        if status != 0:
            raise SystemExit(f"{command[0]} ended with {status}")
        cpu = usage.ru_utime + usage.ru_stime
        best = cpu if best is None else min(best, cpu)
        memory = max(memory, usage.ru_maxrss / 1024)
    return best, memory


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
            pad = max(0.0, (ROW * size / 11 - size * 1.0) / 2 - 1)
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
           f"td,th{{border:.5pt solid;padding:0 2pt;text-align:left}}thead{{display:table-header-group}}</style>"]
    for kind, value in flow(document):
        if kind == "title":
            out.append(f"<h1>{safe(value)}</h1>")
        elif kind == "annex":
            out.append(f"<h1 class={'wide' if value[1] else 'next'}>{safe(value[0])}</h1>")
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
            height = ROW * value["size"] / 11
            out.append(f"<table style='font-size:{value['size']}pt;line-height:{height}pt'>{columns}<thead><tr>{heads}</tr></thead>"
                       f"<tbody>{''.join(rows)}</tbody></table>")
    return "".join(out)


def other_programs(name, document, docx):
    """Each program's name, CPU seconds, memory and pages."""
    typ, html = DIR / f"{name}.typ", DIR / f"{name}.html"
    typ.write_text(typst_source(document))
    html.write_text(html_source(document))
    python = Path(sys.executable)
    start, _ = measured([python, "-c", "pass"])
    out = []

    def add(program, command, made, minus=0.0):
        cpu, memory = measured(command)
        out.append((program, cpu - minus, memory, pages(made)))

    target = DIR / f"{name}-typst.pdf"
    code = f"import typst; typst.compile({str(typ)!r}, output={str(target)!r}, font_paths=[{str(FONTS)!r}], ignore_system_fonts=True)"
    add("typst", [python, "-c", code], target, start)
    target = DIR / f"{name}-weasyprint.pdf"
    code = f"import weasyprint; weasyprint.HTML({str(html)!r}).write_pdf({str(target)!r})"
    add("WeasyPrint", [python, "-c", code], target, start)
    office = shutil.which("soffice")
    if office:
        profile = DIR / "office"
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", DIR / "office-out", docx]
        measured(command, 1)  # the first run makes the profile
        add("LibreOffice, from the same docx", command, DIR / "office-out" / (docx.stem + ".pdf"))
    chromium = shutil.which("chromium")
    if chromium:
        target = DIR / f"{name}-chromium.pdf"
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                   "--disable-component-update", "--disable-sync", "--no-first-run", "--single-process", "--allow-file-access-from-files",
                   f"--user-data-dir={DIR / 'chromium'}", f"--print-to-pdf={target}", html.as_uri()]
        try:
            add("Chromium", command, target)
        except SystemExit as problem:
            out.append((f"Chromium: {problem}", None, None, None))
    return out


def table(title, own, others, limits, size):
    name, cpu, memory, count = own
    print(f"\n### {title}\n\n| program | CPU | memory | pages | |\n|--|--:|--:|--:|--|")
    print(f"| {name} | {cpu:.3f} s | {memory:.0f} MB | {count} | {size / 1e6:.2f} MB |")
    for other, seconds, high, number in others:
        if seconds is None:
            print(f"| {other} | | | | not measured |")
            continue
        limit = limits.get(other.split(",")[0])
        ratio = seconds / cpu
        verdict = "" if limit is None else f"; at least {limit}: {'kept' if ratio >= limit else 'MISSED'}"
        print(f"| {other} | {seconds:.3f} s | {high:.0f} MB | {number} | {ratio:.1f} × as long{verdict} |")


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    (DIR / "office-out").mkdir(exist_ok=True)
    report = [SO06, "--book", BOOK, "report", "progress", "--period", "2024-Q1", "--out"]
    pdf, docx, content = DIR / "report.pdf", DIR / "report.docx", DIR / "report.json"
    subprocess.run([*map(str, report), str(docx)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([str(BENCH), "--content", str(BOOK), str(content)], check=True)
    cpu, memory = measured([*report, pdf], 5)
    own = ("Sổ 06, the process with its book", cpu, memory, pages(pdf))
    table("A quarter's report", own, other_programs("report", json.loads(content.read_text()), docx),
          {"typst": 3, "LibreOffice": 20}, pdf.stat().st_size)
    pdf, docx = DIR / "annex.pdf", DIR / "annex.docx"
    cpu, memory = measured([BENCH, "--paper", "annex", pdf])
    subprocess.run([str(BENCH), "--paper", "annex", str(docx)], check=True)
    own = ("Sổ 06, tagged", cpu, memory, pages(pdf))
    table("An annex of 5.000 rows and 9 columns", own, other_programs("annex", json.loads(CONTENT.read_text()), docx),
          {"typst": 3, "LibreOffice": 2}, pdf.stat().st_size)
    size, high = pdf.stat().st_size / 1e6, memory
    print(f"\nThe annex is {size:.2f} MB (at most 1,2: {'kept' if size <= 1.2 else 'MISSED'}) "
          f"and took {high:.0f} MB of memory (at most 200: {'kept' if high <= 200 else 'MISSED'}).")


main()
