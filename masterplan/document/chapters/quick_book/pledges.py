"""The annexes that are signed: the offices' readiness to carry their quick wins, and the Komitmen Bersama."""

from masterplan.document import pieces, words
from masterplan.document.book_data import BookData
from masterplan.document.chapters.summary.selection import wins_of
from masterplan.document.nodes import Node
from masterplan.document.texts import BookTexts
from masterplan.document.tree import BOXES, Chapter, Items, Signatures, Table

#: mm of a line that is signed.
LINE = 17
#: mm of the box of an office on the Komitmen Bersama.
BOX = 15.2
BLANK = "……………………"
POINTS = (
    "melaksanakan quick win pada tabel ini sehingga hasil pertamanya dirasakan warga dalam dua belas bulan;",
    "memasukkannya ke dalam Renja dan anggaran perangkat daerah;",
    "menunjuk satu orang penanggung jawab dan satu orang penanggung jawab data;",
    "menangani risiko tinggi sebelum pelaksanaan dimulai; dan",
    "melaporkan keluaran setiap bulan selama enam bulan pertama, lalu setiap triwulan.",
)


def readiness(book_data: BookData, texts: BookTexts) -> Chapter:
    wins = wins_of(book_data, texts.facts)
    title = texts.book["annexes"][0]
    body: list[Node] = []
    if not wins:
        body += [pieces.absent("Belum ada quick win terpilih.")]
    else:
        body += [
            pieces.para("Kami, pimpinan perangkat daerah yang bertanda tangan di bawah ini, menyatakan bersedia:"),
            Items(items=tuple((pieces.span(point),) for point in POINTS), ordered=True),
            _sheet(wins),
            pieces.para("Ditandatangani sebelum penetapan. Lembar asli disimpan Sekretariat Tim Pelaksana.", "source"),
        ]
    return pieces.annex("kesediaan", title, *body, side="")


def _sheet(wins):
    """A line for each office with all its quick wins; one without an office is signed by whoever is named."""
    offices = {}
    for win in wins:
        offices.setdefault(win.agency, []).append(win)
    rows = []
    for n, (office, own) in enumerate(offices.items(), 1):
        names = tuple(pieces.coded(w.code, w.name) for w in own)
        rows.append(
            pieces.row(
                str(n), office or pieces.gap(words.NO_AGENCY), pieces.cell(*names, style="even"), "", "", height=LINE
            )
        )
    return Table(
        title="Perangkat daerah dan quick win yang dilaksanakan",
        look=BOXES,
        columns=pieces.cols("No 10 | Perangkat daerah 44 | Quick win | Nama pimpinan 36 | Tanda tangan 30"),
        rows=tuple(rows),
    )


def commitment_form(book_data: BookData, texts: BookTexts) -> Chapter:
    said = texts.commitment()
    body: list[Node] = [*pieces.paras(said["opening"])]
    if said["items"]:
        body.append(Items(items=tuple((pieces.span(item),) for item in said["items"]), ordered=True))
    body += [*pieces.paras(said["closing"]), Signatures(title="Tanda tangan", signers=_chiefs(book_data, texts))]
    offices = book_data.closings.commitment.offices or tuple(opd.name for opd in book_data.opd)
    if offices:
        body.append(
            pieces.section(
                "", "Pimpinan perangkat daerah", _heads(offices), id="qw-pimpinan", new_page=True, large=True
            )
        )
    return pieces.annex("komitmen", texts.book["annexes"][1], *body, side="")


def _chiefs(book_data, texts) -> tuple:
    """Who signs for the region: those that the plan names (jabatan; nama), else its head."""
    own = dict(book_data.closings.commitment.words).get("kepala_daerah", "")
    named = [[part.strip() for part in line.split(";")] for line in own.split("\n") if line.strip()]
    if not named:
        head = " ".join(filter(None, (texts.values["jabatan_kepala_daerah"], texts.values["nama_daerah"])))
        named = [[head, texts.values.get("nama_kepala_daerah") or ""]]
    return tuple((parts[0], (parts[1] if len(parts) > 1 else "") or BLANK) for parts in named)


def _heads(offices):
    """Two offices on a line, so that all of them fit on a sheet."""
    half = -(-len(offices) // 2)
    rows = []
    for n in range(half):
        known = [(str(at + 1), offices[at], "") if at < len(offices) else ("", "", "") for at in (n, n + half)]
        rows.append(pieces.row(*known[0], *known[1], height=BOX))
    return Table(
        title="",
        look=BOXES,
        columns=(pieces.col("No", 9), pieces.col("Perangkat daerah"), pieces.col("Nama dan tanda tangan", 36)) * 2,
        rows=tuple(rows),
    )
