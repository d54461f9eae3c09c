"""Where the rows of each table come from: {name of the table: what gives its rows of a `BookData`}. Pure.

The columns of a table stand under the same name in `masterplan/content/open_data.json`. A row of a table of cards is
(what of it is no field of the kind, the card); every other row is a tuple in the order of its columns.
"""

from collections.abc import Callable
from datetime import UTC
from operator import attrgetter
from typing import Any

from masterplan.document.book_data import BookData


def moment(book_data: BookData) -> str:
    """Return when the plan was read: 2026-11-24T10:42:00Z."""
    return f"{book_data.read_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def each(items: str, columns: str) -> Callable[..., Any]:
    """Return what gives these attributes, by name, of each of the reading's `items`."""
    return lambda book_data: map(attrgetter(*columns.split()), attrgetter(items)(book_data))


def counted(items: str) -> Callable[..., Any]:
    """Return what gives the texts that the reading has as its `items`, counted from 1."""
    return lambda book_data: enumerate(attrgetter(items)(book_data), 1)


def texts(items: Callable[..., Any], attribute: str) -> Callable[..., Any]:
    """Return what gives each text that one of `items(reading)` has as its `attribute`: (whose, place, text)."""

    def rows(book_data):
        for one in items(book_data):
            for number, text in enumerate(getattr(one, attribute), 1):
                yield one.code, number, text

    return rows


def of_kind(key: str) -> Callable[..., Any]:
    return lambda book_data: book_data.of_kind(key)


_REGION = attrgetter(
    *("region.name", "region.province", "region.bps_code", "region.area_km2", "region.districts", "region.villages"),
    *("region.population", "region.population_year", "region.population_note"),
    *("period.start", "period.end", "period.note", "number"),
)


def _years(book_data):
    """The years of each horizon; the long one as its first and last, as in the exchange file."""
    period = book_data.period
    for horizon in ("short_term", "medium_term", "long_term"):
        for one in sorted(set(getattr(period, horizon))):
            yield horizon, one


def _document(which, columns):
    """The one row of an RPJMD, none while nothing is known of it."""
    values = attrgetter(*columns.split())
    return lambda book_data: (values(one) for one in (getattr(book_data, which),) if one.document or one.vision)


def _indicators(book_data):
    values = attrgetter(*["indicator", "unit", "baseline", "baseline_year", "target", "target_year", "note"])
    return ((number, *values(one)) for number, one in enumerate(book_data.previous.indicators, 1))


def _aspects(book_data):
    found = ((component, aspect) for component in book_data.readiness for aspect in component.aspects)
    for number, (component, aspect) in enumerate(found, 1):
        yield {"no": number, "component": component.component, "status": component.status}, aspect


def _swot(book_data):
    for side in ("strengths", "weaknesses", "opportunities", "threats"):
        own = (item for item in book_data.swot if item.type == side)
        yield from (({"no": number}, item) for number, item in enumerate(own, 1))


def _vision(book_data):
    if book_data.vision.statement or book_data.vision.missions:
        yield {}, book_data.vision


def _origins(book_data):
    for number, keyword in enumerate(book_data.keywords, 1):
        for at, statement in enumerate(keyword.sources, 1):
            yield number, at, statement


def _aim_targets(book_data):
    codes = {t.ref: t.code for p in book_data.pillars for t in p.targets}
    for aim in book_data.aims:
        for target in dict.fromkeys(aim.targets):
            if target in codes:
                yield aim.code, codes[target]


def _answers_of_targets(book_data):
    codes = {card.ref: card.code for card in book_data.of_kind("masalah")}
    for target in book_data.of_kind("sasaran"):
        yield from ((target.code, codes[ref]) for ref in dict.fromkeys(target.problems) if ref in codes)


def _shared(book_data):
    """Irisan: which further pillars own a sasaran or a program."""
    for kind in ("sasaran", "program"):
        for card in book_data.of_kind(kind):
            yield from ((kind, card.code, pillar) for pillar in dict.fromkeys(card.shared_with))


def _sources(book_data):
    """Where a number or a sentence comes from, whatever it belongs to."""
    region = (("daerah_periode", book_data.region.name, book_data.region.sources),)
    frame = (
        ("rpjmd", "", book_data.rpjmd.vision_sources),
        *(("rpjmd_sasaran", o.code, o.sources) for o in book_data.rpjmd.objectives),
        ("rpjmd_previous_unggulan", "", book_data.previous.flagship_sources),
        ("rpjmd_previous_iku", "", book_data.previous.indicator_sources),
    )
    cards = ((kind, card.code, card.sources) for kind in ("masalah", "sasaran") for card in book_data.of_kind(kind))
    for kind, owner, sources in (*region, *frame, *cards):
        for number, source in enumerate(sources, 1):
            yield kind, owner, number, source


def _answers_of_nominations(book_data):
    for number, n in enumerate(book_data.nominations, 1):
        for table in ("gate", "criteria"):
            for item, answer in getattr(n, table):
                yield number, table, item, answer


def _risks(book_data):
    for number, win in enumerate(book_data.quick_wins, 1):
        yield from (({"profil_no": number, "no": at}, risk) for at, risk in enumerate(win.risks, 1))


def _of_wins(items):
    """What each profile has several of; `items(win)` yields tuples."""

    def rows(book_data):
        for number, win in enumerate(book_data.quick_wins, 1):
            for at, values in enumerate(items(win), 1):
                yield number, at, *values

    return rows


ROWS: dict[str, Callable[..., Any]] = {
    "daerah_periode": lambda book_data: [(*_REGION(book_data), moment(book_data))],
    "periode_tahun": _years,
    "rpjmd": _document("rpjmd", "document status_note vision vision_status missions_note"),
    "rpjmd_misi": each("rpjmd.missions", "code statement status"),
    "rpjmd_misi_kata_kunci": texts(attrgetter("rpjmd.missions"), "keywords"),
    "rpjmd_tujuan": each("rpjmd.goals", "code mission statement status"),
    "rpjmd_sasaran": each(
        "rpjmd.objectives", "code goal statement indicator unit baseline baseline_year lead_opd status"
    ),
    "rpjmd_sasaran_target": lambda book_data: (
        (o.code, year, value) for o in book_data.rpjmd.objectives for year, value in o.targets
    ),
    "rpjmd_previous": _document("previous", "document vision status flagship missions_goals_objectives"),
    "rpjmd_previous_unggulan": counted("previous.flagship_items"),
    "rpjmd_previous_iku": _indicators,
    "opd": each("opd", "name short status source"),
    "kesiapan": _aspects,
    "swot": _swot,
    "kesenjangan_masalah": lambda book_data: (
        (gap.code, problem) for gap in book_data.gaps for problem in dict.fromkeys(gap.problems)
    ),
    "kata_kunci_asal": _origins,
    "visi_misi": _vision,
    "misi": counted("vision.missions"),
    "tujuan_sasaran": _aim_targets,
    "pilar": each("pillars", "order code name name_en definition definition_status"),
    "subdimensi": lambda book_data: (
        (d.code, p.code, d.name, d.name_en) for p in book_data.pillars for d in p.dimensions
    ),
    "pilar_arah": texts(attrgetter("pillars"), "long_term_directions"),
    "sasaran_target": lambda book_data: (
        (t.code, year, value) for t in book_data.of_kind("sasaran") for year, value in t.targets
    ),
    "sasaran_masalah": _answers_of_targets,
    "sasaran_tpb": texts(of_kind("sasaran"), "sdg"),
    "program_anggaran": lambda book_data: (
        (p.code, year, value) for p in book_data.of_kind("program") for year, value in p.budgets
    ),
    "program_tahun": lambda book_data: (
        (p.code, year) for p in book_data.of_kind("program") for year in sorted(set(p.years))
    ),
    "program_pendukung": texts(of_kind("program"), "support_opd"),
    "program_dana": texts(of_kind("program"), "funding"),
    "program_lokasi": texts(of_kind("program"), "location"),
    "irisan": _shared,
    "rencana_aksi_pendukung": each("action_plans", "group title"),
    "sumber": _sources,
    "nominasi_quick_win_jawaban": _answers_of_nominations,
    "profil_quick_win_mitra": _of_wins(lambda win: ((p.form, p.name) for p in win.partners)),
    "profil_quick_win_keberlangsungan": _of_wins(lambda win: ((text,) for text in win.sustainability)),
    "profil_quick_win_dana": _of_wins(lambda win: ((text,) for text in win.funding)),
    "profil_quick_win_tahun": _of_wins(lambda win: ((one,) for one in sorted(set(win.years)))),
    "risiko": _risks,
}
