"""The letters of the books: six faces for Latin, Greek and Cyrillic, and more that are taken only when the text asks
for them.

What no face has is drawn by the machine's own fonts; what these have not either becomes a box of its own, so that the
text can
still be read out of the file, and is said in a warning.
"""

import io
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

HERE = Path(__file__).parent
# family, weight, style, file
FACES = (
    ("Buku Sans", 400, "normal", "BukuSans-Regular"),
    ("Buku Sans", 700, "normal", "BukuSans-Bold"),
    ("Buku Sans", 400, "italic", "BukuSans-Italic"),
    ("Buku Sans", 700, "italic", "BukuSans-BoldItalic"),
    ("Buku Judul", 700, "normal", "BukuJudul-700"),
    ("Buku Judul", 800, "normal", "BukuJudul-800"),
)
EXTRA = (
    ("Buku Hitung", "BukuHitung-Regular"),
    ("Buku Lambang", "BukuLambang-Regular"),
    ("Buku Tanda", "BukuTanda-Regular"),
    ("Buku Jawa", "BukuJawa-Regular"),
    ("Buku Arab", "BukuArab-Regular"),
)
BOX = "Buku Kotak"
MOST_ASKED = 200  # characters that the machine is asked about, one by one


@dataclass(frozen=True)
class Faces:
    """`css`: the @font-face rules, `assets`: name → bytes, `extra`: families beside the six, `warnings`: for the
    export.
    """

    css: str
    assets: dict
    extra: tuple
    warnings: tuple

    def family(self, name: str) -> str:
        return ", ".join(f'"{n}"' for n in (name, *self.extra))


@cache
def covered() -> frozenset:
    """Return code points of the text face: hexadecimal ranges in the file beside it."""
    points = set()
    for part in (HERE / "covered.txt").read_text().split():
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def faces_for(text: str) -> Faces:
    """Return the faces that `text` needs, and a sentence for what is drawn otherwise."""
    missing = {ord(c) for c in set(text) if unicodedata.category(c) not in ("Cc", "Cs")} - covered()
    css = [_rule(*face) for face in FACES]
    assets = {file: (HERE / f"{file}.ttf").read_bytes() for *_, file in FACES}
    extra, warnings = [], []
    for family, file in EXTRA if missing else ():
        if missing & (points := _points(file)):
            missing -= points
            extra.append(family)
            css.append(_rule(family, 400, "normal", file))
            assets[file] = (HERE / f"{file}.ttf").read_bytes()
    strangers = {point for point in sorted(missing)[:MOST_ASKED] if _machine_draws(point)}
    if strangers:
        warnings.append(f"{_shown(strangers)} dicetak dengan huruf lain dari komputer ini.")
    if boxes := missing - strangers:
        extra.append(BOX)
        css.append(_rule(BOX, 400, "normal", BOX))
        assets[BOX] = _boxes(sorted(boxes))
        warnings.append(f"{_shown(boxes)} tidak memiliki huruf dan dicetak sebagai kotak.")
    return Faces(css="\n".join(css), assets=assets, extra=tuple(extra), warnings=tuple(warnings))


def _rule(family, weight, style, file) -> str:
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; src: '
        f'url("buku:{file.replace(" ", "")}"); }}'
    )


@cache
def _points(file: str) -> frozenset:
    """The code points of one of the further faces."""
    from fontTools.ttLib import TTFont

    with TTFont(HERE / f"{file}.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def _shown(points) -> str:
    named = " ".join(chr(point) for point in sorted(points)[:20])
    return f"{len(points)} tanda ({named})"


@lru_cache(maxsize=20_000)
def _machine_draws(point: int) -> bool:
    """Whether fontconfig knows a font with this character; asked once a process, since asking starts a program."""
    program = shutil.which("fc-list")
    if program is None:
        return False
    try:
        found = subprocess.run([program, f":charset={point:x}", "file"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(found.stdout.strip())


def _boxes(points) -> bytes:
    """A font of boxes, one glyph a character: each can be read back as what it stands for."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for corners in (((80, 0), (80, 700), (520, 700), (520, 0)), ((130, 50), (470, 50), (470, 650), (130, 650))):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    box = pen.glyph()
    names = [".notdef", *(f"u{point:05X}" for point in points)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(points, names[1:], strict=True)))
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 80)))
    builder.setupHorizontalHeader(ascent=900, descent=-200)
    builder.setupNameTable({"familyName": BOX, "styleName": "Regular", "psName": "BukuKotak-Regular"})
    builder.setupOS2(sTypoAscender=900, sTypoDescender=-200, usWinAscent=900, usWinDescent=200)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()
