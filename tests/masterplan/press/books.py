"""Small books of two and three chapters for the tests of the press."""

from masterplan.document import tree
from masterplan.document.pieces import para, row


def knot(number, *more, evidence="Bukti yang wajar."):
    told = tree.Paragraph(role="evidence", spans=(tree.Span(text=evidence),))
    said = para(f"Masalah nomor {number}")
    return tree.Knot(id=f"m-{number}", kind=f"Masalah · GOV-P{number}", children=(said, told, *more))


def chapter(number, *children, title="", **more):
    title = title or f"Judul {number}"
    return tree.Chapter(
        id=f"bab-{number}", number=str(number), label=f"Bab {number}", title=title, children=children, **more
    )


def section(number, *children, **more):
    return tree.Section(id=f"s-{number}", number=number, title=f"Bagian {number}", children=children, **more)


def chain(*knots):
    return tree.Chain(knots=tuple(knots))


def table(rows, title="Isi"):
    columns = (tree.Column(title="Kode", width=20), tree.Column(title="Uraian"))
    return tree.Table(id="tabel", number="Tabel 1", title=title, columns=columns, rows=tuple(rows))


def long_table(count):
    return table(row(f"GOV-PR{n}", f"Uraian program nomor {n}") for n in range(1, count + 1))


def book(*chapters, lists=True, **more):
    """A book with a cover, a list of its chapters, and the chapters."""
    entries = tuple(tree.ContentsEntry(level=1, number=c.number, text=c.title, to=c.id) for c in chapters)
    contents = (tree.Contents(id="daftar-isi", title="Daftar Isi", label="Buku 2", entries=entries),) if lists else ()
    cover = tree.Cover(id="sampul", lines=("Masterplan",), volume="Buku 2")
    return tree.Book(id="buku", title="Buku percobaan", parts=(cover, *contents, *chapters), **more)


def link(text, to):
    return tree.Paragraph(spans=(tree.Span(text=text, to=to),))


#: A picture that nobody has: the fetcher stops the unit that shows it at once.
NO_PICTURE = tree.Picture(id="gambar", number="Gambar 1", title="Hilang", sha256="f" * 64, width=10, height=10)

#: Narrow and full cells: half a minute of layout on a quick machine.
RUNAWAY = tree.Table(
    columns=tuple(tree.Column(title=f"k{n}", width=8) for n in range(6)),
    rows=tuple(row(*("kata " * 150 for _ in range(6))) for _ in range(300)),
)

__all__ = ["NO_PICTURE", "RUNAWAY", "book", "chain", "chapter", "knot", "link", "long_table", "para", "section"]
