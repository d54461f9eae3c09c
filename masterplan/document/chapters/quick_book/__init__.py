"""The booklet of the quick wins: how they were chosen, an open book for each, and what is signed."""

from masterplan.document.chapters import foreword
from masterplan.document.chapters.quick_book import pledges, profiles, risk_control, selection

#: (code of the chapter, build) in the shipped order.
CHAPTERS = (
    ("kata_pengantar", foreword.build),
    ("QW-1", selection.build),
    ("QW-2", profiles.build),
    ("QW-3", risk_control.build),
    ("lampiran-kesediaan", pledges.readiness),
    ("lampiran-komitmen", pledges.commitment_form),
)
