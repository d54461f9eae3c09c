"""A book in which every node of the tree stands at least once, with one text in every place that people can fill."""

from masterplan.document import tree as t

ROLES = ("body", "lead", "note", "source", "evidence", "gap", "sub", "quote", "box")
INKS = (t.PillarInk(code="GOV", name="Tata Kelola", seat="GOV"), t.PillarInk(code="XYZ", name="Pilar sendiri", seat=""))


class Telling:
    """Gives a text out (several: in turn), each time with another sign behind it; `told`: what a reader has to find."""

    def __init__(self, *texts):
        self.texts, self.told = texts, []

    def __call__(self):
        count = len(self.told)
        self.told.append(f"{self.texts[count % len(self.texts)]}‹{count}›")
        return self.told[-1]

    def spans(self):
        return (t.Span(text=self()),)


def blocks(say, n=0):
    """Nodes that stand in a chapter."""
    cell = t.Cell(lines=(say.spans(), say.spans()))
    columns = (t.Column(title=say()), t.Column(title=say(), kind="number", width=20, group="Target"))
    rows = (
        t.Row(cells=(t.Cell(lines=(say.spans(),), columns=2),), role="group"),
        t.Row(cells=(cell, t.Cell(lines=((t.Span(text="1.250"),),), value=1_250_000_000)), pillar="GOV"),
        t.Row(cells=(t.Cell(lines=(say.spans(),)), t.Cell(lines=(say.spans(),), style="hit")), role="sum"),
    )
    matrix = (t.Column(title="Sasaran"), t.Column(title="GOV", kind="pillar"))
    hit = (t.Row(cells=(t.Cell(lines=(say.spans(),)), t.Cell(lines=(say.spans(),), style="hit"))),)
    bar = t.Bar(code="GOV-PR1", name=say(), agency=say(), badge="Quick win", amounts=("325", None), total="325", to="x")
    years = (("2026", "1,5", "1.5"), ("2027", "", ""))
    return (
        *(t.Paragraph(spans=say.spans(), role=role) for role in ROLES),
        t.Paragraph(
            spans=(
                t.Span(text=say(), style="em"),
                t.Span(text=say(), style="strong em"),
                t.Span(text=say(), href="https://contoh.id/?a=1&b='2'"),
                t.Span(text=say(), href="javascript:alert(1)"),
                t.Span(text="12", style="mark", to="tidak-ada"),
            )
        ),
        t.Items(items=(say.spans(), say.spans()), ordered=True),
        t.Facts(items=(t.Fact(value=say(), label=say()),)),
        t.Chain(
            title="Rantai",
            pillar="GOV",
            knots=(
                t.Knot(
                    id=f"masalah-{n}",
                    kind="Masalah · GOV-P1",
                    statement=say(),
                    children=(
                        t.Paragraph(spans=say.spans(), role="evidence"),
                        t.Items(items=(say.spans(),)),
                    ),
                ),
                t.Knot(kind="Program", children=(t.Table(columns=columns, rows=rows[1:2]),)),
                t.Knot(kind=say(), statement=say(), missing=True),
            ),
        ),
        t.Knot(kind=say(), statement=say()),
        t.Profile(
            code="GOV-PR1", title=say(), badge="Quick win", rows=(t.ProfileRow(label=f"Hal {n}", lines=(say.spans(),)),)
        ),
        t.Table(
            id=f"tabel-1-{n}", number=f"Tabel 1.{n + 1}", title=say(), unit="juta rupiah", columns=columns, rows=rows
        ),
        t.Matrix(title=say(), columns=matrix, rows=hit, pillar="GOV"),
        t.Timeline(
            id=f"waktu-{n}",
            number=f"Tabel 2.{n + 1}",
            title=say(),
            years=("2027", "2028"),
            horizons=(("Pendek", 2),),
            bars=(bar,),
            total_label=say(),
            totals=("325", "0", "325"),
            pillar="GOV",
        ),
        t.Figure(
            id=f"gambar-{n}", number=f"Gambar 1.{n + 1}", title=say(), kind="years_strip", data=years, description=say()
        ),
        t.Picture(number=f"Gambar 3.{n + 1}", title=say(), sha256="ab" * 32, width=4, height=3, description=say()),
        t.SourceNote(spans=say.spans()),
        t.Spread(left=(t.Paragraph(spans=say.spans()),), right=(t.Paragraph(spans=say.spans()),)),
        t.Signatures(signers=((say(), say()), (say(), say())), columns=2),
    )


def section(say, n=0):
    """One text in every place, under a heading that bears it too."""
    return t.Section(id=f"bagian-{n}", number=f"1.{n + 1}", title=say(), children=blocks(say, n))


def book(texts, others=(), title="Buku 2 Masterplan"):
    """(the book, what a reader has to find in it). Each of `texts` stands in every place, `others` in turn."""
    says = [*(Telling(text) for text in texts), *(Telling(*others[at : at + 24]) for at in range(0, len(others), 24))]
    last = Telling(texts[0])
    opening = t.PillarOpening(number="1.99", title=last(), subtitle=last(), code="GOV")
    wide = t.Section(
        id="pita",
        title="Pilar",
        pillar="GOV",
        page=t.WIDE,
        opening=opening,
        children=(t.Paragraph(spans=(t.Span(text="Tabel 1.1", to="tabel-1-0"),)),),
    )
    chapter = t.Chapter(
        id="bab-1", number="1", label="Bab 1", title=last(), children=(*map(section, says, range(len(says))), wide)
    )
    entries = (t.ContentsEntry(level=1, number="1", text=chapter.title, to="bab-1"),)
    entries += tuple(t.ContentsEntry(level=2, number=s.number, text=s.title, to=s.id) for s in chapter.children[:-1])
    tables = tuple(
        t.ContentsEntry(level=2, number=node.number, text=node.title, to=node.id)
        for node in t.walk(chapter)
        if isinstance(node, t.Table) and node.number
    )
    parts = (
        t.Cover(
            id="sampul",
            title="Sampul",
            government=last(),
            office=last(),
            volume="Buku 2",
            lines=(last(),),
            subtitle=last(),
            edition=last(),
            seats=(("GOV", "Tata Kelola"),),
            logo="cd" * 32,
        ),
        t.Chapter(id="kata", title="Kata Pengantar", matter="front", children=(t.Paragraph(spans=last.spans()),)),
        t.Contents(id="daftar-isi", title="Daftar Isi", entries=entries),
        t.Contents(id="daftar-tabel", title="Daftar Tabel", kind="tables", entries=tables),
        chapter,
        t.Colophon(
            id="kolofon",
            title="Tentang edisi ini",
            fingerprint="ab" * 32,
            note=last(),
            address="https://contoh.id/e/1",
            rows=(t.ProfileRow(label="Judul", lines=(last.spans(),)),),
        ),
    )
    status = t.Status(word="DRAF", running="DRAF · 24 November 2026", sentence="Untuk ditelaah")
    made = t.Book(
        code="buku_2",
        title=title,
        region="Kabupaten Ponorogo",
        status=status,
        inks=INKS,
        parts=parts,
        fingerprint="ab" * 32,
    )
    return made, [told for say in (*says, last) for told in say.told]


def papers(text):
    """An official paper and a sheet for the room: (book, what a reader has to find)."""
    say = Telling(text)
    paper = t.Paper(title=say(), lines=(say(), say()), number=say(), running="Naskah", children=(section(say),))
    place = t.QrPlace(code="GOV", name=say(), to="https://contoh.id/g/1")
    piece = t.RoomPiece(
        kind="invitation",
        title=say(),
        code="7K4M",
        text="contoh.id",
        subtitle=say(),
        entries=(place,),
        rows=(t.ProfileRow(label=say(), lines=(say.spans(),)),),
        running="Undangan",
    )
    return t.Book(title="Naskah", region="Ponorogo", inks=INKS, parts=(paper, piece)), say.told


#: Nodes that never stand alone: what they say is in the node that holds them.
HELD = {t.Node, t.Book, t.Status, t.PillarOpening}
