"""Bab 1: the region, why and on which grounds the plan was made, how, and how its tables are read."""

from masterplan.document import pieces, words
from masterplan.document.bimteks import OFFICE, BimtekFacts
from masterplan.document.book_data import BookData
from masterplan.document.chapters.introduction import pillar_table, region_facts
from masterplan.document.chapters.strategic.parts import begun, caption, sourced, titled_section
from masterplan.document.plan_facts import held, last_day
from masterplan.document.texts import BookTexts
from masterplan.document.texts import shipped as all_texts
from masterplan.document.tree import Chapter, Items
from workshops.dates import MONTHS, long_date
from workshops.number_format import show_number

#: What came out of the work, as the figure of the steps ends.
BOOKS = ("Buku 1 Analisis", "Buku 2 Masterplan", "Buku 3 Ringkasan", "Quick Wins")
#: Marks that are filled by who looked the ground up: its number and title as they are.
LOOKED_UP = ("undang_undang_pembentukan", "nomor_sk")
CHAIN = (
    ("Masalah", "keadaan yang merugikan warga"),
    ("Sasaran", "keadaan yang diinginkan dan ukurannya"),
    ("Strategi", "cara mencapainya"),
    ("Program", "pekerjaan, biaya, waktu, dan OPD"),
)


def build(book_data: BookData, texts: BookTexts) -> Chapter:
    shipped = texts.chapter("B1-1")
    numbering = pieces.Numbering("1")
    background, purpose, law, scope, method, frame, guide, terms = shipped["sections"]
    return pieces.chapter(
        "b1-bab-1",
        shipped["title"],
        (
            titled_section("1.1", background, texts, *_region(book_data, texts, background)),
            titled_section("1.2", purpose, texts, *texts.opening(purpose)),
            titled_section("1.3", law, texts, *_law(texts, law)),
            titled_section("1.4", scope, texts, *texts.opening(scope), pillar_table(book_data, numbering, "dense")),
            titled_section("1.5", method, texts, *_method(book_data, texts, method, numbering)),
            titled_section("1.6", frame, texts, *texts.opening(frame), _frame(texts, frame, numbering)),
            titled_section("1.7", guide, texts, *texts.opening(guide), _marks()),
            titled_section("1.8", terms, texts, *texts.opening(terms), _terms(numbering)),
        ),
    )


def _region(book_data, texts, shipped):
    r = book_data.region
    known = r.area_km2 is not None and r.population is not None
    facts = region_facts(r)
    return [*begun(shipped, texts, known), *facts, *([sourced(shipped, texts, r.sources)] if facts else [])]


def _law(texts, shipped):
    """The shipped grounds; those that still have to be looked up are marked in a draft and left out of an edition."""
    if texts.has_own(shipped):
        return texts.opening(shipped)
    items, open_ones = [], 0
    for base in all_texts()["legal_bases"]:
        checked = base["certainty"] == "sure" or any(
            mark in base["text"] and texts.values.get(mark) for mark in LOOKED_UP
        )
        open_ones += not checked
        if not checked and not texts.draft:
            continue
        said = texts.fill(base["text"])
        items.append(
            (pieces.span(said), *(() if checked else (pieces.span(" "), pieces.gap(f"({base['note'] or 'periksa'})"))))
        )
    missing = (pieces.absent(texts.missing(shipped)),) if open_ones else ()
    told = texts.opening(shipped, ada_rujukan_periksa=bool(open_ones))
    return (*told, Items(items=tuple(items), ordered=True), *missing)


def _method(book_data, texts, shipped, numbering):
    bimteks = book_data.closings.bimteks
    out = [*begun(shipped, texts, bool(held(book_data)))]
    if not bimteks:
        return out
    stops = tuple((b.label, days_of(b, short=True), b.subject) for b in bimteks)
    said = "; ".join(f"{b.label} {days_of(b)}: {b.subject}" for b in bimteks)
    out.append(
        numbering.figure(
            caption(shipped, texts, kind="figures"),
            "steps",
            data=(*stops, ("", "Di antara bimtek, perangkat daerah melengkapi data dan kaitan.", *BOOKS)),
            description=f"{said}. Di antara bimtek ada tugas perangkat daerah. Hasil akhir: {words.listing(BOOKS)}.",
        )
    )
    rows = tuple(
        pieces.row(
            b.label,
            days_of(b),
            b.subject,
            pieces.count_cell(b.came) if b.came else pieces.gap("belum"),
            pieces.count_cell(offices) if (offices := len(b.of_kind(OFFICE))) else "–",
            _result(b),
        )
        for b in bimteks
    )
    return [
        *out,
        numbering.table(
            caption(shipped, texts),
            rows,
            "Bimtek 22 code | Tanggal 29 | Pokok bahasan | Hadir 14 number | OPD 13 number | Hasil 47",
        ),
        sourced(shipped, texts),
    ]


def days_of(bimtek: BimtekFacts, short: bool = False) -> str:
    """Return `8–9 September 2026`; `short`: the month in three letters."""
    if not bimtek.first_day:
        return "belum dijadwalkan"
    first, last = bimtek.first_day, last_day(bimtek) or bimtek.first_day
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        month = MONTHS[last.month - 1]
        return f"{first.day}–{last.day} {month[:3] if short else month} {last.year}"
    return f"{long_date(first)}–{long_date(last)}"


def _result(bimtek):
    if not bimtek.is_signed:
        return pieces.cell(pieces.gap("belum ditandatangani"))
    counted = ", ".join(f"{show_number(count)} {kind}" for kind, count in bimtek.counts)
    return pieces.cell(counted or "berita acara ditandatangani", f"berita acara {bimtek.minutes_number}")


def _frame(texts, shipped, numbering):
    parts = "alam, struktur, infrastruktur, suprastruktur, budaya"
    return numbering.figure(
        caption(shipped, texts, kind="figures"),
        "framework",
        data=(
            ("RPJMD dan Renstra", "sasaran daerah yang didukung, program perangkat daerah yang melaksanakan"),
            CHAIN,
            ("SWOT", "menentukan pilihan strategi"),
            ("Kesiapan dan kesenjangan", parts),
        ),
        description="Rantai masalah, sasaran, strategi, program. Di atasnya RPJMD dan Renstra, di sampingnya SWOT, "
        f"di bawahnya kesiapan dan kesenjangan: {parts}.",
    )


def _marks():
    return pieces.para(
        "Angka kecil di atas baris menunjuk nomor pada daftar sumber data. Tanda c berarti angka perkiraan atau contoh "
        "yang belum berasal dari dokumen resmi; angka itu tidak boleh dikutip.",
        "note",
    )


def _terms(numbering):
    rows = tuple(pieces.row(one["term"], one["definition"]) for one in all_texts()["glossary"])
    return numbering.table("Istilah dan artinya", rows, "Istilah 46 | Arti", look="close")
