"""What follows from the readiness and the SWOT: gaps, the meeting of quadrants, keywords, and the aims of missions."""

from collections.abc import Callable
from typing import Any

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.further_fields import remaining_lines
from masterplan.document.texts import BookTexts

QUADRANTS = {"SO": "Kekuatan untuk menangkap peluang", "WO": "Peluang untuk menutup kelemahan"}
QUADRANTS |= {"ST": "Kekuatan untuk menghadapi ancaman", "WT": "Mengurangi kelemahan, menghindari ancaman"}


def gaps(book_data: BookData, numbering: pieces.Numbering) -> list:
    """Return the gaps and the way forward; nothing where none is written."""
    rows = tuple(
        pieces.row(
            pieces.cell(g.element, ", ".join(g.problems), *remaining_lines(g)),
            g.current or pieces.gap(words.NO_DATA),
            g.expected or pieces.gap("belum ditulis"),
            g.gap or pieces.gap("belum ditulis"),
            g.way_forward or pieces.gap("belum ditulis"),
        )
        for g in book_data.gaps
    )
    if not rows:
        return []
    return [
        numbering.table(
            "Kesenjangan dan arah penyelesaian",
            rows,
            "Unsur dan masalah 34 | Keadaan sekarang | Keadaan yang diharapkan | Selisih",
            "Arah penyelesaian",
            look="dense",
        )
    ]


def meetings(book_data: BookData, numbering: pieces.Numbering) -> list:
    """Return the strategies by the quadrant that they were born in; nothing where no strategy names one."""
    found = {key: [] for key in QUADRANTS}
    for strategy in (s for pillar in book_data.pillars for s in pillar.strategies):
        if strategy.swot_quadrant in found:
            found[strategy.swot_quadrant].append(strategy.code)
    if not any(found.values()):
        return []
    rows = tuple(
        pieces.row(key, name, pieces.count_cell(len(found[key])), words.listing(found[key]) or "–")
        for key, name in QUADRANTS.items()
    )
    return [
        numbering.table(
            "Strategi menurut silangan SWOT", rows, "Silangan 18 code | Arti 44 | Strategi 18 number | Kode strategi"
        )
    ]


def keywords(book_data: BookData, numbering: pieces.Numbering) -> list:
    """Return the keywords of the vision with where they come from; nothing where there are none."""
    rows = tuple(
        pieces.row(
            pieces.cell(pieces.span(k.word, "strong"), f"RPJMD: {k.rpjmd}" if k.rpjmd else "", *remaining_lines(k)),
            k.meaning or pieces.gap("artinya belum ditulis"),
            pieces.cell(*k.sources) if k.sources else "–",
        )
        for k in book_data.keywords
    )
    if not rows:
        return []
    return [numbering.table("Kata kunci visi", rows, "Kata kunci 36 | Artinya bagi daerah | Butir SWOT asalnya")]


def aims(
    book_data: BookData, texts: BookTexts, numbering: pieces.Numbering, baseline_lines: Callable[..., Any]
) -> list:
    """Return the table misi → tujuan → sasaran → indikator, if a tujuan is written. `baseline_lines`: of a target."""
    if not book_data.aims:
        return []
    named = {mission: f"Misi {n}" for n, mission in enumerate(book_data.vision.missions, 1)}
    places = {mission: place for place, mission in enumerate(named)}
    order = sorted(book_data.aims, key=lambda aim: places.get(aim.mission, len(places)))
    rows = []
    for aim in order:
        # a mission that has been reworded since is said as the aim names it
        chosen = pieces.span(aim.mission) if aim.mission else pieces.gap("misi belum dipilih")
        mission = pieces.span(named[aim.mission], "code") if aim.mission in named else chosen
        rows.append(pieces.group_row((mission, pieces.span(f"  {aim.statement}")), 5))
        rows += [pieces.row(pieces.cell(line, columns=5), role="note") for line in remaining_lines(aim)]
        targets = [texts.facts.targets[ref] for ref in aim.targets if ref in texts.facts.targets]
        if not targets:
            rows.append(pieces.row(pieces.cell(pieces.gap("belum dikaitkan dengan sasaran"), columns=5)))
        rows += [_aimed(target, baseline_lines(target, texts)) for target in targets]
    caption = "Misi, tujuan, sasaran, dan indikator kota cerdas"
    return [
        pieces.para("Setiap tujuan menyebut apa yang terwujud bila misinya berhasil, dan sasaran yang mewujudkannya."),
        numbering.table(
            caption,
            rows,
            "Kode 17 code | Sasaran | Indikator dan satuan 52 | Angka awal 22 number",
            "Target akhir 22 number",
            look="dense",
        ),
    ]


def _aimed(target, baseline):
    last = target.targets[-1] if target.targets else None
    return pieces.row(
        pieces.code_cell(target),
        target.statement,
        pieces.cell(target.indicator or pieces.gap("belum ada indikator"), target.unit),
        pieces.cell(*baseline, value=None if target.baseline is None else str(target.baseline)),
        pieces.num(last[1]) if last else pieces.gap("belum ada"),
    )
