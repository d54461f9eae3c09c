"""One process of the press, run as a program: it lays out units, joins them and draws pages, one job after the other,
within limits. It reads jobs from its input and answers on its output, each a frame of a JSON head and blobs.

Frame: 4 bytes (length of the head, big-endian), the head, the blobs, whose sizes are its `blobs`. Jobs: `unit`,
`furniture`, `join`, `draw`; `papers`, `docx`, `xlsx` make a whole file. Answer: `{"done": …}` with what was
made, or `{"failed": memory | blocked | broken}`.
Nothing in here knows the database.
"""

import gc
import json
import os
import resource
import sys
from collections.abc import Callable, Sequence
from typing import Any

MIB = 1024 * 1024
FILE_MB, FILES = 96, 64
#: Laid-out pages after which their memory is taken back; how a fork ends that had too little memory.
ENOUGH, NO_MEMORY = 16, 12


def read_frame(stream: Any) -> tuple[dict[str, Any], list[bytes]] | None:
    """Return (head, blobs), or None at the end."""
    size = stream.read(4)
    if len(size) < 4:
        return None
    head = json.loads(stream.read(int.from_bytes(size)))
    return head, [stream.read(n) for n in head.get("blobs", ())]


def frame(head: dict, blobs: Sequence[bytes] = ()) -> list[bytes]:
    said = json.dumps(head | {"blobs": [len(blob) for blob in blobs]}).encode()
    return [len(said).to_bytes(4), said, *blobs]


class Press:
    """Keeps what it needs again: faces and style for each set of characters, at most a few."""

    MOST = 4

    def __init__(self) -> None:
        self.layouts = {}

    def layout(self, missing: str) -> Any:
        from masterplan.press import quick
        from masterplan.press.layout import Layout

        if missing not in self.layouts:
            if len(self.layouts) >= self.MOST:
                self.layouts = {key: kept for key, kept in self.layouts.items() if not key}
            self.layouts[missing] = Layout(missing)
            quick.install(self.layouts[missing])
        return self.layouts[missing]

    def unit(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        pdf, facts = self.layout(job["missing"]).unit(job["html"], dict(zip(job["pictures"], blobs, strict=True)))
        return facts, [pdf]

    def furniture(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        pdf, facts = self.layout(job["missing"]).furniture(job["html"])
        return facts, [pdf]

    def papers(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        from masterplan.document import tree

        *pictures, said = blobs
        book = tree.from_json(said)
        layout = self.layout(job["missing"])
        data, pages = layout.papers(book, dict(zip(job["pictures"], pictures, strict=True)))
        return {"count": pages}, [data]

    def docx(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        from masterplan.document import tree
        from masterplan.writers import docx

        *pictures, said = blobs
        return {}, [docx.write(tree.from_json(said), dict(zip(job["pictures"], pictures, strict=True)))]

    def xlsx(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        from masterplan.document import tree
        from masterplan.writers import xlsx

        return {}, [xlsx.write(tree.from_json(blobs[-1]))]

    def join(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        from masterplan.press.join import join

        known = job["known"]
        cut = dict(zip(known, blobs[len(blobs) - len(known) :], strict=True))
        data, fresh = join(job["plan"], blobs[: len(blobs) - len(known)], cut)
        return {"cut": list(fresh)}, [data, *fresh.values()]

    def draw(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        from masterplan.press.page_images import draw

        return {}, apart(lambda: draw(blobs[0], job["width"], job["pages"]), job["cpu_s"])

    def warm(self, job: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
        self.layout("")
        return {}, []


def apart(work: Callable[[], list[bytes]], cpu_s: int) -> list[bytes]:
    """Return what `work()` makes, made in a fork of this process: its memory is given back whole and nothing is
    cleared away piece by piece. Not for laying out: the threads of Pango do not live on in a fork.
    """
    book_data, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            gc.disable()
            allow(cpu_s)
            os.close(book_data)
            with os.fdopen(writing, "wb") as out:
                for part in frame({}, work()):
                    out.write(part)
            os._exit(0)
        except MemoryError:
            os._exit(NO_MEMORY)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(book_data, "rb") as source:
        made = read_frame(source)
    _, status = os.waitpid(child, 0)
    if status and os.waitstatus_to_exitcode(status) == NO_MEMORY:
        raise MemoryError
    if status or made is None:
        raise ChildProcessError(f"ended with {os.waitstatus_to_exitcode(status)}")
    return made[1]


def spent() -> float:
    """Return seconds of CPU of this process and of its forks."""
    mine, forks = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + forks.ru_utime + forks.ru_stime


def peak_mb() -> int:
    """Return the most memory that this process ever had, without what its parent had when it was started."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bind(memory_mb: int) -> None:
    """Set limits that hold for the whole life of the process."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory_mb * MIB),
        (resource.RLIMIT_FSIZE, FILE_MB * MIB),
        (resource.RLIMIT_NOFILE, FILES),
    ):
        resource.setrlimit(what, (most, most))


def allow(cpu_s: int) -> None:
    """Allow so many seconds of CPU for the next job; who takes more is ended by the system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + cpu_s) + 1, hard))


def answer(press: Press, head: dict[str, Any], blobs: list[bytes]) -> Any:
    try:
        done, made = getattr(press, head["job"])(head, blobs)
        said = {"done": done}
    except MemoryError:
        said, made = {"failed": "memory"}, []
    except BaseException as error:  # FatalURLFetchingError is no Exception, and the parent must learn of every end
        kind = "blocked" if type(error).__name__ == "FatalURLFetchingError" else "broken"
        said, made = {"failed": kind, "why": f"{type(error).__name__}: {error}"[:500]}, []
    return said | {"rss_mb": peak_mb()}, made


def main() -> int:
    bind(json.loads(sys.argv[1])["memory_mb"])
    # what libraries print must not come between the frames
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    press = Press()
    press.layout("")
    gc.collect()
    gc.freeze()
    gc.disable()
    garbage, before = 0, spent()
    while (asked := read_frame(sys.stdin.buffer)) is not None:
        head, blobs = asked
        allow(head["cpu_s"])
        said, made = answer(press, head, blobs)
        del asked, blobs
        # what clearing away took after the job before is told with this one
        said["cpu_s"], before = round(spent() - before, 3), spent()
        for part in frame(said, made):
            out.write(part)
        out.flush()
        del made
        garbage += len(said.get("done", {}).get("pages", ())) or 1
        if garbage >= ENOUGH:
            gc.collect()
            garbage = 0
    # the libraries below free their memory in an order that now and then crashes; the work is done
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
