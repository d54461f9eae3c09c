"""What a plan adds up to: maps from ref to entry, sums of money, counts; and the values of placeholders and
conditions. Pure.
"""

from collections import Counter, defaultdict
from decimal import Decimal

from masterplan.document import analysis_facts, sums, words
from masterplan.document.book_data import BookData
from pillars.kinds import CHAIN, KINDS
from pillars.measures import plain_unit, same_indicator
from pillars.plan_view.cards import Problem, Programme, Target
from pillars.plan_view.shapes import Objective, Pillar
from workshops.dates import MONTHS
from workshops.number_format import show_number, show_rupiah

GROUPS = ("kebijakan_kelembagaan", "infrastruktur", "aplikasi", "kapasitas_sdm", "literasi")


class PlanFacts:
    def __init__(self, book_data: BookData) -> None:
        self.book_data = book_data
        self.pillars = {p.code: p for p in book_data.pillars}
        self.problems, self.targets, self.strategies, self.programmes = (
            {card.ref: card for card in book_data.of_kind(kind)} for kind in CHAIN
        )
        #: (how many, of what) there is of each link of the chain.
        self.counts = tuple((len(book_data.of_kind(kind)), KINDS[kind].label.lower()) for kind in CHAIN)
        self.pillar_of = {card.ref: pillar for pillar in book_data.pillars for card in pillar.chain}
        self.objectives = {o.code: o for o in book_data.rpjmd.objectives}
        self.short = {o.name: o.short or o.name for o in book_data.opd}
        self.strategies_of, self.programmes_of, self.targets_of = (defaultdict(list) for _ in range(3))
        for strategy in self.strategies.values():
            self.strategies_of[strategy.target].append(strategy)
        for programme in self.programmes.values():
            self.programmes_of[programme.strategy].append(programme)
        for target in self.targets.values():
            for problem in target.problems:
                self.targets_of[problem].append(target)
        self.years = sums.money_years(book_data.period.years, self.programmes.values())
        self.total = sums.total(self.programmes.values())
        self.unbudgeted = [p for p in self.programmes.values() if p.cost is None]

    def agency(self, name: str) -> str:
        return self.short.get(name, name)

    def target_of(self, programme: Programme) -> Target | None:
        strategy = self.strategies.get(programme.strategy)
        return self.targets.get(strategy.target) if strategy else None

    def dimension_of(self, programme: Programme) -> str:
        target = self.target_of(programme)
        return target.dimension if target else ""

    def ranked(self, pillar: Pillar) -> list[Problem]:
        """Return the problems of a pillar, the most pressing first; without marks in the order of the plan."""
        return sorted(pillar.problems, key=lambda p: (p.rank is None, p.rank or 0, -(p.score or 0)))

    def same_measure(self, target: Target) -> Objective | None:
        """Return the RPJMD objective that the target serves, if both are measured by one indicator in one unit."""
        objective = self.objectives.get(target.objective)
        if not objective or not target.indicator or plain_unit(objective.unit) != plain_unit(target.unit):
            return None
        return objective if same_indicator(objective.indicator, target.indicator) else None

    def weaker(self, target: Target) -> tuple[int, Decimal, Decimal] | None:
        """Return (year, ours, theirs) where a target asks less than the RPJMD in a shared year and unit, else None."""
        objective = self.same_measure(target)
        if objective is None:
            return None
        ours = dict(target.targets)
        for year, theirs in objective.targets:
            mine = ours.get(year)
            if mine is None:
                continue
            if (target.direction == "naik" and mine < theirs) or (target.direction == "turun" and mine > theirs):
                return year, mine, theirs
        return None

    def horizon_end(self) -> int:
        long_term = self.book_data.period.long_term
        return max(long_term) if long_term else self.book_data.period.end


def first_year(book_data: BookData) -> int:
    return min(book_data.period.short_term or book_data.period.years)


def region_name(book_data: BookData) -> tuple[str, str]:
    """Return ('Kabupaten', 'Ponorogo'); a name without either word keeps it whole."""
    for kind in ("Kabupaten", "Kota"):
        if book_data.region.name.startswith(kind + " "):
            return kind, book_data.region.name.removeprefix(kind + " ")
    return "", book_data.region.name


def find_office(book_data: BookData, *words_in_name: str) -> str:
    """Return the first OPD whose name holds one of the words, else empty."""
    for word in words_in_name:
        for opd in book_data.opd:
            if word in opd.name.lower() or word in opd.short.lower():
                return opd.name
    return ""


def placeholders(book_data: BookData, facts: PlanFacts) -> dict:
    kind, name = region_name(book_data)
    programmes = list(facts.programmes.values())
    groups = Counter(p.action_group for p in programmes)
    funding = Counter(f for p in programmes for f in p.funding)
    values = {
        "sebutan_daerah": kind or "Daerah",
        "nama_daerah": name,
        "nama_provinsi": book_data.region.province,
        "jabatan_kepala_daerah": book_data.head or ("Wali Kota" if kind == "Kota" else "Bupati"),
        "ibu_kota": "",
        "tahun_awal": book_data.period.start,
        "tahun_akhir": book_data.period.end,
        "akhir_jangka_panjang": facts.horizon_end(),
        "nama_rpjmd": book_data.rpjmd.document,
        "visi_rpjmd": book_data.rpjmd.vision,
        "visi_smart_city": book_data.vision.statement,
        "daftar_misi": words.listing(m[:1].lower() + m[1:] if m else "" for m in book_data.vision.missions),
        "jumlah_misi_rpjmd": len(book_data.rpjmd.missions) or "",
        "dinas_kominfo": book_data.office or find_office(book_data, "komunikasi", "kominfo", "informatika"),
        "dinas_perencana": find_office(book_data, "perencanaan", "bapperida", "bappeda", "bappelitbang"),
        "jumlah_opd": len(book_data.opd) or "",
        "bulan_tahun_edisi": f"{MONTHS[book_data.read_at.month - 1]} {book_data.read_at.year}",
        "tahun_edisi": book_data.read_at.year,
        "jumlah_masalah": show_number(len(facts.problems)),
        "jumlah_sasaran": show_number(len(facts.targets)),
        "jumlah_strategi": show_number(len(facts.strategies)),
        "jumlah_program": show_number(len(programmes)),
        "jumlah_nominasi": sum(p.quick_win for p in programmes),
        "jumlah_quick_win": sum(p.chosen for p in programmes),
        "total_anggaran": show_rupiah(facts.total),
        "anggaran_tahun_pertama": show_rupiah(sums.per_year(programmes).get(first_year(book_data), 0)),
        "jumlah_program_tanpa_anggaran": len(facts.unbudgeted),
        "jumlah_program_pendek": sum(p.term == "pendek" for p in programmes),
        "jumlah_program_menengah": sum(p.term == "menengah" for p in programmes),
        "jumlah_arah_panjang": sum(len(p.long_term_directions) for p in book_data.pillars),
        "daftar_sumber_dana": words.listing(f"{f} ({n} program)" for f, n in funding.most_common()),
    }
    for key, group in zip(("kebijakan", "infrastruktur", "aplikasi", "sdm", "literasi"), GROUPS, strict=True):
        values[f"jumlah_program_{key}"] = groups[group]
    values |= analysis_facts.values(book_data, facts)
    # zero is a value and is printed
    return {key: str(value) if isinstance(value, int) else value for key, value in values.items()}


def conditions(book_data: BookData, facts: PlanFacts) -> dict[str, bool]:
    programmes = list(facts.programmes.values())
    return analysis_facts.truths(book_data, facts) | {
        # nothing in a plan records that the sheet was signed: the paper says it
        "komitmen_belum_ditandatangani": True,
        "rpjmd_dua_periode": bool(book_data.previous.document),
        "bukti_kosong": any(not p.evidence for p in facts.problems.values()),
        "ada_target_lemah": any(facts.weaker(t) for t in facts.targets.values()),
        "ada_sasaran_tanpa_angka": any(t.baseline is None for t in facts.targets.values()),
        "program_tanpa_anggaran": bool(facts.unbudgeted),
        "ada_program_tanpa_anggaran": bool(facts.unbudgeted),
        "program_tanpa_opd": any(not p.lead_opd for p in programmes),
        "program_tanpa_tahun": any(not p.years for p in programmes),
    }
