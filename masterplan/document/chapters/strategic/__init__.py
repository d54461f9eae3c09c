"""The chapters of Buku 1, Analisis Strategis; one file a chapter, as in Buku 2."""

from masterplan.document.chapters.strategic import (
    closing,
    direction,
    gaps,
    goals,
    introduction,
    outlook,
    readiness,
    swot,
)

CHAPTERS = (
    ("B1-1", introduction.build),
    ("B1-2", direction.build),
    ("B1-3", outlook.build),
    ("B1-4", readiness.build),
    ("B1-5", gaps.build),
    ("B1-6", swot.build),
    ("B1-7", goals.build),
    ("B1-8", closing.build),
)
