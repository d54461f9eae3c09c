"""Reads an abuse corpus and turns each item into the value to send.

An item has either `value` (ready) or `generator` (one Python expression). The expression is
evaluated with the names below and nothing else; it yields str, bytes, int/float, list or, for the
exchange file, the changed plan. Standard library only.

    items = load(path_of_corpus);  value_of(item, plan)  -> what to type, upload, send or load
"""

import copy
import io
import json
import random
import re
import struct
import zipfile
import zlib

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def put(plan, path, value):
    """put(plan, "pillars.2.targets.4.problem_refs", ["ECO-P99"]) -> the plan, changed."""
    keys = path.split(".")
    at = plan
    for k in keys[:-1]:
        at = at[int(k) if isinstance(at, list) else k]
    at[int(keys[-1]) if isinstance(at, list) else keys[-1]] = value
    return plan


def drop(plan, path):
    keys = path.split(".")
    at = plan
    for k in keys[:-1]:
        at = at[int(k) if isinstance(at, list) else k]
    del at[int(keys[-1]) if isinstance(at, list) else keys[-1]]
    return plan


def get(plan, path):
    for k in path.split("."):
        plan = plan[int(k) if isinstance(plan, list) else k]
    return plan


def esc(s):
    return str(s).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def sheet(rows, merges=(), formulas=None, more=""):
    """A worksheet part; formulas maps "B2" to a formula text."""
    out = [f'<?xml version="1.0" encoding="UTF-8"?><worksheet {NS}><sheetData>']
    for r, row in enumerate(rows, 1):
        cells = []
        for c, v in enumerate(row):
            ref = f"{chr(65 + c)}{r}"
            if formulas and ref in formulas:
                cells.append(f'<c r="{ref}"><f>{esc(formulas[ref])}</f><v>{esc(v)}</v></c>')
            elif isinstance(v, (int, float)):
                cells.append(f'<c r="{ref}"><v>{v}</v></c>')
            else:
                cells.append(f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{esc(v)}</t></is></c>')
        out.append(f'<row r="{r}">{"".join(cells)}</row>')
    out.append("</sheetData>")
    if merges:
        out.append(f"<mergeCells>{''.join(f'<mergeCell ref={chr(34)}{m}{chr(34)}/>' for m in merges)}</mergeCells>")
    out.append(more + "</worksheet>")
    return "".join(out)


def xlsx(rows=(("Nama", "Instansi"), ("Ani", "Dinkes")), parts=None, without=(), state="", **kw):
    """A minimal workbook as bytes. parts adds or replaces parts; without leaves parts out;
    state='state="veryHidden"' hides the sheet; merges and formulas go to sheet()."""
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006'
        f'/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook {NS} xmlns:r="{REL}"><sheets><sheet name="Data" '
        f'sheetId="1" {state} r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/relationships"><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet(rows, **kw),
    }
    files.update(parts or {})
    buf = io.BytesIO()
    with zipfile.ZipFile(buf, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            if name not in without:
                z.writestr(name, data)
    return buf.getvalue()


def png(width, height, claimed=None):
    """A grey PNG; claimed=(w, h) writes other measures into its head (a picture that lies)."""
    w, h = claimed or (width, height)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def value_of(item, plan=None):
    if "generator" not in item:
        return item.get("value")
    names = {
        "plan": copy.deepcopy(plan),
        "put": put,
        "drop": drop,
        "get": get,
        "sheet": sheet,
        "xlsx": xlsx,
        "png": png,
        "rnd": random.Random(7),
        "json": json,
        "io": io,
        "zipfile": zipfile,
        "zlib": zlib,
        "re": re,
        "esc": esc,
    }
    return eval(item["generator"], names)
