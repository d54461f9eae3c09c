"""A book of a plan: its chapters as the plan has arranged them, bound between cover, lists and colophon."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from masterplan.document import words
from masterplan.document.book_data import BookCustomization, BookData, ChapterPlan
from masterplan.document.final import finished, without_empty_annexes
from masterplan.document.numbering import LETTERS, renumber
from masterplan.document.pieces import absent, field
from masterplan.document.plan_facts import region_name
from masterplan.document.references import build
from masterplan.document.slices import UnknownPart, sliced
from masterplan.document.texts import BookTexts
from masterplan.document.tree import (
    Book,
    Chapter,
    Colophon,
    Contents,
    ContentsEntry,
    Cover,
    Figure,
    Picture,
    PillarInk,
    Section,
    Status,
    Table,
    Timeline,
    content_hash,
    walk,
)
from masterplan.document.volumes import VOLUMES, BookVolume
from workshops.dates import long_date
from workshops.number_format import show_number

logger = logging.getLogger("rembuk.books")

# The six seats; a pillar of a plan keeps the seat of its code, whatever its name.
SEATS = ("GOV", "BRA", "ECO", "LIV", "SOC", "ENV")


class UnknownBook(Exception):
    """No such book, or no such part of it; `str()` is the sentence for people."""


def build_book(
    book_data: BookData, book: str = "2", *, final: bool = False, part: str = "", on_progress: Any = None
) -> Book:
    """Return the tree of a book. `on_progress(n, m, name)` is told of chapter n of m before it is built.

    `final`: the wording of an edition, without the notes that are for drafts. `part`: the whole book (""), one chapter
    (`bab:B2-3`), or the book of one pillar (`pilar:GOV`) or of one office (`opd:Dinas …`). A chapter that cannot be
    built becomes a page that says so; in an edition its error is raised. Raises UnknownBook.
    """
    if book not in VOLUMES:
        raise UnknownBook(f"Buku {book} belum dapat dibuat. Yang tersedia: {', '.join(VOLUMES)}.")
    volume = VOLUMES[book]
    kind, _, key = part.partition(":")
    if kind in ("pilar", "opd"):
        try:
            book_data = sliced(book_data, part)
        except UnknownPart as unknown:
            raise UnknownBook(str(unknown)) from None
    makers = planned(volume, book_data.customization)
    texts = BookTexts(
        book_data,
        volume.content,
        draft=not final,
        chapters=places_of(volume, {plan.code for plan, _ in makers}),
        build_reference=build,
    )
    built = []
    for n, (plan, make) in enumerate(makers, 1):
        if on_progress:
            on_progress(n, len(makers), plan.title or plan.code)
        if kind == "bab" and plan.code != key:
            built.append(Chapter(id=chapter_id(volume, plan.code), label=_label(plan.code)))
            continue
        made = _built(make, book_data, texts, plan, final)
        built.append(finished(made) if final else made)
    alone = chapter_id(volume, key) if kind == "bab" else ""
    if final and not alone:
        built = list(without_empty_annexes(tuple(built)))
    chapters = renumber(tuple(built), only=alone)
    if kind == "bab" and not (key and chapters):
        raise UnknownBook(f"{volume.label} tidak memiliki bab “{key}”, atau bab itu tidak dicetak.")
    return _bound(volume, book_data, texts, chapters, whole=kind != "bab")


def planned(volume: BookVolume, customization: BookCustomization) -> list:
    """Return [(ChapterPlan, build)] of the chapters that are printed, in the order of the plan."""
    made = dict(volume.makers)
    outline = next((o.chapters for o in customization.outlines if o.book == volume.code), ())
    named = [plan for plan in outline if plan.code in made]
    rest = [ChapterPlan(code=code) for code, _ in volume.makers if code not in {plan.code for plan in named}]
    return [(plan, made[plan.code]) for plan in (*named, *rest) if not plan.hidden]


def chapter_id(volume: BookVolume, code: str) -> str:
    """Return the id of the chapter with this code: `bab-3` for B2-3 in Buku 2, `b1-bab-3` for B1-3."""
    if "-" not in code or code.startswith("lampiran"):
        return code.replace("_", "-")
    number = code.rpartition("-")[2]
    return f"bab-{number}" if volume.code == "2" else f"{code.partition('-')[0].lower()}-bab-{number}"


def _label(code):
    return "Lampiran" if code.startswith("lampiran") else "Bab" if "-" in code else ""


def places_of(volume: BookVolume, printed: dict[str, Callable[..., Any]] | set[str]) -> dict:
    """Return {label as shipped: id} of the chapters and annexes with these codes."""
    codes = {word: [code for code, _ in volume.makers if _label(code) == word] for word in ("Bab", "Lampiran")}
    labels = {f"Bab {code.rpartition('-')[2]}": code for code in codes["Bab"]}
    labels |= {f"Lampiran {letter}": code for letter, code in zip(LETTERS, codes["Lampiran"], strict=False)}
    return {label: chapter_id(volume, code) for label, code in labels.items() if code in printed}


def _built(make, book_data, texts, plan, final) -> Chapter:
    try:
        made = make(book_data, texts)
    except Exception:
        if final:
            raise
        logger.exception("chapter %s could not be built", plan.code)
        said = f"Bagian {plan.code} tidak dapat disusun karena gangguan pada Rembuk. Bagian lain tidak terpengaruh."
        made = Chapter(id=plan.code.lower(), label=_label(plan.code), title=plan.title or plan.code)
        made = replace(made, children=(absent(said),))
    own = texts.fill_typed(plan.title)
    return replace(made, title=own) if own else made


def _bound(volume, book_data, texts, chapters, whole=True) -> Book:
    """Chapters between a cover and a colophon, with their lists; one chapter alone has none of these."""
    front = tuple(c for c in chapters if c.matter == "front")
    main = tuple(c for c in chapters if c.matter == "main")
    # the fingerprint is taken over the words alone, not over when they were read
    fingerprint = content_hash((*front, *main))
    status = Status(
        word="DRAF" if texts.draft else "",
        running=f"DRAF · {long_date(book_data.read_at)}" if texts.draft else "",
        sentence="Untuk ditelaah" if texts.draft else "Disetujui",
    )
    parts = chapters
    if whole:
        last = _colophon(book_data, texts, fingerprint)
        parts = (
            _cover(book_data, texts, volume),
            *front,
            *_contents(volume, texts, front, main, last),
            *main,
            last,
        )
    return Book(
        id=f"buku-{volume.code}",
        title=": ".join(
            filter(None, (f"{texts.book['title']} {book_data.region.name}".strip(), book_data.beyond.title))
        ),
        code=volume.content,
        subtitle=texts.fill(texts.book["subtitle"]),
        region=book_data.region.name,
        status=status,
        inks=pillar_inks(book_data.pillars),
        parts=parts,
        fingerprint=fingerprint,
        look=book_data.customization.look,
    )


def _cover(book_data, texts, volume) -> Cover:
    """Whose plan, which book, which years, and how old."""
    years = words.first_and_last(tuple(book_data.period.years))
    kind, name = region_name(book_data)
    return Cover(
        id="sampul",
        title=f"Sampul {texts.book['title']}",
        government=f"Pemerintah {book_data.region.name}".strip(),
        office=texts.values["dinas_kominfo"],
        volume=volume.label,
        lines=volume.lines,
        subtitle=f"{book_data.region.name} Tahun {years}",
        edition=" · ".join(filter(None, (book_data.beyond.title, f"Keadaan rencana {long_date(book_data.read_at)}"))),
        seats=tuple((p.code, p.name) for p in book_data.pillars),
        logo=book_data.customization.logo,
    )


def _colophon(book_data, texts, fingerprint) -> Colophon:
    """What this edition is, from which state of the plan, and the fingerprint of its content."""
    facts = texts.facts
    counts = words.listing(f"{count} {noun}" for count, noun in facts.counts)
    office = texts.values["dinas_kominfo"]
    rows = (
        field("Judul", f"{texts.book['title']}, {texts.fill(texts.book['subtitle'])}"),
        field("Kedudukan", "DRAF untuk ditelaah. Belum ditetapkan." if texts.draft else "Disetujui."),
        field(
            "Dibuat dari",
            f"Keadaan rencana {long_date(book_data.read_at)}, pukul {words.clock(book_data.read_at)}, catatan nomor "
            f"{show_number(book_data.number)}: {counts}",
        ),
        field("Penyusun", f"Tim Pelaksana Smart City {book_data.region.name}"),
        field("Penerbit", f"Pemerintah {book_data.region.name}" + (f" melalui {office}" if office else "")),
        field("Huruf", "Plus Jakarta Sans dan Noto Sans, keduanya berlisensi SIL Open Font License 1.1"),
        field(
            "Kutipan",
            "Boleh dikutip dengan menyebut tanggal keadaan rencana. Angka bertanda c atau “perkiraan” tidak "
            "boleh dikutip.",
        ),
    )
    return Colophon(
        id="kolofon",
        title="Tentang edisi ini",
        rows=rows,
        fingerprint=fingerprint,
        note="Sidik dihitung dari isi rencana yang sudah diurutkan, bukan dari berkas PDF. Dua berkas "
        "dengan isi yang sama memakai sidik yang sama.",
    )


def pillar_inks(pillars: Sequence[Any]) -> tuple:
    """Return {code of a pillar: seat}: known codes take their own seat, others those that are left, from the start."""
    free = [s for s in SEATS if s not in {p.code for p in pillars}] or list(SEATS)
    inks, at = [], 0
    for pillar in pillars:
        if pillar.code in SEATS:
            seat = pillar.code
        else:
            seat, at = free[at % len(free)], at + 1
        inks.append(PillarInk(code=pillar.code, name=pillar.name, seat=seat))
    return tuple(inks)


def _contents(volume, texts, front, main, last) -> tuple:
    """The lists that the book has: its front matter in `books.json` names them."""
    label, wanted = volume.label, {part["code"].replace("_", "-") for part in texts.book["front_matter"]}
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
            if isinstance(s, Section) and s.title
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
        if isinstance(n, Figure | Picture) and n.number
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
    return tuple(one for one in lists if one.id in wanted)
