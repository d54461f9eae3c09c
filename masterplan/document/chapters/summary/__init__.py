"""Buku 3, the summary: made to be read by a bupati, the DPRD and citizens; a page a pillar."""

from functools import partial

from masterplan.document.chapters import foreword
from masterplan.document.chapters.summary import glance, guide, method, pillars, steps, vision

#: (code of the chapter, build) in the shipped order.
CHAPTERS = (
    ("visi", vision.build),
    ("sambutan_kepala_daerah", partial(foreword.build, code="sambutan_kepala_daerah")),
    ("cara_membaca", guide.build),
    ("B3-1", glance.build),
    ("B3-2", pillars.build),
    ("B3-3", steps.build),
    ("B3-4", method.build),
    ("lampiran-istilah", method.glossary),
)
