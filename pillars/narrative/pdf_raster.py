"""The pages of a PDF that somebody uploads, as raw pixels: a program of its own, with limits, that knows no database.

A foreign PDF is read by nothing else. Its bytes come on the input. On the output go frames, each a line of JSON and,
where it has a width, width × height × 3 bytes: the sizes and colours of one page. The last frame is `{"done": true}`,
or `{"refused": …}` when the file is not taken: locked · many (`pages`) · size (`page`, `width`, `height` in mm) ·
memory · broken.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from typing import Any

MIB = 1024 * 1024
#: Pages of one file; dots an inch of A4; mm of a page: a phone writes its 4,000 pixels as 1,411 mm.
MOST_PAGES, DPI, LONGEST_MM, SHORTEST_MM = 20, 200, 2_000, 10
MM = 25.4 / 72
#: Pixels of one scan inside a page: A3 in 600 dots an inch has 70 million.
MOST_PIXELS = 100_000_000


class PdfRejected(Exception):
    """The file is not taken; `said` is the frame that tells why."""

    def __init__(self, **said: Any) -> None:
        super().__init__(said["refused"])
        self.said = said


def bind(limits: dict[str, int]) -> None:
    """Set limits for the whole life of this process: seconds of CPU, MiB of memory; no file may be written."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits["memory_mb"] * MIB),
        (resource.RLIMIT_CPU, limits["cpu_s"] + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # the softer end by CPU has a signal of its own, which tells it from that of the clock
        soft = most - 1 if what == resource.RLIMIT_CPU else most
        resource.setrlimit(what, (soft, most))


def pages_of(data: bytes, widest: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield (width, height, bytes) of each page in pixels, RGB, the longer side at most `widest`. Raises Refused."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise PdfRejected(refused="locked" if locked else "broken") from error
    if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise PdfRejected(refused="locked")
    if not 0 < len(document) <= MOST_PAGES:
        raise PdfRejected(refused="many" if len(document) else "broken", pages=len(document))
    # what is signed on a screen stands in the field of a form
    document.init_forms()
    try:
        sizes = [document.get_page_size(at) for at in range(len(document))]
        for number, size in enumerate(sizes, 1):
            if max(size) * MM > LONGEST_MM or min(size) * MM < SHORTEST_MM:
                raise PdfRejected(refused="size", page=number, width=round(size[0] * MM), height=round(size[1] * MM))
        for at, size in enumerate(sizes):
            scale = min(DPI / 72, (widest - 1) / max(size))
            page = document[at]
            scans = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
            if any(width * height > MOST_PIXELS for width, height in (scan.get_px_size() for scan in scans)):
                raise PdfRejected(refused="memory")
            image = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
            if all(least == most for least, most in image.getextrema()):
                # a page of one colour is empty, or its scan could not be read: that one raises here
                for scan in scans:
                    scan.get_bitmap().close()
            yield *image.size, image.tobytes()
    except pypdfium2.PdfiumError as error:
        raise PdfRejected(refused="broken") from error


def main() -> int:
    limits = json.loads(sys.argv[1])
    bind(limits)
    # what libraries print must not come between the frames
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(blob=b"", **head):
        out.write(json.dumps(head).encode() + b"\n" + blob)

    try:
        for width, height, pixels in pages_of(sys.stdin.buffer.read(), limits["widest"]):
            say(pixels, width=width, height=height)
        say(done=True)
    except PdfRejected as refused:
        say(**refused.said)
    except MemoryError:
        say(refused="memory")
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        say(refused="broken")
    out.flush()
    # the library frees its memory in an order that now and then crashes; the work is done
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
