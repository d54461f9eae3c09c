"""The letters of the books: five faces cut to Latin, Greek, Cyrillic and signs, and larger ones that are taken only when the text asks."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
# family, weight, style, file
FACES = (
    ("Buku Sans", 400, "normal", "BukuSans-Regular"),
    ("Buku Sans", 700, "normal", "BukuSans-Bold"),
    ("Buku Sans", 400, "italic", "BukuSans-Italic"),
    ("Buku Judul", 700, "normal", "BukuJudul-700"),
    ("Buku Judul", 800, "normal", "BukuJudul-800"),
)
EXTRA = (("Buku Jawa", "BukuJawa-Regular", (0xA980, 0xA9DF)), ("Buku Arab", "BukuArab-Regular", (0x600, 0x6FF)))
# Signs without a shape of their own: joiners, selectors, the soft break; never asked of a font.
SHAPELESS = {0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0x0A, 0x09}


@dataclass(frozen=True)
class Faces:
    """`css`: the @font-face rules, `assets`: name → bytes, `extra`: families beside the five, `warnings`: sentences for the export."""

    css: str
    assets: dict
    extra: tuple
    warnings: tuple

    def family(self, name: str) -> str:
        return ", ".join(f'"{n}"' for n in (name, *self.extra))


@cache
def covered() -> frozenset:
    """Code points of the text face, as written by the cutting script beside the files."""
    ranges = (HERE / "covered.txt").read_text().split()
    points = set()
    for part in ranges:
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def faces_for(text: str) -> Faces:
    """The faces that `text` needs, and a sentence for each script that is left to the machine's own fonts."""
    missing = {ord(c) for c in set(text)} - covered() - SHAPELESS
    extra, css, assets = [], [], {}
    for family, weight, style, file in FACES:
        css.append(_rule(family, weight, style, file))
        assets[file] = (HERE / f"{file}.ttf").read_bytes()
    for family, file, (first, last) in EXTRA:
        mine = {p for p in missing if first <= p <= last}
        if mine:
            missing -= mine
            extra.append(family)
            css.append(_rule(family, 400, "normal", file))
            assets[file] = (HERE / f"{file}.ttf").read_bytes()
    shown = [chr(p) for p in sorted(missing) if unicodedata.category(chr(p)) not in ("Cc", "Cs", "Cn")]
    warnings = ()
    if shown:
        warnings = (
            f"{len(shown)} tanda tidak ada pada huruf buku dan dicetak dengan huruf lain bila ada: {' '.join(shown[:20])}",
        )
    return Faces(css="\n".join(css), assets=assets, extra=tuple(extra), warnings=warnings)


def _rule(family, weight, style, file) -> str:
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: url("buku:{file}"); }}'
