"""Which chapters make which book, in the shipped order."""

from dataclasses import dataclass
from functools import partial

from masterplan.document.chapters import (
    action_plans,
    agencies,
    annexes,
    closing,
    foreword,
    implementation,
    introduction,
    quick_book,
    roadmap,
    strategic,
    strategy,
    summary,
    vision,
)
from masterplan.document.chapters.strategic import annexes as history


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


GREETING = ("sambutan_kepala_daerah", partial(foreword.build, code="sambutan_kepala_daerah"))
FOREWORD = ("kata_pengantar", partial(foreword.build, code="kata_pengantar"))
# how the plan came about, for both large books
HISTORY = (("lampiran-berita-acara", history.minutes), ("lampiran-perubahan", history.changes))

BUKU_1 = BookVolume(
    code="1",
    content="buku_1",
    label="Buku 1",
    title="Analisis Strategis",
    lines=("Analisis", "Strategis"),
    makers=(
        GREETING,
        FOREWORD,
        *strategic.CHAPTERS,
        ("lampiran-sk", history.decree),
        *HISTORY,
        ("lampiran-hadir", history.attendance),
        ("lampiran-sumber", annexes.sources),
    ),
)
BUKU_2 = BookVolume(
    code="2",
    content="buku_2",
    label="Buku 2",
    title="Masterplan Smart City",
    lines=("Masterplan", "Smart City"),
    makers=(
        GREETING,
        FOREWORD,
        ("B2-1", introduction.build),
        ("B2-2", vision.build),
        ("B2-3", strategy.build),
        ("B2-4", action_plans.build),
        ("B2-5", roadmap.build),
        ("B2-6", implementation.build),
        ("B2-7", closing.build),
        ("lampiran-keselarasan", annexes.alignment),
        ("lampiran-sumber", annexes.sources),
        ("lampiran-program", annexes.programmes),
        ("lampiran-opd", agencies.build),
        ("lampiran-irisan", history.overlaps),
        ("lampiran-komitmen", history.commitment),
        *HISTORY,
    ),
)
BUKU_3 = BookVolume(
    code="3",
    content="buku_3",
    label="Buku 3",
    title="Ringkasan Eksekutif",
    lines=("Ringkasan", "Eksekutif"),
    makers=summary.CHAPTERS,
)
QUICK_WINS = BookVolume(
    code="qw",
    content="quick_wins",
    label="Quick Wins",
    title="Program Cepat",
    lines=("Langkah cepat", "dua belas bulan"),
    makers=quick_book.CHAPTERS,
)
VOLUMES = {volume.code: volume for volume in (BUKU_1, BUKU_2, BUKU_3, QUICK_WINS)}
