"""Files that are made in one piece by a process of the press: papers as PDF, any book as Word or Excel."""

from collections.abc import Callable
from typing import Any

from masterplan.document import tree
from masterplan.press.pool import Cancelled, Job, Pool, RenderAnswer, common_pool
from masterplan.press.units import missing_characters
from masterplan.writers.failures import failure

#: Seconds of CPU that a file may take, and letters of its tree for one more: ten times what that was measured to take.
CPU_S, LETTERS = 60, 10_000


def papers(book: tree.Book, pictures: dict, **limits: Any) -> tuple[bytes, int]:
    """Return (the PDF, its pages) of official papers or sheets for the room. Raises RenderFailed."""
    answer = _made("papers", book, pictures, missing=missing_characters(tree.plain_text(book)), **limits)
    return answer.blobs[0], answer.done["count"]


def office_file(book: tree.Book, format: str, *, pictures: dict | None = None, **limits: Any) -> bytes:
    """Return the `docx` or `xlsx` of a book. Raises RenderFailed."""
    return _made(format, book, pictures or {}, **limits).blobs[0]


def _made(
    kind: str,
    book: tree.Book,
    pictures: dict,
    cancelled: Callable[[], bool] | None = None,
    pool: Pool | None = None,
    cpu_s: int = 0,
    wall_s: float = 0,
    missing: str = "",
) -> RenderAnswer:
    """Return what a process made. `cancelled()` is asked twice a second; `cpu_s` and `wall_s` stand for the limits;
    `missing`: characters beyond the books' face.
    """
    said = tree.to_json(book)
    cpu_s = cpu_s or CPU_S + (len(said) + sum(map(len, pictures.values()))) // LETTERS
    head = {"job": kind, "pictures": list(pictures), "missing": missing}
    job = Job(kind, head, (*pictures.values(), said), cpu_s, wall_s or 4 * cpu_s)
    try:
        (answer,) = (pool or common_pool()).run([job], cancelled)
    except Cancelled:
        raise failure("cancelled") from None
    if answer.failed:
        raise failure(answer.failed)
    return answer
