"""The cover: whose plan, which book, which years, and what it is worth (draft or approved)."""

from masterplan.document import words
from masterplan.document.book_data import BookData
from masterplan.document.plan_facts import region_name
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Cover
from masterplan.document.volumes import BookVolume
from workshops.dates import long_date


def build(book_data: BookData, texts: BookTexts, volume: BookVolume) -> Cover:
    """Return `volume`: of `books.VOLUMES`."""
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
