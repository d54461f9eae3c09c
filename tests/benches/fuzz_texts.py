"""Texts that people could type or paste, at random: the abuse corpus, and runs of letters, marks and signs of all
kinds.

Each is cleaned as a field cleans it; what a field refuses is never in a document.
"""

import json
import random
from functools import cache

from masterplan.server.paths import ROOT
from workshops.text import FieldError, clean

CORPUS = ROOT / "tests" / "corpus" / "abuse_corpus.json"
#: A text has at most so many letters here: a document has to be small.
LONGEST = 160
WORDS = ("pelayanan", "warga", "kecamatan", "antrean", "data", "sertifikasi", "reog", "Ponorogo", "desa", "dan", "yang")
#: A few letters of each script: what has no face is asked of the machine, one letter after the other.
SCRIPTS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x310),
    (0x390, 0x3D0),
    (0x410, 0x450),
    (0x5D0, 0x5D6),
    (0x620, 0x64A),
    (0x915, 0x91C),
    (0xA98F, 0xA9BF),
    (0xE01, 0xE08),
    (0x2000, 0x206F),
    (0x2190, 0x21A0),
    (0x2500, 0x2510),
    (0x3042, 0x304A),
    (0x4E00, 0x4E08),
    (0xAC00, 0xAC08),
    (0xE000, 0xE004),
    (0xFE00, 0xFE0F),
    (0xFF01, 0xFF10),
    (0x1F300, 0x1F308),
    (0x20000, 0x20004),
)
PIECES = (
    "=1+1",
    "+SUM(A1)",
    "-2",
    "@cmd",
    "\t=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "</w:t></w:r>",
    "]]>",
    "<!--",
    "&amp;&#x0;&nbsp;",
    "{{nama_daerah}} {{tidak_ada}} {% if %}",
    "_x0041__x000D_",
    "%s %(a)s {0} {a.__class__}",
    "\\def\\x{\\x}\\x",
    "url(file:///etc/passwd)",
    "</style>",
    'a" onload="x',
    "'';--",
    "\u202eterbalik\u202c",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "e\u0301\u0301\u0301\u0301",
    "\u200b\u200d\ufeff",
    "a" * 130,
    "\n\n\n",
    "1.250.000,75",
    "Rp 999.999.999.999.999",
    "http://" + "a" * 90 + ".id",
    "ꦲꦤꦕꦫꦏ",
    "السلام عليكم",
    "\x0b\x0c\x1f",
    "“–”…·×→",
)


@cache
def corpus() -> tuple:
    """The texts of the abuse corpus that are given as they are."""
    if not CORPUS.is_file():
        return ()
    values = (item.get("value") for item in json.loads(CORPUS.read_text()))
    return tuple(value for value in values if isinstance(value, str))


class Texts:
    """Random texts. `one()` is a line, `many()` may have several; `mark` is a word that stands in no other document."""

    def __init__(self, random_: random.Random, mark: str):
        self.random, self.mark = random_, mark

    def one(self) -> str:
        return self._cleaned(one_line=True)

    def many(self) -> str:
        return self._cleaned(one_line=False) if self.random.random() > 0.15 else ""

    def marked(self) -> str:
        """A text with the document's own word in it."""
        return f"{self.mark} {self._cleaned(one_line=True)}"

    def _cleaned(self, one_line):
        for _ in range(5):
            try:
                text = clean(self._raw()[:LONGEST], one_line=one_line).text
            except FieldError:
                continue
            if text:
                return text
        return "teks biasa"

    def _raw(self) -> str:
        return " ".join(self._piece() for _ in range(self.random.choice((1, 1, 2, 3))))

    def _piece(self) -> str:
        r = self.random
        kind = r.random()
        if kind < 0.3:
            return " ".join(r.choices(WORDS, k=r.randint(1, 12)))
        if kind < 0.5:
            return r.choice(PIECES)
        if kind < 0.65 and corpus():
            return r.choice(corpus())
        low, high = r.choice(SCRIPTS)
        letters = [chr(r.randint(low, high)) for _ in range(r.randint(1, 40))]
        return "".join(letters if r.random() < 0.6 else letters[:8] + r.choices(WORDS, k=3))
