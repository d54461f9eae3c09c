"""Pictures of what the PDF writer draws: pages of a PDF of ours, and the drawings of a book for formats that take no
SVG.

`drawings` runs a child process with limits, which is this module run as a program: what is drawn from typed text can
run away like any other page. A drawing that cannot be made costs itself only.
"""

import contextlib
import io
import json
import os
import re
import resource
import struct
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pypdfium2

from masterplan.document import tree
from masterplan.writers import figures

ROOT = Path(__file__).resolve().parent.parent.parent
DPI = 220
MIB = 1024 * 1024
#: Seconds and MiB that the drawings of one book may take: about ten times what those of a full Buku 2 took.
CPU, WALL, MEMORY = 60, 120, 1536
#: A drawing is as wide as the text unless it says otherwise.
USUAL = 165.0
SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.]+)mm"[^>]*?\sheight="([\d.]+)mm"')
VIEW = re.compile(r'<svg[^>]*?\sviewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
HEAD = struct.Struct(">I")


def pages_as_png(pdf: bytes, width_px: int) -> list[bytes]:
    """Return every page as a PNG of this width in pixels, in order. Raises pypdfium2.PdfiumError for what is no PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_png(page, width_px / page.get_width()) for page in document]


def _png(page, scale: float) -> bytes:
    out = io.BytesIO()
    image = page.render(scale=scale).to_pil()
    # as small as at the usual level 6, for a third less work
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


def node_key(node: tree.Figure) -> str:
    """Return what a figure's drawing is known by: its id, or what it says where it has none."""
    return node.id or tree.content_hash(node)


def drawings(book: tree.Book) -> dict[str, bytes]:
    """Return {`node_key` of a figure: PNG of 220 dpi} of everything that the PDF of the book draws, beside "cincin"
    (the ring
    of the cover) and "lambang GOV" (the icon of a seat). What could not be drawn is not in it; nothing is raised.
    """
    seats = {ink.code: ink.seat for ink in book.inks}
    wanted, white = {}, book.look == tree.OFFICE
    for node in tree.walk(book):
        if isinstance(node, tree.Figure) and node.kind in figures.DRAWINGS:
            with contextlib.suppress(Exception):  # a chart that its data break is told in words
                wanted[node_key(node)] = figures.drawing(node, seats.get(node.pillar, ""), seats, white)
        elif isinstance(node, tree.PillarOpening):
            seat = seats.get(node.code, "")
            wanted[f"lambang {seat}"] = figures.icon(seat, "", "10mm")
        elif isinstance(node, tree.Cover) and node.seats:
            wanted["cincin"] = figures.ring([(seats.get(code, ""), name) for code, name in node.seats], white)
    return dict(_drawn(tuple(wanted.items())))


@lru_cache(maxsize=4)
def _drawn(wanted) -> tuple:
    """((key, PNG), …) of ((key, SVG), …); the half that breaks is halved until the one is found that did it."""
    if not wanted:
        return ()
    made = _in_child(wanted)
    if made is not None:
        return tuple(zip((key for key, _ in wanted), made, strict=True))
    if len(wanted) == 1:
        return ()
    middle = len(wanted) // 2
    return _drawn(wanted[:middle]) + _drawn(wanted[middle:])


def _in_child(wanted):
    """The PNGs of all drawings, or None where the child did not bring them."""
    keys = ("PATH", "LANG", "HOME", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "TMPDIR")
    process = subprocess.Popen(
        [sys.executable, "-m", "masterplan.writers.raster"],
        cwd=ROOT,
        env={key: os.environ[key] for key in keys if key in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        data, _ = process.communicate(json.dumps([svg for _, svg in wanted]).encode(), timeout=WALL)
    except subprocess.TimeoutExpired:
        process.kill()  # whoever ends the caller's group ends this one too
        process.communicate()
        return None
    made = list(_unpacked(data)) if process.returncode == 0 else []
    return made if len(made) == len(wanted) else None


def _unpacked(data: bytes):
    at = 0
    while at + HEAD.size <= len(data):
        (size,) = HEAD.unpack_from(data, at)
        yield data[at + HEAD.size : at + HEAD.size + size]
        at += HEAD.size + size


# From here on: the child.


def _page(number: int, svg: str) -> tuple:
    """(rule, markup) of a page as large as its drawing."""
    found = SIZE.search(svg)
    if found:
        width, height = float(found[1]), float(found[2])
    else:
        found = VIEW.search(svg)
        across, down = (float(found[1]), float(found[2])) if found else (2.0, 1.0)
        width, height = USUAL, USUAL * down / across
    rule = f"@page d{number} {{ size: {width:.2f}mm {height:.2f}mm; margin: 0 }} .d{number} {{ page: d{number} }}"
    return rule, f'<div class="d{number}">{svg}</div>'


def _pdf(drawn) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from masterplan.writers.fetcher import Deny
    from masterplan.writers.fonts import faces_for

    pages = [_page(number, svg) for number, svg in enumerate(drawn)]
    faces = faces_for("".join(drawn))
    fetcher = Deny({f"buku:{name.replace(' ', '')}": data for name, data in faces.assets.items()})
    fonts = FontConfiguration()
    family = faces.family("Buku Sans")
    rules = f"html {{ font-family: {family} }} svg {{ display: block }} div {{ overflow: hidden }}"
    css = CSS(string=faces.css + rules + "".join(rule for rule, _ in pages), font_config=fonts, url_fetcher=fetcher)
    # a family of an attribute stands without quotes
    title = "Buku Judul, " + family.replace('"', "")
    source = "".join(markup for _, markup in pages).replace("Buku Judul, Buku Sans", title)
    return HTML(string=f"<html><body style='margin:0'>{source}</body></html>", url_fetcher=fetcher).write_pdf(
        stylesheets=[css], font_config=fonts
    )


def _bind(what: int, most: int) -> None:
    """A limit of this process; one that it has already stays if it is lower."""
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def main() -> int:
    _bind(resource.RLIMIT_CORE, 0)
    _bind(resource.RLIMIT_AS, MEMORY * MIB)
    _bind(resource.RLIMIT_CPU, CPU)
    drawn = json.load(sys.stdin)
    with pypdfium2.PdfDocument(_pdf(drawn)) as document:
        if len(document) != len(drawn):
            return 1
        for page in document:
            png = _png(page, DPI / 72)
            sys.stdout.buffer.write(HEAD.pack(len(png)) + png)
    sys.stdout.buffer.flush()
    # the libraries below free their memory in an order that now and then crashes; the work is done
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
