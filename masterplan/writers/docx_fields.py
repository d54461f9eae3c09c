"""Fields of Word: what it works out itself (pages, numbers of captions, lists of contents), each with the result that
we know as its cached text, so that a reader who updates nothing still reads it.
"""

import re
from html import escape

from masterplan.writers.docx_styles import run
from masterplan.writers.markup import UNPRINTABLE

#: "Tabel 4.6", "Gambar A.1", "Tabel 3": the word, what stands before the last number, the number.
NUMBERED = re.compile(r"(?P<word>Tabel|Gambar) (?P<before>(?:[\w-]+\.)*)(?P<number>\d{1,6})")


def field(code: str, cached: str = "") -> str:
    """Return runs of a field whose present result is `cached`, which is XML of runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code, quote=False)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{cached}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


class Sequences:
    """The numbers that Word will count by itself: as long as ours follow each other it counts on, else it is told."""

    def __init__(self) -> None:
        self._last = {}

    def begin_chapter(self) -> None:
        """Begin numbers again with the next chapter."""
        self._last = {}

    def caption(self, number: str) -> str:
        """Return runs of "Tabel 4.6"; text that is no such number stays text."""
        found = NUMBERED.fullmatch(number)
        if not found:
            return run(escape(UNPRINTABLE.sub("", number)))
        word, before, said = found["word"], found["before"], found["number"]
        follows = self._last.get(word) == (before, int(said) - 1)
        self._last[word] = before, int(said)
        told = "" if follows else f" \\r {int(said)}"
        return run(f"{word} {before}") + field(f"SEQ {word} \\* ARABIC{told}", run(said))


def chapter_title() -> str:
    """Return the title of the chapter that a page belongs to, for its head.

    1 is Word's first heading in every language.
    """
    return field("STYLEREF 1", run(" "))


def page_of(anchor: str) -> str:
    """Return the page on which a bookmark stands.

    Nobody but Word knows it, so that nothing is said until it has counted.
    """
    return field(f"PAGEREF {anchor} \\h")


def reference(anchor: str, cached: str) -> str:
    """Return the text of a bookmark, as it reads after an update too."""
    return field(f"REF {anchor} \\h \\* CHARFORMAT", cached)


CODES = {
    "contents": 'TOC \\o "1-3" \\h \\z',
    "tables": 'TOC \\h \\z \\c "Tabel"',
    "figures": 'TOC \\h \\z \\c "Gambar"',
}


def contents(kind: str, entries: list) -> list:
    """Return paragraphs of a list of contents: a field of Word that holds `entries` until it is updated.

    entries  (paragraph properties, anchor or "", runs of its text)
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{escape(CODES[kind], quote=False)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    out = []
    for at, (properties, anchor, text) in enumerate(entries):
        inner = text
        if anchor:
            inner = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{text}<w:r><w:tab/></w:r>{page_of(anchor)}'
            inner += "</w:hyperlink>"
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if at == len(entries) - 1 else ""
        out.append(f"<w:p>{properties}{begin if at == 0 else ''}{inner}{end}</w:p>")
    return out
