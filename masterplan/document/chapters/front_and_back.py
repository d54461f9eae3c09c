"""What stands around the chapters of data: cover, greeting, foreword, closing words and colophon."""

from masterplan.document import words
from masterplan.document.book_data import BookData
from masterplan.document.pieces import chapter, field
from masterplan.document.plan_facts import region_name
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Chapter, Colophon, Cover, Signatures
from masterplan.document.volumes import BookVolume
from workshops.dates import long_date
from workshops.number_format import show_number


def cover(book_data: BookData, texts: BookTexts, volume: BookVolume) -> Cover:
    """Return the cover: whose plan, which book of `VOLUMES`, which years, and what it is worth (draft or approved)."""
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
        logo=book_data.manuscript.logo,
    )


def greeting(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the greeting of the regent or mayor."""
    return _front("sambutan_kepala_daerah", texts)


def foreword(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return the foreword."""
    return _front("kata_pengantar", texts)


def _front(code, texts):
    shipped = texts.front(code)
    return Chapter(
        id=code.replace("_", "-"),
        title=texts.fill(shipped["title"]),
        matter="front",
        children=(
            *texts.opening({**shipped, "code": f"{texts.book['code']}-{code}"}),
            Signatures(title="Tanda tangan", signers=(tuple(texts.fill(line) for line in shipped["signature"]),)),
        ),
    )


def closing(book_data: BookData, texts: BookTexts) -> Chapter:
    """Return Bab 7: the closing words."""
    shipped = texts.chapter("B2-7")
    return chapter("bab-7", shipped["title"], (node for part in shipped["sections"] for node in texts.opening(part)))


def colophon(book_data: BookData, texts: BookTexts, fingerprint: str) -> Colophon:
    """Return what this edition is, from which state of the plan, and the fingerprint of its content."""
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
