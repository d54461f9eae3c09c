"""The cover: whose plan, which book, which years, and what it is worth (draft or approved)."""

from masterplan.document.book_data import BookData
from masterplan.document.plan_facts import region_name
from masterplan.document.texts import BookTexts
from masterplan.document.tree import Cover
from masterplan.document.volumes import BookVolume
from workshops.dates import long_date


def build(reading: BookData, texts: BookTexts, volume: BookVolume) -> Cover:
    """Return `volume`: of `books.VOLUMES`."""
    period = reading.period
    years = f"{period.start}–{period.end}" if period.end != period.start else str(period.start)
    kind, name = region_name(reading)
    return Cover(
        id="sampul",
        title=f"Sampul {texts.book['title']}",
        government=f"Pemerintah {reading.region.name}".strip(),
        office=texts.values["dinas_kominfo"],
        volume=volume.label,
        lines=volume.lines,
        subtitle=f"{reading.region.name} Tahun {years}",
        edition=" · ".join(filter(None, (reading.beyond.title, f"Keadaan rencana {long_date(reading.read_at)}"))),
        seats=tuple((p.code, p.name) for p in reading.pillars),
        logo=reading.manuscript.logo,
    )
