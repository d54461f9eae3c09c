"""Bab 8: what the short names of the offices mean."""

from masterplan.document.pieces import Numbering, cell, col, gap, para, row
from masterplan.document.reading import Reading
from masterplan.document.texts import Texts
from masterplan.document.tree import Chapter, Table


def build(reading: Reading, texts: Texts) -> Chapter:
    shipped = texts.chapter("B2-8")
    offices = sorted((one for one in reading.opd if one.short), key=lambda one: one.short.casefold())
    table = Table(
        title="Singkatan perangkat daerah",
        look="close",
        rows=tuple(row(cell(one.short), one.name) for one in offices),
        columns=(col("Singkatan", 40), col("Kepanjangan")),
        **Numbering("8").table(),
    )
    return Chapter(
        id="bab-8",
        number="8",
        label="Bab 8",
        title=shipped["title"],
        children=(
            *(node for part in shipped["sections"] for node in texts.opening(part)),
            table if offices else para(gap("Belum ada singkatan."), "gap"),
        ),
    )
