"""The booklet of the quick wins: how they were chosen, an open book for each, and what is signed."""

from masterplan.document.chapters import foreword
from masterplan.document.chapters.quick_book import choosing, pledges, profiles, watching

#: (code of the chapter, build) in the shipped order.
CHAPTERS = (
    ("kata_pengantar", foreword.build),
    ("QW-1", choosing.build),
    ("QW-2", profiles.build),
    ("QW-3", watching.build),
    ("lampiran-kesediaan", pledges.readiness),
    ("lampiran-komitmen", pledges.together),
)
