"""A scan that comes as PDF: each of its pages as a picture of its own, or a sentence that says why it is not taken.

The PDF is opened by a child process with limits (`rasterising`), which hands back nothing but pixels: no text, no
name of an author, no file inside the file has a way into what is stored.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pillars.narrative.pdf_raster import MOST_PAGES
from pillars.narrative.picture_check import WIDEST, stored
from pillars.uploads import LARGEST, MIB, BadFile, safe_name
from workshops.number_format import show_number

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = "pillars.narrative.pdf_raster"
PASSED_ON = ("PATH", "LANG", "LD_LIBRARY_PATH", "TMPDIR")
START, END, TAIL = b"%PDF-", b"%%EOF", 2048
#: Letters of a frame's head; of the name of a file that its pages carry on.
LONGEST_HEAD, LONGEST_STEM = 200, 80
#: Seconds that an upload waits for another one to be read: one process of the server reads one scan at a time. This
#: and the clock of `ScanLimits` stay within what a page may take (`LONGEST_WORK` of masterplan/asgi.py).
PATIENCE = 1
_reading = threading.Lock()
#: What the end of a child says: its clock or its CPU was over, or its library had too little memory.
_ENDS = {-signal.SIGKILL: "slow"} | dict.fromkeys(
    (-signal.SIGXCPU, -signal.SIGTRAP, -signal.SIGABRT, -signal.SIGILL), "memory"
)

AGAIN = "Pindai atau simpan lagi sebagai PDF, lalu unggah lagi."
SENTENCES = {
    "locked": "“{name}” terkunci dengan kata sandi atau pembatasan. Buka berkasnya, cetak ke PDF baru, lalu unggah "
    "yang baru itu.",
    "many": "“{name}” berisi {pages} halaman. Paling banyak {most} halaman sekali unggah: ambil halaman yang perlu "
    "saja, atau bagi berkasnya.",
    "size": "Halaman {page} dari “{name}” berukuran {width} × {height} mm, tidak wajar untuk sebuah pindaian. Pindai "
    "lagi sebagai A4 atau F4, lalu unggah lagi.",
    "broken": f"“{{name}}” rusak atau tidak utuh, sehingga tidak dapat dibaca. {AGAIN}",
    "memory": "“{name}” terlalu berat untuk dibuka. Pindai lagi dengan 200 dpi, bagi berkasnya, atau simpan halamannya "
    "sebagai JPG, lalu unggah lagi.",
    "slow": "“{name}” belum selesai dibuka. Tunggu sebentar, lalu unggah lagi; bila tetap begini, pindai lagi dengan "
    "200 dpi, atau bagi berkasnya.",
    "no_pdf": f"“{{name}}” bernama PDF, tetapi isinya bukan PDF. {AGAIN}",
    "busy": "Rembuk sedang membuka pindaian lain. Tunggu sebentar, lalu unggah “{name}” lagi.",
    "large": f"“{{name}}” terlalu besar ({{size}} MB). Paling besar {LARGEST // MIB} MB: pindai lagi dengan 200 dpi, "
    "atau bagi berkasnya.",
}


@dataclass(frozen=True)
class ScanLimits:
    """What the pages of one file may cost: seconds of CPU and of the clock, MiB of address space."""

    cpu_s: int = 7
    wall_s: int = 7
    memory_mb: int = 1024


def is_scan(name: str, data: bytes) -> bool:
    """Whether a file is a PDF, or says so and is no picture either."""
    return data.startswith(START) or (name.lower().endswith(".pdf") and not data.startswith((b"\xff\xd8", b"\x89PNG")))


def check_scan(name: str, data: bytes, limits: ScanLimits = ScanLimits()) -> list:
    """Return the pages of a PDF as Checked pictures, in order. Raises BadFile (bad_file, too_large)."""
    name = safe_name(name, "pdf")
    if len(data) > LARGEST:
        raise scan_too_large(name, len(data))
    if not data.startswith(START):
        raise _bad("no_pdf", name)
    if END not in data[-TAIL:]:
        raise _bad("broken", name)
    if not _reading.acquire(timeout=PATIENCE):
        raise _bad("busy", name)
    try:
        return _pages(name, data, limits)
    finally:
        _reading.release()


def scan_too_large(name: str, size: int) -> BadFile:
    """Return the BadFile of a PDF of `size` bytes."""
    return _bad("large", safe_name(name, "pdf"), size=-(-size // MIB))


def stem_of(name: str) -> str:
    """Return the name of a file without its ending, as people would write it."""
    return " ".join(safe_name(name, "pdf").removesuffix(".pdf").replace("_", " ").split())[:LONGEST_STEM].strip()


def _bad(kind, name, **said):
    said = dict.fromkeys(("pages", "page", "width", "height", "size"), 0) | said
    numbers = {key: show_number(value) for key, value in said.items()}
    sentence = SENTENCES[kind].format(name=name, most=MOST_PAGES, **numbers)
    return BadFile(sentence, "too_large" if kind == "large" else "bad_file")


def _pages(name, data, limits):
    process = subprocess.Popen(
        [sys.executable, "-m", PROGRAM, json.dumps({**limits.__dict__, "widest": WIDEST})],
        cwd=ROOT,
        env={key: os.environ[key] for key in PASSED_ON if key in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    watch = threading.Timer(limits.wall_s, _kill, [process])
    watch.daemon = True
    watch.start()
    try:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(data)
            process.stdin.close()
        return _read(process, name)
    finally:
        watch.cancel()
        _kill(process)
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(BrokenPipeError):
                stream.close()


def _read(process, name):
    """The pages that come from the child, which is believed nothing: it may be what a hostile file has made of it."""
    pages, stem = [], stem_of(name)
    while True:
        head = _head(process.stdout)
        if head.get("done") and pages:
            return pages
        if head.get("refused") in SENTENCES:
            said = {key: head[key] for key in ("pages", "page", "width", "height") if type(head.get(key)) is int}
            raise _bad(head["refused"], name, **said)
        size = head.get("width"), head.get("height")
        if len(pages) == MOST_PAGES or not all(type(side) is int and 0 < side <= WIDEST for side in size):
            break
        pixels = process.stdout.read(size[0] * size[1] * 3)
        if len(pixels) < size[0] * size[1] * 3:
            break
        page = Image.frombytes("RGB", size, pixels)
        pages.append(stored(page, f"{stem}, halaman {len(pages) + 1}.jpg", photo=True))
    raise _bad(_ENDS.get(_ended(process), "broken"), name)


def _ended(process):
    """How a child ended that says no more; None for one that goes on and says what it should not."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        return process.wait(1)
    return None


def _head(stream):
    try:
        head = json.loads(stream.readline(LONGEST_HEAD))
    except ValueError:
        return {}
    return head if isinstance(head, dict) else {}


def _kill(process):
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
