"""What a reader finds in a PDF: the text of each page, the numbers printed on them, the lists, the outline."""

import io
import re
import unicodedata
from functools import cached_property

import pypdf
import pypdfium2

SOFT = dict.fromkeys(map(ord, "\u200b\u00ad"), None)
LISTS = ("Daftar Isi", "Daftar Tabel", "Daftar Gambar")


def squeezed(text: str) -> str:
    """Without white space and soft breaks: how lines were cut does not matter to a reader."""
    return "".join(unicodedata.normalize("NFC", text).translate(SOFT).split())


class Reader:
    """`pages`: text of each page; `labels`: the number that a viewer shows for it."""

    def __init__(self, data: bytes):
        self._data, self.pages, self.labels = data, [], []
        with pypdfium2.PdfDocument(data) as document:
            for at, page in enumerate(document):
                # a hyphen at the end of a line comes as the mark of a word that goes on
                self.pages.append("\n".join(page.get_textpage().get_text_range().replace("\ufffe", "-\n").splitlines()))
                self.labels.append(document.get_page_label(at) or str(at + 1))
        self.squeezed = squeezed("\n".join(self.pages))

    @cached_property
    def pdf(self):
        """The file itself: its pages, destinations, outline."""
        return pypdf.PdfReader(io.BytesIO(self._data))

    def holds(self, text: str) -> bool:
        return squeezed(text) in self.squeezed

    def pages_with(self, text: str) -> list[int]:
        """Indexes of the pages that hold the text, whatever its line breaks."""
        wanted = squeezed(text)
        return [at for at, page in enumerate(self.pages) if wanted in squeezed(page)]

    def page_labelled(self, label: str) -> str:
        return self.pages[self.labels.index(label)]

    def outline(self) -> list[tuple[str, int]]:
        """(title, page index), in order."""
        found = []

        def walk(items):
            for item in items:
                if isinstance(item, list):
                    walk(item)
                else:
                    found.append((item.title, self.pdf.get_destination_page_number(item)))

        walk(self.pdf.outline)
        return found

    def listed(self) -> list[tuple[str, str]]:
        """(words, printed page number) of every line of the lists at the front; lines cut in two are joined."""
        found, words = [], ""
        first = next(at for at, page in enumerate(self.pages) if any(title in page[:60] for title in LISTS))
        for at in range(first, self.labels.index("1")):
            for line in self.pages[at].splitlines():
                if "Masterplan Smart City" in line or "DRAF" in line or line.strip() in ("Buku 2", *LISTS):
                    words = ""  # the furniture of the page
                    continue
                if not words and re.fullmatch(r"\d+|[ivxl]+", line.strip()):
                    continue  # the page's own number
                words = f"{words} {line}".strip()
                if match := re.fullmatch(r"(.+?)\s(\d+|[ivxl]+)", words):
                    found.append((match[1], match[2]))
                    words = ""
        return found
