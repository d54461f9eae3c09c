"""What a plan adds up to: maps from ref to entry, sums of money, counts; what its region, RPJMD, analyses and bimteks
say; and from these the facts that the shipped sentences are filled with and chosen by. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from masterplan.document import sums, words
from masterplan.document.bimteks import BimtekFacts
from masterplan.document.book_data import BookData
from masterplan.document.sentences import Fact, shown
from pillars.kinds import CHAIN, KINDS
from pillars.measures import plain_unit, same_indicator
from pillars.plan_view.cards import Problem, Programme, Target
from pillars.plan_view.shapes import Component, Objective, Pillar
from workshops.dates import MONTHS, long_date
from workshops.number_format import show_number, show_rupiah

#: Groups of action plans, by the word that facts name them with.
GROUPS = {
    "kebijakan": "kebijakan_kelembagaan",
    "infrastruktur": "infrastruktur",
    "aplikasi": "aplikasi",
    "sdm": "kapasitas_sdm",
    "literasi": "literasi",
}
CONDITIONS = ("baik", "sedang", "buruk")
#: A figure of the population older than so many years is said to be old.
OLD = 2


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

    def co_owners(self, entry: Programme | Target) -> str:
        """Return “Ekonomi dan Masyarakat”: the other pillars that own a target or a programme; "" for none."""
        names = dict(self.book_data.beyond.pillars) | {p.code: p.name for p in self.pillars.values()}
        return words.listing(names[code] for code in entry.shared_with if code in names)

    def targets_outside_slice(self, problem: Problem) -> list:
        """Return the targets outside a slice that answer a problem of it: its chain goes on there."""
        return [target for target in self.book_data.beyond.targets if problem.ref in target.touches]

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


def facts_of(book_data: BookData, facts: PlanFacts) -> dict[str, Fact]:
    """Return what the sentences that ship may say of a plan and ask of it: {name: text, number, truth}; "" and None
    where nothing is known, nought where it is nothing. What each means is in `content/books.json`.
    """
    return _of_plan(book_data, facts) | _of_chain(book_data, facts) | _of_analyses(book_data, facts)


def placeholders(book_data: BookData, facts: PlanFacts) -> dict[str, str]:
    """Return the facts of a plan as they are printed."""
    return shown(facts_of(book_data, facts))


def _of_plan(book_data, facts) -> dict[str, Fact]:
    kind, name = region_name(book_data)
    return {
        "sebutan_daerah": kind or "Daerah",
        "nama_daerah": name,
        "nama_provinsi": book_data.region.province,
        "jabatan_kepala_daerah": book_data.head or ("Wali Kota" if kind == "Kota" else "Bupati"),
        "ibu_kota": "",
        "tahun_awal": str(book_data.period.start),
        "tahun_akhir": str(book_data.period.end),
        "akhir_jangka_panjang": str(facts.horizon_end()),
        "nama_rpjmd": book_data.rpjmd.document,
        "visi_rpjmd": book_data.rpjmd.vision,
        "visi_smart_city": book_data.vision.statement,
        "daftar_misi": words.listing(m[:1].lower() + m[1:] if m else "" for m in book_data.vision.missions),
        "jumlah_misi_rpjmd": len(book_data.rpjmd.missions) or None,
        "dinas_kominfo": book_data.office or find_office(book_data, "komunikasi", "kominfo", "informatika"),
        "dinas_perencana": find_office(book_data, "perencanaan", "bapperida", "bappeda", "bappelitbang"),
        "bulan_tahun_edisi": f"{MONTHS[book_data.read_at.month - 1]} {book_data.read_at.year}",
        "tahun_edisi": str(book_data.read_at.year),
        "bagian_rencana": bool(book_data.beyond.title),
        "jumlah_pilar": len(book_data.pillars),
        "daftar_pilar": words.listing(pillar.name for pillar in book_data.pillars),
        "jumlah_sub_dimensi": sum(len(pillar.dimensions) for pillar in book_data.pillars),
        "ada_dewan": bool(book_data.governance.council),
        "ada_tim": bool(book_data.governance.team),
        "ada_forum": bool(book_data.governance.forum),
        # nothing in a plan records that the sheet was signed: the paper says it
        "komitmen_belum_ditandatangani": True,
        "rpjmd_dua_periode": bool(book_data.previous.document),
        **_of_region(book_data.region),
        **_of_bimteks(book_data),
    }


def facts_of_programmes(programmes: Sequence[Programme]) -> dict[str, Fact]:
    """Return what a table of programmes says of them under it; of the plan where they are all of it."""
    loose = sums.undated(programmes)
    return {
        "jumlah_program": len(programmes),
        "jumlah_program_tanpa_anggaran": sums.summed(programmes).unbudgeted,
        "anggaran_tanpa_tahun": show_rupiah(loose) if loose else "",
    }


def _of_chain(book_data, facts) -> dict[str, Fact]:
    programmes = list(facts.programmes.values())
    groups = Counter(p.action_group for p in programmes)
    funding = Counter(f for p in programmes for f in p.funding)
    targets = facts.targets.values()
    answers = [(target.problems if (target := facts.target_of(programme)) else ()) for programme in programmes]
    answers = [facts.problems.keys() & refs for refs in answers]
    return {
        "jumlah_program_menjawab": sum(map(bool, answers)),
        "jumlah_masalah_berprogram": len(set().union(*answers)),
        "jumlah_masalah": len(facts.problems),
        "jumlah_sasaran": len(facts.targets),
        "jumlah_strategi": len(facts.strategies),
        "jumlah_nominasi": sum(p.quick_win for p in programmes),
        "jumlah_quick_win": sum(p.chosen for p in programmes),
        "total_anggaran": show_rupiah(facts.total),
        "anggaran_tahun_pertama": show_rupiah(sums.per_year(programmes).get(first_year(book_data), 0)),
        **facts_of_programmes(programmes),
        "jumlah_program_pendek": sum(p.term == "pendek" for p in programmes),
        "jumlah_program_menengah": sum(p.term == "menengah" for p in programmes),
        "jumlah_arah_panjang": sum(len(p.long_term_directions) for p in book_data.pillars),
        "ada_sumber_dana_gabungan": any(len(p.funding) > 1 for p in programmes),
        "daftar_sumber_dana": words.listing(f"{f} ({n} program)" for f, n in funding.most_common()),
        **{f"jumlah_program_{key}": groups[group] for key, group in GROUPS.items()},
        "jumlah_sasaran_rpjmd": len(book_data.rpjmd.objectives) or None,
        "jumlah_sasaran_rpjmd_terkait": len(served(book_data, facts)),
        "jumlah_target_lemah": sum(bool(facts.weaker(target)) for target in targets),
        "jumlah_sasaran_tanpa_angka": sum(target.baseline is None for target in targets),
        "bukti_kosong": any(not p.evidence for p in facts.problems.values()),
        "program_tanpa_opd": any(not p.lead_opd for p in programmes),
        "program_tanpa_tahun": any(not p.years for p in programmes),
    }


def conditions_of(component: Component) -> Counter:
    """Return how many aspects of a component are baik, sedang, buruk, or "" (not judged yet)."""
    said = (aspect.condition.lower() for aspect in component.aspects)
    return Counter(word if word in CONDITIONS else "" for word in said)


def judged(book_data: BookData) -> Counter:
    return sum((conditions_of(component) for component in book_data.readiness), Counter())


def weakest(book_data: BookData) -> list[str]:
    """Return the components with most aspects that are buruk; where none is, those with most that are only sedang."""
    for condition in ("buruk", "sedang"):
        counts = {c.component.capitalize(): conditions_of(c)[condition] for c in book_data.readiness}
        if most := max(counts.values(), default=0):
            return [name for name, count in counts.items() if count == most]
    return []


def held(book_data: BookData) -> list:
    """Return the bimteks that took place: somebody came, or the minutes are signed."""
    return [bimtek for bimtek in book_data.closings.bimteks if bimtek.came or bimtek.is_signed]


def last_day(bimtek: BimtekFacts) -> date | None:
    return bimtek.first_day and bimtek.first_day + timedelta(days=max(bimtek.days, 1) - 1)


def served(book_data: BookData, facts: PlanFacts) -> list:
    """Return the objectives of the RPJMD that a target of the plan serves."""
    named = {target.objective for target in facts.targets.values()}
    return [objective for objective in book_data.rpjmd.objectives if objective.code in named]


def _of_analyses(book_data, facts) -> dict[str, Fact]:
    counts = judged(book_data)
    aspects = [aspect for component in book_data.readiness for aspect in component.aspects]
    poor = {aspect.aspect.casefold() for aspect in aspects if aspect.condition.lower() == "buruk"}
    year, rpjmd = book_data.region.population_year, book_data.rpjmd
    parts: tuple[Any, ...] = (*rpjmd.missions, *rpjmd.goals, *rpjmd.objectives)
    told = [rpjmd.vision_status] if rpjmd.vision else []
    return {
        "jumlah_aspek": sum(counts[condition] for condition in CONDITIONS),
        **{f"jumlah_aspek_{condition}": counts[condition] for condition in CONDITIONS},
        "komponen_terlemah": words.listing(weakest(book_data)),
        "jumlah_kesenjangan": len(book_data.gaps),
        "jumlah_butir_swot": len(book_data.swot),
        "daftar_kata_kunci": words.listing(keyword.word for keyword in book_data.keywords),
        "penduduk_lama": year is not None and year < book_data.read_at.year - OLD,
        "rpjmd_bukan_naskah_resmi": any(status != "real" for status in (*told, *(part.status for part in parts))),
        "nilai_tanpa_bukti": any(aspect.condition and not aspect.evidence for aspect in aspects),
        "aspek_buruk_tanpa_kesenjangan": bool(poor - {gap.element.casefold() for gap in book_data.gaps}),
        "visi_belum_disepakati": bool(book_data.vision.statement) and book_data.vision.status != "real",
    }


def _of_region(region) -> dict[str, Fact]:
    return {
        "luas_wilayah": "" if region.area_km2 is None else f"{show_number(region.area_km2)} km²",
        "jumlah_kecamatan": region.districts,
        "jumlah_desa": region.villages,
        "jumlah_penduduk": region.population,
        "tahun_penduduk": str(region.population_year or ""),
    }


def _of_bimteks(book_data) -> dict[str, Fact]:
    closings, took_place = book_data.closings, held(book_data)
    dated = [bimtek for bimtek in took_place if bimtek.first_day]
    subjects = [bimtek.subject for bimtek in closings.bimteks if bimtek.subject]
    found: dict[str, Fact] = {
        "jumlah_bimtek_rencana": len(closings.bimteks),
        "jumlah_bimtek": len(took_place) or None,
        "jumlah_hari_bimtek": sum(bimtek.days for bimtek in took_place) or None,
        "tanggal_bimtek_pertama": long_date(min(b.first_day for b in dated)) if dated else "",
        "tanggal_bimtek_terakhir": long_date(max(day for one in dated if (day := last_day(one)))) if dated else "",
        "daftar_pokok_bahasan": words.listing(subject[:1].lower() + subject[1:] for subject in subjects),
        "jumlah_tenaga_ahli": closings.experts or None,
        "jumlah_tugas": closings.tasks or None,
        "jumlah_tugas_selesai": closings.tasks_done if closings.tasks else None,
    }
    if closings.people:
        found |= {
            "jumlah_peserta_unik": closings.people,
            "jumlah_opd": closings.offices,
            "jumlah_lembaga_luar": closings.outside,
        }
    return found
