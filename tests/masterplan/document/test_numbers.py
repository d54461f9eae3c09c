"""Every number of the books equals the database: the files are read back and held against SQL.

Two directions: what the database adds up to stands where the book states it, in PDF, Word, Excel and JSON; and no table
holds a number that the database does not give. Read are the books of two pillars of the example, with `--slow` of all.
"""

import json
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import transaction

from masterplan.document.books import VOLUMES, build_book
from masterplan.document.read import read_book_data
from masterplan.exchange.actions import load_plan
from masterplan.exchange.read import read_document
from masterplan.opendata.archive import archive
from masterplan.writers import docx, xlsx
from masterplan.writers import json as as_json
from tests.amounts import either
from tests.books.database import KINDS, Database
from tests.books.made import Made
from tests.books.odd_plans import two_pillars
from tests.books.plans import example_plan
from tests.books.stated import AsExcel, AsJson, AsPdf, AsWord
from tests.masterplan.opendata.check_package import Package
from workshops.plans.models import Plan

FORMATS = ("json", "docx", "xlsx", "pdf")
MILLION, BILLION = 10**6, 10**9


@pytest.fixture(scope="module")
def file():
    """The plan whose numbers are read."""
    return either(two_pillars, example_plan)()


@pytest.fixture(scope="module")
def asked(file, django_db_setup, django_db_blocker):
    """(the figures of the database, {book: tree read from it}, its open data); nothing of it stays."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django's own tests are: loading a plan asks to be outermost
    with django_db_blocker.unblock(), around:
        load_plan(read_document(json.dumps(file).encode()), "contoh")
        plan = Plan.objects.get(slug="contoh")
        book_data = read_book_data(plan)
        yield Database(plan), {code: build_book(book_data, code) for code in VOLUMES}, archive(book_data)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def database(asked):
    return asked[0]


@pytest.fixture(scope="module")
def stated(asked, file):
    """`stated(book, format)`: a book read back, each made once."""
    made = {}

    def one(book, format):
        if (book, format) not in made:
            tree = asked[1][book]
            made[book, format] = {
                "json": lambda: AsJson(as_json.write(tree)),
                "docx": lambda: AsWord(docx.write(tree, {}, {})),
                "xlsx": lambda: AsExcel(xlsx.write(tree)),
                "pdf": lambda: AsPdf(Made(file, book).reader),
            }[format]()
        return made[book, format]

    return one


def said(value) -> str:
    """1234.5 → 1.234,5."""
    whole, _, rest = format(Decimal(value), "f").partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    groups = []
    while whole:
        whole, group = whole[:-3], whole[-3:]
        groups.insert(0, group)
    return sign + ".".join(groups) + ("," + rest if rest.rstrip("0") else "")


def with_a_digit(value) -> str:
    """One digit after the comma, also where it is nought: the figures of a column have one form."""
    shown = said(Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return shown if "," in shown else f"{shown},0"


def in_millions(rupiah) -> str:
    return with_a_digit(Decimal(rupiah) / MILLION) if rupiah else "–"


def in_billions(rupiah) -> str:
    return with_a_digit(Decimal(rupiah) / BILLION) if rupiah else "–"


def in_rupiah(rupiah) -> str:
    return f"Rp{said(rupiah)}"


def _plain(value):
    return Decimal(format(value.normalize(), "f"))


class Rows:
    """The rows that a book has to state: (title of the table, key, numbers as they are, how a print writes each)."""

    def __init__(self, database):
        self.d = database
        self.codes = list(database.pillar_of)
        self.of_pillar = {
            code: [c for c in self.codes if database.pillar_of[c] == code] for code, _ in database.pillars
        }

    def _counts(self, code):
        return [self.d.counts[kind][code] for kind in KINDS.values()]

    def _all_counts(self):
        return [sum(self.d.counts[kind].values()) for kind in KINDS.values()]

    def contents(self):
        """What each pillar holds, with its money, and all together."""
        title = "Isi pilar dalam angka"
        for code, name in self.d.pillars:
            yield title, name, [*self._counts(code), self.d.sum(self.of_pillar[code])], [str] * 4 + [in_millions]
        yield title, "Jumlah", [*self._all_counts(), self.d.sum(self.codes)], [str] * 4 + [in_millions]

    def yearly(self, title):
        """The money of each pillar and year."""
        years = self.d.all_years()
        for codes, key in [*((self.of_pillar[code], name) for code, name in self.d.pillars), (self.codes, "Jumlah")]:
            money = self.d.per_year(codes)
            yield title, key, [*(money[y] for y in years), self.d.sum(codes)], [in_billions] * (len(years) + 1)

    def groups(self):
        title = "Program menurut kelompok rencana aksi"
        by_group = self.d.grouped(self.d.group_of)
        for codes in by_group.values():
            yield title, "Rencana", [len(codes), self.d.sum(codes)], [str, in_millions]
        yield title, "Jumlah", [len(self.codes), self.d.sum(self.codes)], [str, in_millions]

    def funding(self):
        title, total = "Perkiraan anggaran menurut sumber dana", self.d.sum(self.codes)
        for name, codes in self.d.grouped(self.d.funding_of).items():
            share = (Decimal(self.d.sum(codes) * 100) / total).quantize(Decimal("0.1"), ROUND_HALF_UP)
            yield title, name, [len(codes), self.d.sum(codes), _plain(share)], [str, in_millions, with_a_digit]

    def offices(self):
        for codes in self.d.grouped(self.d.office_of).values():
            yield "Program menurut OPD penanggung jawab", "Jumlah", [self.d.sum(codes)], [in_millions]
        for code in self.codes:
            yield "Program menurut OPD penanggung jawab", code, [self.d.total(code)], [in_millions]

    def targets(self, title):
        for code, years in self.d.targets.items():
            name = dict(self.d.pillars)[code.partition("-")[0]]
            yield title.format(name), code, [years[y] for y in sorted(years)], [said] * len(years)

    def budgets(self):
        """A programme on the timeline of its pillar."""
        years = self.d.all_years()
        for code, pillar in self.d.pillar_of.items():
            title = f"Peta jalan dan kebutuhan dana pilar {dict(self.d.pillars)[pillar]}"
            money = self.d.money.get(code, {})
            if set(money) == set(years):
                numbers = [*(money[y] for y in years), self.d.total(code)]
                yield title, code, numbers, [in_millions] * len(numbers)

    def winners(self):
        for code in self.d.chosen:
            yield "Quick win terpilih", code.partition("-")[0], [self.d.total(code)], [in_millions]
        yield "Quick win terpilih", "Jumlah", [self.d.sum(self.d.chosen)], [in_millions]

    def of_book(self, book):
        """All rows of a book."""
        yield from {
            "1": lambda: self.targets("Sasaran, indikator, angka awal, dan target"),
            "2": lambda: (
                *self.contents(),
                *self.yearly("Perkiraan anggaran per pilar dan tahun"),
                *self.groups(),
                *self.funding(),
                *self.offices(),
                *self.targets("Sasaran pilar {}"),
                *self.budgets(),
            ),
            "3": lambda: (*self.contents(), *self.yearly("Perkiraan anggaran menurut pilar"), *self.winners()),
            "qw": lambda: self.winners(),
        }[book]()


@pytest.mark.parametrize("format", [*FORMATS[:-1], pytest.param(FORMATS[-1], marks=pytest.mark.in_turn)])
@pytest.mark.parametrize("book", sorted(VOLUMES))
def test_what_the_database_adds_up_to_stands_where_the_book_states_it(database, stated, book, format):
    read_back, missing, rows = stated(book, format), [], list(Rows(database).of_book(book))
    for title, key, numbers, printed in rows:
        if read_back.numeric:
            wanted = [Decimal(number) for number in numbers]
        else:
            wanted = [write(number) for number, write in zip(numbers, printed, strict=True)]
        if not read_back.states(title, key, wanted):
            missing.append((title, key, wanted))
    assert len(rows) > len(database.pillars)
    assert missing == []


@pytest.mark.parametrize("format", FORMATS)
def test_every_budget_of_every_year_stands_to_the_rupiah_in_its_profile(database, stated, format):
    text = stated("2", format).text
    for code, years in database.money.items():
        line = "; ".join(f"{year}: {in_rupiah(amount)}" for year, amount in years.items())
        assert "".join(line.split()) in text, code


@pytest.mark.parametrize("format", FORMATS)
def test_the_whole_budget_and_each_years_stand_to_the_rupiah(database, stated, format):
    text = stated("2", format).text
    codes = list(database.pillar_of)
    assert in_rupiah(database.sum(codes)) in text
    for year, amount in database.per_year(codes).items():
        assert in_rupiah(amount) in text or stated("2", format).states(
            "Perkiraan anggaran per pilar dan tahun", "Jumlah dalam rupiah", [Decimal(amount)]
        ), year


@pytest.mark.parametrize("book", sorted(VOLUMES))
def test_no_table_holds_a_number_that_the_database_does_not_give(database, stated, book):
    known = _known(database)
    strange = [(title, v) for title, v in stated(book, "json").values if Decimal(v) not in known]
    assert not strange, strange[:12]


@pytest.mark.parametrize("book", sorted(VOLUMES))
def test_no_sheet_holds_one_either(database, stated, book):
    known = _known(database)
    total = database.sum(database.pillar_of)
    for codes in database.grouped(database.funding_of).values():
        known.add((Decimal(database.sum(codes) * 100) / total).quantize(Decimal("0.1"), ROUND_HALF_UP))
    # sources are numbered from 1
    known |= {Decimal(n) for n in range(1, 100)}
    strange = [(title, n) for title, n in stated(book, "xlsx").numbers if n not in known]
    assert not strange, strange[:12]


def test_the_open_data_says_what_the_database_says(asked, database):
    package = Package(asked[2])
    assert package.faults() == []
    tables = package.tables
    for kind, counts in database.counts.items():
        assert {code: sum(row["pillar"] == code for row in tables[kind]) for code in counts} == counts
    money = {(row["programme_ref"], row["year"]): row["budget"] for row in tables["program_anggaran"]}
    assert money == {(code, year): n for code, years in database.money.items() for year, n in years.items()}
    targets = {(row["target_ref"], row["year"]): row["target"] for row in tables["sasaran_target"]}
    assert targets == {(code, year): n for code, years in database.targets.items() for year, n in years.items()}


def _known(database) -> set:
    """Every number that is written in the plan, and every sum and count that its cards can be told by."""
    d = database
    by_target = dict(
        d.ask(
            "SELECT e.code, t.code FROM pillars_programme e JOIN pillars_strategy s ON s.id = e.strategy_id "
            "JOIN pillars_target t ON t.id = s.target_id WHERE e.plan_id = %s"
        )
    )
    dimension = dict(
        d.ask(
            "SELECT t.code, m.code FROM pillars_target t LEFT JOIN pillars_dimension m ON m.id = t.dimension_id "
            "WHERE t.plan_id = %s"
        )
    )
    ways = [d.pillar_of, d.office_of, d.group_of, d.funding_of, dict.fromkeys(d.pillar_of, "semua")]
    ways.append({code: dimension.get(by_target.get(code)) for code in d.pillar_of})
    ways.append({code: code in d.chosen for code in d.pillar_of})
    known = {Decimal(0)}
    for way in ways:
        for codes in d.grouped(way).values():
            known |= {Decimal(len(codes)), Decimal(d.sum(codes)), *map(Decimal, d.per_year(codes).values())}
    for numbers in (*d.money.values(), *d.targets.values()):
        known |= {Decimal(n) for n in numbers.values()} | {Decimal(sum(numbers.values()))}
    for code, years in d.targets.items():
        # how far it is from where one stands to the last target
        known.add(abs(years[max(years)] - d.baselines[code]) if code in d.baselines else Decimal(0))
    known |= set(d.baselines.values()) | {Decimal(n) for n in d.lump.values()}
    for counts in d.counts.values():
        known |= {Decimal(n) for n in counts.values()} | {Decimal(sum(counts.values()))}
    by_cross = d.ask(
        "SELECT s.swot_quadrant, p.code, count(*) FROM pillars_strategy s JOIN pillars_pillar p ON p.id = s.pillar_id "
        "WHERE s.plan_id = %s AND s.deleted_in IS NULL GROUP BY GROUPING SETS ((1, 2), (1))"
    )
    return known | {Decimal(row[2]) for row in by_cross} | _written(d)


def _written(d) -> set:
    """Numbers beside the chain: of both RPJMD, the scores of problems and risks, and small counts and years."""
    found = set()
    for table, columns in (
        ("pillars_objective", ("baseline", "baseline_year")),
        ("pillars_previousindicator", ("baseline", "baseline_year", "target", "target_year")),
        ("pillars_problem", ("urgency", "seriousness", "growth", "urgency + seriousness + growth", "rank")),
        ("pillars_target", ("baseline_year",)),
    ):
        for row in d.ask(f"SELECT {', '.join(columns)} FROM {table} WHERE plan_id = %s"):
            found |= {_plain(Decimal(value)) for value in row if value is not None}
    sql = "SELECT t.value FROM pillars_objective e, jsonb_each_text(e.targets) t WHERE e.plan_id = %s"
    return found | {_plain(Decimal(value)) for (value,) in d.ask(sql) if value is not None}
