"""Which chapters make which book, in the shipped order."""

from collections.abc import Callable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any


@dataclass(frozen=True)
class BookVolume:
    """A book of the masterplan. `content`: its key in `books.json`; `lines`: its name on the cover; `makers`:
    (code of the chapter, build) in the shipped order.
    """

    code: str
    content: str
    label: str
    title: str
    lines: tuple
    makers: tuple


def chapters(makers: dict[str, str]) -> tuple[tuple[str, Callable[..., Any]], ...]:
    """Return (code, function) of chapters that are given as code: `module.function` in `chapters/`."""
    return tuple((code, resolve_name(f"masterplan.document.chapters.{name}")) for code, name in makers.items())


#: how the plan came about, for both large books
HISTORY = {
    "lampiran-berita-acara": "strategic.annexes.minutes",
    "lampiran-perubahan": "strategic.annexes.changes",
}

BUKU_1 = BookVolume(
    code="1",
    content="buku_1",
    label="Buku 1",
    title="Analisis Strategis",
    lines=("Analisis", "Strategis"),
    makers=chapters(
        {
            "sambutan_kepala_daerah": "opening_and_closing.greeting",
            "kata_pengantar": "opening_and_closing.foreword",
            "B1-1": "strategic.introduction.build",
            "B1-2": "strategic.direction.build",
            "B1-3": "strategic.outlook.build",
            "B1-4": "strategic.readiness.build",
            "B1-5": "strategic.gaps.build",
            "B1-6": "strategic.swot.build",
            "B1-7": "strategic.goals.build",
            "B1-8": "strategic.closing.build",
            "lampiran-sk": "strategic.annexes.decree",
            **HISTORY,
            "lampiran-hadir": "strategic.annexes.attendance",
            "lampiran-sumber": "annexes.sources",
        }
    ),
)
BUKU_2 = BookVolume(
    code="2",
    content="buku_2",
    label="Buku 2",
    title="Masterplan Smart City",
    lines=("Masterplan", "Smart City"),
    makers=chapters(
        {
            "sambutan_kepala_daerah": "opening_and_closing.greeting",
            "kata_pengantar": "opening_and_closing.foreword",
            "B2-1": "introduction.build",
            "B2-2": "vision.build",
            "B2-3": "strategy.build",
            "B2-4": "action_plans.build",
            "B2-5": "roadmap.build",
            "B2-6": "implementation.build",
            "B2-7": "opening_and_closing.closing",
            "lampiran-keselarasan": "annexes.alignment",
            "lampiran-sumber": "annexes.sources",
            "lampiran-program": "annexes.programmes",
            "lampiran-opd": "agencies.build",
            "lampiran-irisan": "strategic.annexes.overlaps",
            "lampiran-komitmen": "strategic.annexes.commitment",
            **HISTORY,
        }
    ),
)
BUKU_3 = BookVolume(
    code="3",
    content="buku_3",
    label="Buku 3",
    title="Ringkasan Eksekutif",
    lines=("Ringkasan", "Eksekutif"),
    makers=chapters(
        {
            "visi": "summary.vision.build",
            "sambutan_kepala_daerah": "opening_and_closing.greeting",
            "cara_membaca": "summary.guide.build",
            "B3-1": "summary.glance.build",
            "B3-2": "summary.pillars.build",
            "B3-3": "summary.steps.build",
            "B3-4": "summary.method.build",
            "lampiran-istilah": "summary.method.glossary",
        }
    ),
)
QUICK_WINS = BookVolume(
    code="qw",
    content="quick_wins",
    label="Quick Wins",
    title="Program Cepat",
    lines=("Langkah cepat", "dua belas bulan"),
    makers=chapters(
        {
            "kata_pengantar": "opening_and_closing.foreword",
            "QW-1": "quick_book.selection.build",
            "QW-2": "quick_book.profiles.build",
            "QW-3": "quick_book.risk_control.build",
            "lampiran-kesediaan": "quick_book.pledges.readiness",
            "lampiran-komitmen": "quick_book.pledges.commitment_form",
        }
    ),
)
VOLUMES = {volume.code: volume for volume in (BUKU_1, BUKU_2, BUKU_3, QUICK_WINS)}
