"""Annexes about how the plan came about, for Buku 1 and Buku 2: the decree, the minutes, who was there, what changed
between the bimteks, the Komitmen Bersama, and what pillars own together.

No participant is named: the signed papers hold the names, the books hold numbers.
"""

from functools import partial

from masterplan.document import pieces, words
from masterplan.document.bimteks import OFFICE, OUTSIDE
from masterplan.document.book_data import BookData
from masterplan.document.chapters.strategic.introduction import days_of
from masterplan.document.nodes import Node
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Items, Profile
from workshops.dates import long_date
from workshops.number_format import show_number

#: Headings of changes in the order of the books; `snapshots.comparison.WAYS` gives the same words.
WAYS = ("Baru", "Berubah", "Digabung", "Dipindah", "Dihapus")
NAMELESS = (
    "Buku ini tidak memuat nama peserta. Nama dan tanda tangan berada pada {paper} yang disimpan Tim Pelaksana, sesuai "
    "dengan ketentuan pelindungan data pribadi."
)


_annex = partial(pieces.annex, side="")


def decree(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the annex SK Dewan dan Tim Pelaksana: who sits where, as the plan keeps it."""
    g = book_data.governance
    title = "SK Dewan dan Tim Pelaksana"
    lists = (("Dewan Smart City", g.council), ("Tim Pelaksana", g.team), ("Forum Smart City", g.forum))
    if not any(people for _, people in lists):
        said = "Susunan Dewan dan Tim Pelaksana belum diisi. Isi pada: Pengaturan, Kelembagaan."
        return _annex("sk", title, pieces.absent(said), *_scans("sk", "Naskah SK", texts))
    number, head = texts.values.get("nomor_sk"), texts.values["jabatan_kepala_daerah"]
    decided = f"Dewan Smart City dan Tim Pelaksana ditetapkan dengan Keputusan {head}: {number}. " if number else ""
    out: list[Node] = [
        pieces.para(
            f"{decided}Susunan berikut mengikuti isian rencana; naskah keputusan yang bertanda tangan menjadi rujukan "
            "bila keduanya berbeda."
        )
    ]
    if not number:
        out.append(pieces.absent("Nomor SK Dewan dan Tim Pelaksana belum diisi. Isi pada: Keterangan buku."))
    for name, people in lists:
        if people:
            out += [pieces.para(name, "sub"), Items(items=tuple((pieces.span(one),) for one in people))]
    status = f"Keterangan isi: {words.sentence(pieces.status_words(g.status))}" if g.status else ""
    if status or g.note:
        out.append(pieces.para(" ".join(filter(None, (status, g.note))), "source"))
    return _annex("sk", title, *out, *_scans("sk", "Naskah SK", texts))


def _scans(key, title, texts) -> tuple:
    """The section that the plan adds to an annex itself: the scanned paper, page by page, and words about it."""
    own = {"code": f"B1-{key}", "title": title, "template": ()}
    said, name = texts.opening(own), texts.title(own)
    return (pieces.section("Z.1", name, *said, id=f"naskah-b1-{key}"),) if said else ()


def minutes(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the annex berita acara: what each signed bimtek agreed, in the words that were signed."""
    title, signed = "Berita Acara Bimtek", [b for b in book_data.closings.bimteks if b.is_signed]
    if not signed:
        said = "Belum ada berita acara yang ditandatangani. Isi pada: Kehadiran dan berita acara."
        return _annex("berita-acara", title, pieces.absent(said))
    numbering = pieces.Numbering("berita-acara")
    out = [
        pieces.para(
            "Setiap bimtek ditutup dengan berita acara. Yang dimuat di sini ialah hasil dan keputusannya, sebagaimana "
            f"ditandatangani. {NAMELESS.format(paper='berita acara asli dan daftar hadirnya')}"
        ),
        _growth(signed, numbering),
    ]
    out += [
        pieces.section(f"Z.{n}", f"{b.label}: {b.subject}", *_agreed(b), id=f"ba-{b.number}")
        for n, b in enumerate(signed, 1)
    ]
    waiting = [b.label for b in book_data.closings.bimteks if not b.is_signed]
    if waiting:
        out.append(pieces.absent(f"Belum ditandatangani: {words.listing(waiting)}."))
    return _annex("berita-acara", title, *out)


def _growth(signed, numbering):
    """How many cards the plan had at each signing."""
    kinds = list(dict.fromkeys(kind for b in signed for kind, _ in b.counts))
    if not kinds:
        return None
    rows = tuple(
        pieces.row(
            b.label,
            b.minutes_number or pieces.gap("tanpa nomor"),
            *(_count(dict(b.counts).get(kind)) for kind in kinds),
        )
        for b in signed
    )
    title = "Isi rencana pada penutupan setiap bimtek"
    return numbering.table(
        title,
        rows,
        "Bimtek 24 code | Nomor berita acara",
        *(pieces.col(k.capitalize(), 20, "number") for k in kinds),
        unit="isian",
    )


def _agreed(b):
    rows = [
        pieces.field("Nomor", b.minutes_number or pieces.gap("tanpa nomor"), half=True),
        pieces.field("Ditandatangani", long_date(b.signed_on), half=True),
        pieces.field("Tanggal", days_of(b), half=True),
        pieces.field("Hadir", _came(b), half=True),
    ]
    if b.venue:
        rows.append(pieces.field("Tempat", b.venue))
    yield Profile(title=b.label, rows=tuple(rows))
    if b.damaged:
        yield pieces.absent("Naskah yang disimpan tidak dapat dibaca; lihat berita acara aslinya.")
    for head, lines in (("Hasil", b.results), ("Keputusan", b.decisions)):
        if lines:
            yield pieces.para(head, "sub")
            yield Items(items=tuple((pieces.span(line),) for line in lines), ordered=True)
    if b.objections:
        yield pieces.para("Keberatan dan catatan yang belum disepakati", "sub")
        yield Items(items=tuple((pieces.span(line),) for line in b.objections))
    elif b.results or b.decisions:
        yield pieces.para("Tidak ada keberatan yang dicatat.")


def _came(b):
    if not b.came:
        return pieces.gap("belum dicatat")
    offices, outside = len(b.of_kind(OFFICE)), len(b.of_kind(OUTSIDE))
    return f"{b.came} orang dari {offices} perangkat daerah dan {outside} lembaga lain"


def _count(count):
    return pieces.cell(words.NOT_PLANNED if not count else show_number(count), value=count or 0)


def attendance(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the annex daftar hadir, as numbers by half day and by institution."""
    title, held = "Daftar Hadir", [b for b in book_data.closings.bimteks if b.came]
    if not held:
        said = "Kehadiran belum dicatat. Isi pada: Kehadiran dan berita acara."
        return _annex("hadir", title, pieces.absent(said), *_scans("hadir", "Lembar daftar hadir", texts))
    numbering, people = pieces.Numbering("hadir"), book_data.closings.people
    first = (
        f"Sebanyak {show_number(people)} orang hadir sedikitnya sekali, dari {book_data.closings.offices} perangkat "
        f"daerah dan {book_data.closings.outside} lembaga di luar pemerintah daerah. "
    )
    return _annex(
        "hadir",
        title,
        pieces.para(first + NAMELESS.format(paper="daftar hadir bertanda tangan")),
        _half_days(held, numbering),
        _institutions(held, numbering),
        pieces.para("Sumber: daftar hadir bimtek. Satu orang dihitung satu kali pada setiap bimtek.", "source"),
        *_scans("hadir", "Lembar daftar hadir", texts),
    )


def _half_days(held, numbering):
    at = sorted({(h.day, h.half) for b in held for h in b.halves}, key=lambda one: (one[0], one[1] != "Pagi"))
    rows = []
    for b in held:
        counts = {(h.day, h.half): h.people for h in b.halves}
        rows.append(pieces.row(b.label, days_of(b), *(_count(counts.get(one)) for one in at), _count(b.came)))
    width = min(18.0, 72 / len(at))
    title = "Kehadiran menurut setengah hari"
    return numbering.table(
        title,
        rows,
        "Bimtek 24 code | Tanggal",
        *(pieces.col(half, width, "number", f"Hari {day}") for day, half in at),
        "Orang 18 number",
        unit="orang",
    )


def _institutions(held, numbering):
    rows = []
    for kind, head in ((OFFICE, "Perangkat daerah"), (OUTSIDE, "Di luar pemerintah daerah")):
        names = sorted({i.name for b in held for i in b.of_kind(kind)}, key=str.casefold)
        if not names:
            continue
        rows.append(pieces.group_row(f"{head} ({len(names)})", 1 + len(held)))
        counts = [{i.name: i.people for i in b.of_kind(kind)} for b in held]
        rows += [pieces.row(name or "Lembaga tidak ditulis", *(_count(c.get(name)) for c in counts)) for name in names]
    totals = (_count(sum(i.people for i in b.institutions)) for b in held)
    rows.append(pieces.row("Jumlah", *totals, role="sum"))
    columns = (pieces.col("Lembaga"), *(pieces.col(b.label, 25, "number") for b in held))
    title = "Kehadiran menurut lembaga"
    return numbering.table(title, rows, *columns, unit="orang", look="dense")


def changes(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the annex perubahan antarbimtek: counts, then by bimtek what was changed, merged, moved and dropped."""
    title = "Perubahan Antarbimtek"
    told = [b for b in book_data.closings.bimteks if b.changes]
    if not told:
        said = "Perubahan dihitung mulai dari bimtek kedua yang ditandatangani. Isi pada: Kehadiran dan berita acara."
        return _annex("perubahan", title, pieces.absent(said))
    numbering = pieces.Numbering("perubahan")
    rows = tuple(
        pieces.row(
            b.label, f"sejak {b.changes.since}", *(_count(b.changes.count(how)) for how in WAYS), _count(b.changes.same)
        )
        for b in told
    )
    counts = numbering.table(
        "Banyaknya perubahan antarbimtek",
        rows,
        "Bimtek 24 code | Dihitung",
        *(pieces.col(how, 19, "number") for how in (*WAYS, "Tetap")),
        unit="isian",
    )
    return _annex(
        "perubahan",
        title,
        pieces.para(
            "Keadaan rencana disimpan pada saat berita acara ditandatangani. Lampiran ini membandingkan keadaan itu "
            "dari bimtek ke bimtek. Isian baru disebut kodenya saja; isinya dimuat pada bab masing-masing."
        ),
        counts,
        *(
            pieces.section(
                f"Z.{n}",
                f"{b.label}, sejak {b.changes.since}",
                *_changed(b.changes, numbering),
                id=f"perubahan-{b.number}",
            )
            for n, b in enumerate(told, 1)
        ),
    )


def _changed(found, numbering):
    for pillar in found.pillars:
        if not pillar.lines:
            continue
        said = ", ".join(f"{pillar.count(how)} {how.lower()}" for how in WAYS if pillar.count(how))
        name = f"{pillar.name} ({pillar.code})" if pillar.code else pillar.name
        rows = [*_new(pillar.lines), *(_line(line) for line in pillar.lines if line.how != WAYS[0])]
        yield numbering.table(
            name,
            rows,
            "Kode 22 code | Isi | Perubahan 62",
            unit=f"{said}, {pillar.same} tetap",
            look="close",
            pillar=pillar.code,
        )
    if found.also:
        yield pieces.para(f"Juga berubah: {words.listing(dict.fromkeys(found.also))}.", "note")
    if not any(pillar.lines for pillar in found.pillars) and not found.also:
        yield pieces.para("Tidak ada isi rencana yang berubah.")


def _new(lines):
    """One line a kind with the codes of what is new."""
    codes = {}
    for line in lines:
        if line.how == WAYS[0]:
            codes.setdefault(line.kind, []).append(line.code or line.title)
    for kind, found in codes.items():
        yield pieces.row("Baru", f"{show_number(len(found))} {kind.lower()}", ", ".join(found))


def _line(line):
    said = line.how + (f": {', '.join(line.fields)}" if line.fields else "")
    return pieces.row(
        line.code, (pieces.span(f"{line.kind}. ", "small"), pieces.span(line.title)), pieces.cell(said, line.note)
    )


def commitment(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the annex Komitmen Bersama: its words, the quick wins that it is about, and which offices sign it."""
    said = texts.commitment()
    wins = [p for p in texts.facts.programmes.values() if p.chosen]
    offices = book_data.closings.commitment.offices or tuple(opd.name for opd in book_data.opd)
    numbering = pieces.Numbering("komitmen")
    out = [
        pieces.para(said["opening"]),
        Items(items=tuple((pieces.span(item),) for item in said["items"]), ordered=True),
        pieces.para(said["closing"]),
    ]
    if wins:
        facts = texts.facts
        rows = tuple(
            pieces.row(
                p.code,
                p.name,
                facts.pillar_of[p.ref].name,
                pieces.agency_of(p.lead_opd, facts),
                pillar=facts.pillar_of[p.ref].code,
            )
            for p in wins
        )
        out.append(
            numbering.table(
                "Quick win yang disepakati", rows, "Kode 18 code | Quick win | Pilar 46 | Perangkat daerah 38"
            )
        )
    if offices:
        head = texts.values["jabatan_kepala_daerah"]
        out += [
            pieces.para("Yang menandatangani", "sub"),
            pieces.para(
                f"{head} dan pimpinan {words.count(len(offices), 'perangkat daerah')}: {words.listing(offices)}."
            ),
        ]
    where = "Nama, jabatan, dan tanda tangan berada pada lembar Komitmen Bersama yang ditandatangani tersendiri."
    return _annex("komitmen", "Komitmen Bersama", *out, pieces.para(where, "source"))


def overlaps(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the annex irisan: what one pillar owns together with others, told once at its owner's."""
    facts, rows = texts.facts, []
    for pillar in book_data.pillars:
        cards = [("Sasaran", e, e.statement) for e in pillar.targets]
        cards += [("Program", e, e.name) for e in pillar.programmes]
        own = [(kind, e, said) for kind, e, said in cards if facts.co_owners(e)]
        if own:
            rows.append(
                pieces.group_row((pieces.span(f"{pillar.code}  ", "code"), pieces.span(pillar.name)), 4, pillar.code)
            )
        rows += [
            pieces.row(pieces.code_cell(e), kind, said, facts.co_owners(e), pillar=pillar.code) for kind, e, said in own
        ]
    title = "Daftar Irisan Antarpilar"
    if not rows:
        said = "Belum ada sasaran atau program yang dimiliki bersama. Isi pada: Irisan."
        return _annex("irisan", title, pieces.absent(said))
    return _annex(
        "irisan",
        title,
        pieces.para(
            "Irisan ialah sasaran atau program yang menyentuh lebih dari satu pilar. Masing-masing dicetak satu kali "
            "pada pilar pemiliknya, sehingga anggarannya tidak dihitung dua kali."
        ),
        pieces.Numbering("irisan").table(
            "Irisan antarpilar", rows, "Kode 18 code | Jenis 19 | Isi | Dimiliki juga oleh 58"
        ),
    )
