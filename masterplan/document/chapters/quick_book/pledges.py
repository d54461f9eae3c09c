"""The annexes that are signed: the offices' readiness to carry their quick wins, and the Komitmen Bersama."""

from dataclasses import replace

from masterplan.document import words
from masterplan.document.chapters.summary.choosing import wins_of
from masterplan.document.commitment import commitment
from masterplan.document.pieces import cell, col, gap, para, paras, row, span
from masterplan.document.tree import BOXES, Chapter, Items, Signatures, Table

#: mm of a line that is signed.
LINE = 17
POINTS = (
    "melaksanakan quick win pada tabel ini sehingga hasil pertamanya dirasakan warga dalam dua belas bulan;",
    "memasukkannya ke dalam Renja dan anggaran perangkat daerah;",
    "menunjuk satu orang penanggung jawab dan satu orang penanggung jawab data;",
    "menangani risiko tinggi sebelum pelaksanaan dimulai; dan",
    "melaporkan keluaran setiap bulan selama enam bulan pertama, lalu setiap triwulan.",
)


def readiness(reading, texts) -> Chapter:
    wins = wins_of(reading, texts.facts)
    title = texts.book["annexes"][0]
    if not wins:
        body = [para(gap("Belum ada quick win terpilih."), "gap")]
    else:
        body = [
            para("Kami, pimpinan perangkat daerah yang bertanda tangan di bawah ini, menyatakan bersedia:"),
            Items(items=tuple((span(point),) for point in POINTS), ordered=True),
            _sheet(wins),
            para("Ditandatangani sebelum penetapan. Lembar asli disimpan Sekretariat Tim Pelaksana.", "source"),
        ]
    return Chapter(id="lampiran-a", number="A", label="Lampiran A", title=title, side="", children=tuple(body))


def _sheet(wins):
    """A line for each office with all its quick wins; one without an office is signed by whoever is named."""
    offices = {}
    for win in wins:
        offices.setdefault(win.agency, []).append(win)
    rows = []
    for n, (office, own) in enumerate(offices.items(), 1):
        names = tuple((span(f"{w.code} ", "code"), span(w.name)) for w in own)
        made = row(cell(str(n)), cell(office or gap(words.NO_AGENCY)), cell(*names, style="even"), "", "")
        rows.append(replace(made, height=LINE))
    return Table(
        title="Perangkat daerah dan quick win yang dilaksanakan",
        look=BOXES,
        columns=(
            col("No", 10),
            col("Perangkat daerah", 44),
            col("Quick win"),
            col("Nama pimpinan", 36),
            col("Tanda tangan", 30),
        ),
        rows=tuple(rows),
    )


def together(reading, texts) -> Chapter:
    said = commitment(reading, texts)
    head = " ".join(filter(None, (texts.values["jabatan_kepala_daerah"], texts.values["nama_daerah"])))
    name = texts.values.get("nama_kepala_daerah") or "……………………"
    body = [*paras(said["opening"])]
    if said["items"]:
        body.append(Items(items=tuple((span(item),) for item in said["items"]), ordered=True))
    body += [*paras(said["closing"]), Signatures(title="Tanda tangan", signers=((head, name),))]
    offices = reading.closings.commitment.offices or tuple(opd.name for opd in reading.opd)
    if offices:
        body += [para("Pimpinan perangkat daerah", "sub"), _heads(offices)]
    return Chapter(
        id="lampiran-b",
        number="B",
        label="Lampiran B",
        title=texts.book["annexes"][1],
        side="",
        children=tuple(body),
    )


def _heads(offices):
    rows = tuple(
        replace(row(cell(str(n)), cell(span(office)), "", ""), height=15.2) for n, office in enumerate(offices, 1)
    )
    return Table(
        title="",
        look=BOXES,
        columns=(col("No", 10), col("Perangkat daerah"), col("Nama pimpinan", 46), col("Tanda tangan", 36)),
        rows=rows,
    )
