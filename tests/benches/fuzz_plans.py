"""Small plans and trees at random, the same for the same seed: cards with odd texts, numbers without measure, missing
parents, and trees with nodes nested as chapters never nest them.
"""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from masterplan.document import tree as t
from masterplan.document.book_data import BookData
from masterplan.document.books import VOLUMES, build_book
from pillars.plan_view import cards as c
from pillars.plan_view import shapes as r
from tests.benches.fuzz_texts import Texts

CODES = ("GOV", "BRA", "ECO", "LIV", "SOC", "ENV", "X-1", "ÉKO")
READ = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
STATUSES = ("", "real", "unverified", "illustrative", "perkiraan dinas")
SIZES = (0, 1, 999, 1_000_000, 20_666_666_667, 999_999_999_999_999)


@dataclass(frozen=True)
class Document:
    """A tree to be written. `marks`: the words that have to be found in every file of it."""

    seed: int
    book: t.Book
    marks: tuple


def document(seed: int) -> Document:
    """The document of a seed: by turns a chapter of a random plan, and a random tree."""
    random_ = random.Random(seed)
    # letters only, without those that fonts join
    mark = "zq" + "".join(chr(ord("a") + int(digit)) for digit in f"{seed:06}") + "qz"
    texts = Texts(random_, mark)
    made = _Trees(random_, texts).book() if seed % 2 else _chapter(random_, texts)
    return Document(seed, made, (mark,))


def together(seeds) -> Document:
    """The documents of several seeds as one book: what is made once for a book is made once for all of them."""
    made = [document(seed) for seed in seeds]
    inks = {ink.code: ink for one in made for ink in one.book.inks}
    parts = [t.from_plain(_apart(t.to_plain(one.book.parts), f"d{one.seed}-")) for one in made]
    book = replace(made[0].book, inks=tuple(inks.values()), parts=tuple(part for some in parts for part in some))
    return Document(made[0].seed, book, tuple(mark for one in made for mark in one.marks))


def _apart(plain, prefix):
    """A plain tree whose ids, and what leads to them, are its own."""
    if isinstance(plain, list):
        return [_apart(one, prefix) for one in plain]
    if not isinstance(plain, dict):
        return plain
    return {
        key: prefix + value if key in ("id", "to") and value else _apart(value, prefix) for key, value in plain.items()
    }


def _chapter(random_, texts) -> t.Book:
    book_data = _Plans(random_, texts).book_data()
    volume = random_.choice(sorted(VOLUMES))
    codes = [code for code, _ in VOLUMES[volume].makers if not code.startswith("lampiran") and "-" in code]
    book = build_book(book_data, volume, final=random_.random() < 0.3, part=f"bab:{random_.choice(codes)}")
    told = t.Chapter(
        id="tanda", label="Bab 99", number="99", title=texts.marked(), children=(t.Paragraph(spans=(_span(texts),)),)
    )
    return t.Book(
        **{name: getattr(book, name) for name in ("id", "code", "subtitle", "region", "status", "inks", "fingerprint")},
        title=book.title or "Uji",
        parts=(*book.parts, told),
    )


def _span(texts, **more):
    return t.Span(text=texts.marked(), **more)


class _Plans:
    """The book data of one or two pillars."""

    def __init__(self, random_, texts):
        self.random, self.texts, self.count = random_, texts, 0

    def ref(self, kind):
        self.count += 1
        return f"{kind}-{self.count}"

    def maybe(self, value):
        return value if self.random.random() > 0.25 else None

    def some(self, most, make):
        return tuple(make() for _ in range(self.random.randint(0, most)))

    def number(self):
        digits = self.random.randint(0, 6)
        return Decimal(self.random.randint(-(10**9), 10**15)).scaleb(-digits)

    def years(self, value):
        chosen = sorted(self.random.sample(range(2025, 2035), self.random.randint(0, 4)))
        return tuple((year, value()) for year in chosen)

    def rupiah(self):
        return self.random.choice(SIZES)

    def book_data(self) -> BookData:
        codes = self.random.sample(CODES, self.random.choice((1, 1, 1, 2)))
        texts = self.texts
        offices = self.some(3, lambda: r.Opd(name=texts.one(), short=texts.one()[:20], source=texts.many()))
        self.offices = [office.name for office in offices] or [""]
        pillars = tuple(self.pillar(code, n) for n, code in enumerate(codes, 1))
        start = self.random.choice((2025, 2027))
        programmes = [programme for pillar in pillars for programme in pillar.programmes]
        return BookData(
            slug="uji",
            number=1,
            read_at=READ,
            region=r.Region(name=texts.one()[:80], population=self.maybe(867_393), sources=self.some(2, texts.one)),
            period=r.Period(
                start=start, end=start + self.random.choice((0, 1, 4)), short_term=(start,), long_term=(2032, 2036)
            ),
            rpjmd=r.Rpjmd(document=texts.many(), vision=texts.many(), missions=self.some(2, self.mission)),
            opd=offices,
            readiness=self.some(2, self.component),
            cards=self.cards(pillars[0].code, [p.ref for p in programmes if p.quick_win_status == "terpilih"]),
            pillars=pillars,
            notes=self.some(1, texts.many),
        )

    def cards(self, pillar, chosen):
        texts, ref = self.texts, self.ref
        return {
            "swot": (
                *self.some(2, lambda: c.SwotItem.of(ref("swot"), type="strengths", statement=texts.many())),
                *self.some(2, lambda: c.SwotItem.of(ref("swot"), type="threats", statement=texts.one())),
            ),
            "visi_misi": (
                c.VisionMission.of(ref("visi_misi"), statement=texts.many(), missions=self.some(2, texts.one)),
            ),
            "kesenjangan": self.some(2, lambda: c.Gap.of(ref("kesenjangan"), element=texts.one(), gap=texts.many())),
            "kata_kunci": self.some(
                2, lambda: c.Keyword.of(ref("kata_kunci"), word=texts.one()[:60], meaning=texts.many())
            ),
            "profil_quick_win": tuple(self.win(pillar, programme) for programme in chosen),
        }

    def mission(self):
        return r.Mission(code=self.ref("M"), statement=self.texts.many(), keywords=self.some(2, self.texts.one))

    def component(self):
        aspect = lambda: c.ReadinessAspect.of(  # noqa: E731
            self.ref("kesiapan"),
            aspect=self.texts.one(),
            condition=self.random.choice(("", "baik", "buruk")),
            finding=self.texts.many(),
        )
        return r.Component(component=self.random.choice(("alam", "budaya", "")), aspects=self.some(2, aspect))

    def pillar(self, code, order):
        texts, pick = self.texts, self.random.choice
        dimensions = tuple(r.Dimension(code=f"{code}-{n}", name=texts.one()) for n in range(self.random.randint(0, 2)))
        places = [d.code for d in dimensions] + [""]
        problems = self.some(2, lambda: self.problem(code, pick(places)))
        targets = self.some(2, lambda: self.target(code, pick(places), problems))
        refs = [target.ref for target in targets] + [""]
        strategies = self.some(2, lambda: self.strategy(code, pick(refs)))
        refs = [strategy.ref for strategy in strategies] + [""]
        return r.Pillar(
            code=code,
            name=texts.one(),
            name_en=texts.one(),
            order=order,
            definition=texts.many(),
            dimensions=dimensions,
            problems=problems,
            targets=targets,
            strategies=strategies,
            programmes=self.some(3, lambda: self.programme(code, pick(refs))),
            long_term_directions=self.some(2, texts.many),
        )

    def problem(self, code, dimension):
        texts, mark = self.texts, lambda: self.maybe(self.random.randint(1, 5))
        return c.Problem.of(
            ref=self.ref("masalah"),
            code=f"{code}-P{self.count}",
            statement=texts.one(),
            dimension=dimension,
            evidence=texts.many(),
            evidence_status=self.random.choice(STATUSES),
            sources=self.some(2, texts.one),
            root_cause=texts.many(),
            affected=texts.many(),
            urgency=mark(),
            seriousness=mark(),
            growth=mark(),
            rank=mark(),
            note=texts.many(),
        )

    def target(self, code, dimension, problems):
        texts = self.texts
        return c.Target.of(
            ref=self.ref("sasaran"),
            code=f"{code}-S{self.count}",
            statement=texts.one(),
            dimension=dimension,
            problems=tuple(p.ref for p in problems if self.random.random() < 0.6),
            indicator=texts.one(),
            unit=self.random.choice(("persen", "", texts.one()[:20])),
            direction=self.random.choice(("naik", "turun", "tetap", "")),
            baseline=self.maybe(self.number()),
            baseline_year=self.maybe(2025),
            targets=self.years(self.number),
            sources=self.some(1, texts.one),
            note=texts.many(),
        )

    def strategy(self, code, target):
        quadrant = self.random.choice(("SO", "WT", ""))
        return c.Strategy.of(
            ref=self.ref("strategi"),
            code=f"{code}-ST{self.count}",
            statement=self.texts.one(),
            target=target,
            swot_quadrant=quadrant,
        )

    def programme(self, code, strategy):
        texts, pick = self.texts, self.random.choice
        return c.Programme.of(
            ref=self.ref("program"),
            code=f"{code}-PR{self.count}",
            name=texts.one(),
            strategy=strategy,
            action_group=pick(("kebijakan_kelembagaan", "aplikasi", "", "lainnya")),
            lead_opd=pick(self.offices),
            support_opd=self.some(2, texts.one),
            funding=self.some(2, texts.one),
            budget=self.maybe(self.rupiah()),
            budgets=self.years(self.rupiah),
            years=tuple(year for year, _ in self.years(int)),
            term=pick(("pendek", "menengah", "panjang", "")),
            output=texts.many(),
            quick_win=pick((True, False)),
            quick_win_status=pick(("", "nominasi", "terpilih")),
            location=self.some(2, texts.one),
            note=texts.many(),
        )

    def win(self, pillar, programme):
        texts, mark = self.texts, lambda: self.maybe(self.random.randint(1, 5))
        risk = lambda: c.Risk.of(self.ref("risiko"), label="R1", event=texts.one(), likelihood=mark(), impact=mark())  # noqa: E731
        return c.QuickWin.of(
            self.ref("profil_quick_win"),
            pillar=pillar,
            programme=programme,
            name=texts.one(),
            summary=texts.many(),
            benefit=texts.many(),
            kemitraan=self.some(2, lambda: f"{texts.one()}: {texts.one()}"),
            budget=self.maybe(self.rupiah()),
            risks=self.some(2, risk),
        )


class _Trees:
    """A chapter of nodes at random."""

    def __init__(self, random_, texts):
        self.random, self.texts, self.count = random_, texts, 0

    def book(self) -> t.Book:
        inks = (t.PillarInk(code="GOV", name="Tata Kelola", seat="GOV"), t.PillarInk(code="X-1", name="Lain", seat=""))
        children = (t.Paragraph(spans=(_span(self.texts),)), self.section(2), self.section(3))
        chapter = t.Chapter(
            id="bab-1", number="1", label="Bab 1", title=self.texts.marked(), children=children, page=self.page()
        )
        return t.Book(
            id="uji",
            title=self.texts.one(),
            code="buku_2",
            region=self.texts.one(),
            status=t.Status(word="DRAF", running=self.texts.one()[:80], sentence="Uji"),
            inks=inks,
            parts=(chapter,),
        )

    def page(self):
        return self.random.choice((t.BOOK, t.BOOK, t.WIDE))

    def several(self, most, *more):
        kinds = [self.paragraph, self.items, self.facts, self.table, self.table, self.timeline, self.strip, *more]
        return tuple(self.random.choice(kinds)() for _ in range(self.random.randint(1, most)))

    def id(self):
        self.count += 1
        return f"n-{self.count}"

    def spans(self):
        styles = ("", "strong", "em", "strong em", "code", "gap", "mark", "small", "badge")
        links = ("", "", "", "", "bab-1", "bab-1", "tidak-ada")
        return tuple(
            t.Span(
                text=self.texts.many() or " ",
                style=self.random.choice(styles),
                to=self.random.choice(links),
                href=self.random.choice(("", "", "https://contoh.id/?a=1&b=<2>", "javascript:alert(1)")),
            )
            for _ in range(self.random.choice((1, 1, 2)))
        )

    def paragraph(self):
        return t.Paragraph(spans=self.spans(), role=self.random.choice(("body", "note", "source", "gap", "quote")))

    def items(self):
        return t.Items(items=tuple(self.spans() for _ in range(2)), ordered=self.random.random() < 0.5)

    def facts(self):
        return t.Facts(items=tuple(t.Fact(value=self.texts.one()[:20], label=self.texts.one()) for _ in range(2)))

    def table(self):
        width = self.random.choice((1, 2, 3, 5, 9))
        columns = tuple(
            t.Column(title=self.texts.one()[:60], kind=self.random.choice(("text", "code", "number")))
            for _ in range(width)
        )
        rows = tuple(self.row(width) for _ in range(self.random.randint(1, 2)))
        look = self.random.choice(("plain", "wide", "dense", "close"))
        return t.Table(
            id=self.id(), number=f"Tabel 1.{self.count}", title=self.texts.one(), columns=columns, rows=rows, look=look
        )

    def row(self, width):
        if self.random.random() < 0.2:
            return t.Row(cells=(t.Cell(lines=(self.spans(),), columns=width),), role="group")
        value = lambda: self.random.choice((None, None, 0, 10**15, "1.5"))  # noqa: E731
        cells = tuple(t.Cell(lines=(self.spans(),), value=value()) for _ in range(width))
        return t.Row(cells=cells, role=self.random.choice(("", "sum")), pillar=self.random.choice(("", "GOV", "X-1")))

    def profile(self):
        rows = tuple(
            t.ProfileRow(label=self.texts.one()[:40], lines=(self.spans(),), half=self.random.random() < 0.4)
            for _ in range(3)
        )
        return t.Profile(id=self.id(), code=self.texts.one()[:20], title=self.texts.one(), badge="Quick win", rows=rows)

    def timeline(self):
        amounts = lambda: tuple(self.random.choice(("", None, "325", "1.066,7")) for _ in range(3))  # noqa: E731
        bars = tuple(
            t.Bar(code="GOV-PR1", name=self.texts.one(), agency=self.texts.one(), amounts=amounts(), total="1")
            for _ in range(2)
        )
        return t.Timeline(
            id=self.id(),
            title=self.texts.one(),
            number=f"Tabel 1.{self.count}",
            years=("2027", "2028", "2029"),
            horizons=(("Jangka pendek", 1), ("Jangka menengah", 2)),
            bars=bars,
            total_label="Jumlah",
            totals=("1", "2", "3", "6"),
            pillar="GOV",
        )

    def strip(self):
        value = str(self.random.randint(-5, 10**9))
        data = (("Awal 2025", value, value), ("2027", "", ""), ("2028", value, value))
        return t.Figure(
            id=self.id(), kind="years_strip", title=self.texts.one(), data=data, description=self.texts.one()
        )

    def chain(self):
        knots = tuple(
            t.Knot(kind=self.texts.one()[:40], statement=self.texts.many(), children=self.several(1)) for _ in range(2)
        )
        return t.Chain(id=self.id(), title="Rantai", pillar="GOV", knots=knots)

    def section(self, level):
        """Profiles and knots are headings of the fourth level, so they stand in a section of the third."""
        more = (self.profile, self.chain) if level == 3 else ()
        return t.Section(
            id=self.id(),
            number=".".join("1" * level),
            level=level,
            title=self.texts.one(),
            children=self.several(2, *more),
            page=self.page(),
        )
