"""Which chapters make which book, in which order."""

from masterplan.document import words
from masterplan.document.chapters import (
    action_plans,
    agencies,
    annexes,
    closing,
    colophon,
    cover,
    foreword,
    implementation,
    introduction,
    roadmap,
    strategy,
    vision,
)
from masterplan.document.texts import Texts
from masterplan.document.tree import (
    Book,
    Contents,
    ContentsEntry,
    Figure,
    PillarInk,
    Section,
    Status,
    Table,
    Timeline,
    content_hash,
    walk,
)

# The six seats; a pillar of a plan keeps the seat of its code, whatever its name.
SEATS = ("GOV", "BRA", "ECO", "LIV", "SOC", "ENV")

BOOK_2 = (
    ("Sambutan", lambda reading, texts: foreword.build(reading, texts, "sambutan_kepala_daerah")),
    ("Kata Pengantar", foreword.build),
    ("Bab 1", introduction.build),
    ("Bab 2", vision.build),
    ("Bab 3", strategy.build),
    ("Bab 4", action_plans.build),
    ("Bab 5", roadmap.build),
    ("Bab 6", implementation.build),
    ("Bab 7", closing.build),
    ("Lampiran A", annexes.alignment),
    ("Lampiran B", annexes.sources),
    ("Lampiran C", annexes.programmes),
    ("Lampiran D", agencies.build),
)
BOOKS = {"2": ("buku_2", BOOK_2)}


class UnknownBook(Exception):
    """No such book; `str()` is the sentence for people."""


def build_book(reading, book: str = "2", on_progress=None) -> Book:
    """The tree of a book. `on_progress(n, m, name)` is told of chapter n of m before it is built."""
    if book not in BOOKS:
        raise UnknownBook(f"Buku {book} belum dapat dibuat. Yang tersedia: buku {', '.join(BOOKS)}.")
    code, chapters = BOOKS[book]
    texts = Texts(reading, code)
    built = []
    for n, (name, build) in enumerate(chapters, 1):
        if on_progress:
            on_progress(n, len(chapters), name)
        built.append(build(reading, texts))
    front = tuple(c for c in built if c.matter == "front")
    main = tuple(c for c in built if c.matter == "main")
    title = f"{texts.book['title']} {reading.region.name}".strip()
    # the fingerprint is taken over the words alone, not over when they were read
    fingerprint = content_hash((*front, *main))
    last = colophon.build(reading, texts, fingerprint)
    status = Status(
        word="DRAF" if texts.draft else "",
        running=f"DRAF · {words.date(reading.read_at)}" if texts.draft else "",
        sentence="Untuk ditelaah" if texts.draft else "Disetujui",
    )
    parts = (cover.build(reading, texts), *front, *_contents(front, main, last), *main, last)
    return Book(
        id=f"buku-{book}",
        title=title,
        code=code,
        subtitle=texts.fill(texts.book["subtitle"]),
        region=reading.region.name,
        status=status,
        inks=pillar_inks(reading.pillars),
        parts=parts,
        fingerprint=fingerprint,
    )


def pillar_inks(pillars) -> tuple:
    """Known codes take their own seat; others take the seats that are left, then start again."""
    free = [s for s in SEATS if s not in {p.code for p in pillars}] or list(SEATS)
    inks, at = [], 0
    for pillar in pillars:
        if pillar.code in SEATS:
            seat = pillar.code
        else:
            seat, at = free[at % len(free)], at + 1
        inks.append(PillarInk(code=pillar.code, name=pillar.name, seat=seat))
    return tuple(inks)


def _contents(front, main, last) -> tuple:
    label = "Buku 2"
    entries = [ContentsEntry(level=1, number="", text=c.title, to=c.id) for c in front]
    for chapter in main:
        entries.append(
            ContentsEntry(
                level=1,
                number=chapter.number if chapter.label.startswith("Bab") else chapter.label,
                text=chapter.title,
                to=chapter.id,
            )
        )
        entries += [
            ContentsEntry(level=s.level, number=s.number, text=s.title, to=s.id)
            for s in chapter.children
            if isinstance(s, Section)
        ]
    entries.append(ContentsEntry(level=1, number="", text="Kolofon", to=last.id))
    tables = [
        ContentsEntry(level=2, number=n.number, text=n.title, to=n.id)
        for n in walk(main)
        if isinstance(n, Table | Timeline) and n.number
    ]
    figures = [
        ContentsEntry(level=2, number=n.number, text=n.title, to=n.id)
        for n in walk(main)
        if isinstance(n, Figure) and n.number
    ]
    lists = [Contents(id="daftar-isi", title="Daftar Isi", label=label, entries=tuple(entries))]
    if tables:
        lists.append(
            Contents(id="daftar-tabel", title="Daftar Tabel", kind="tables", label=label, entries=tuple(tables))
        )
    if figures:
        lists.append(
            Contents(id="daftar-gambar", title="Daftar Gambar", kind="figures", label=label, entries=tuple(figures))
        )
    return tuple(lists)
