"""The papers of a bimtek's end by their short codes, as the list of files knows them: which they are, and their trees.

`ba-3`, `hadir-3`   the berita acara and the attendance list as signed (signature 3)
`naskah-2`, `daftar-2`   the same as they stand now for bimtek 2
"""

import re

from masterplan.closing import minutes_paper
from masterplan.closing.overview import sentences
from masterplan.document import tree
from masterplan.press.render import render_book
from masterplan.snapshots.models import Signing
from masterplan.snapshots.storage import unpack
from masterplan.writers import docx
from workshops.live.actions.plan_write import existing
from workshops.plans.models import Plan

DRAFT = "DRAF"
SIGNED, ATTENDED, NOW, LIST = "ba", "hadir", "naskah", "daftar"
TITLES = {
    SIGNED: "Berita acara bertanda tangan",
    ATTENDED: "Daftar hadir bertanda tangan",
    NOW: "Naskah berita acara bimtek",
    LIST: "Daftar hadir bimtek",
}
_CODE = re.compile(r"(ba|hadir|naskah|daftar)-([1-9][0-9]{0,4})")


def is_paper(code: str) -> bool:
    return bool(_CODE.fullmatch(code))


def title_of(code: str) -> str:
    """Return `Naskah berita acara bimtek 2`."""
    kind, number = _CODE.fullmatch(code).groups()
    return f"{TITLES[kind]} {number}"


def tree_of(plan: Plan, code: str) -> tuple:
    """Return (Book, number of the plan that it shows). Raises NoPaper, Damaged."""
    kind, number = _CODE.fullmatch(code).groups()
    if kind in (SIGNED, ATTENDED):
        return signed_tree(plan, int(number), lists_only=kind == ATTENDED)
    return present_tree(plan, int(number), lists_only=kind == LIST), plan.head


def signed_tree(plan: Plan, number: int, lists_only: bool = False) -> tuple:
    """Return the paper of a signature as it was signed; `lists_only`: what is signed at the door.

    Raises NoPaper, Damaged.
    """
    row = existing(Signing.objects.filter(plan=plan, number=number).select_related("bimtek").first())
    book = tree.from_json(unpack(row.papers, row.papers_sha256))
    if lists_only:
        lists = tuple(part for part in book.parts if part.id.startswith("daftar-hadir"))
        book = tree.Book(code=book.code, title=f"Daftar hadir {row.bimtek.short}", region=book.region, parts=lists)
    return book, row.plan_number


def present_tree(plan: Plan, number: int, lists_only: bool = False) -> tree.Book:
    """Return the draft of a bimtek's paper with the figures of this moment. Raises NoPaper."""
    bimtek = existing(plan.bimteks.select_related("minutes").filter(number=number).first())
    prepared = minutes_paper.prepare(plan, bimtek)
    if lists_only:
        return minutes_paper.attendance_book(plan, bimtek, prepared)
    return minutes_paper.build(plan, bimtek, prepared, reopened=sentences(plan, bimtek), status=DRAFT)


def paper_bytes(book: tree.Book, format: str) -> bytes:
    """Return the bytes of `book`. Raises RenderFailed for a PDF that cannot be made."""
    return docx.write(book) if format == "docx" else render_book(book).pdf
