"""What the region, its RPJMD, the analyses and the bimteks add up to: values of placeholders, and conditions. Pure."""

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from masterplan.document import words
from masterplan.document.bimteks import BimtekFacts
from masterplan.document.book_data import BookData
from pillars.plan_view.shapes import Component

if TYPE_CHECKING:
    from masterplan.document.plan_facts import PlanFacts


from workshops.dates import long_date
from workshops.number_format import show_number

CONDITIONS = ("baik", "sedang", "buruk")
#: A figure of the population older than so many years is said to be old.
OLD = 2


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


def served(book_data: BookData, facts: "PlanFacts") -> list:
    """Return the objectives of the RPJMD that a target of the plan serves."""
    named = {target.objective for target in facts.targets.values()}
    return [objective for objective in book_data.rpjmd.objectives if objective.code in named]


def values(book_data: BookData, facts: "PlanFacts") -> dict:
    """Return {placeholder: text or number}; "" and None where nothing is known, nought where it is nothing."""
    counts, targets = judged(book_data), facts.targets.values()
    return {
        **_of_region(book_data.region),
        **_of_bimteks(book_data),
        "jumlah_sasaran_rpjmd": len(book_data.rpjmd.objectives) or "",
        "jumlah_sasaran_rpjmd_terkait": len(served(book_data, facts)),
        "jumlah_target_lemah": sum(bool(facts.weaker(target)) for target in targets),
        "jumlah_sasaran_tanpa_angka": sum(target.baseline is None for target in targets),
        "jumlah_aspek": sum(counts[condition] for condition in CONDITIONS),
        **{f"jumlah_aspek_{condition}": counts[condition] for condition in CONDITIONS},
        "komponen_terlemah": words.listing(weakest(book_data)),
        "jumlah_kesenjangan": len(book_data.gaps),
        "jumlah_butir_swot": len(book_data.swot),
        "daftar_kata_kunci": words.listing(keyword.word for keyword in book_data.keywords),
    }


def _of_region(region) -> dict:
    return {
        "luas_wilayah": "" if region.area_km2 is None else f"{show_number(region.area_km2)} km²",
        "jumlah_kecamatan": _number(region.districts),
        "jumlah_desa": _number(region.villages),
        "jumlah_penduduk": _number(region.population),
        "tahun_penduduk": region.population_year or "",
    }


def _number(value) -> str:
    return "" if value is None else show_number(value)


def _of_bimteks(book_data) -> dict:
    closings, took_place = book_data.closings, held(book_data)
    dated = [bimtek for bimtek in took_place if bimtek.first_day]
    subjects = [bimtek.subject for bimtek in closings.bimteks if bimtek.subject]
    found = {
        "jumlah_bimtek": len(took_place) or "",
        "jumlah_hari_bimtek": sum(bimtek.days for bimtek in took_place) or "",
        "tanggal_bimtek_pertama": long_date(min(b.first_day for b in dated)) if dated else "",
        "tanggal_bimtek_terakhir": long_date(max(day for one in dated if (day := last_day(one)))) if dated else "",
        "daftar_pokok_bahasan": words.listing(subject[:1].lower() + subject[1:] for subject in subjects),
        "jumlah_tenaga_ahli": closings.experts or "",
        "jumlah_tugas": closings.tasks or "",
        "jumlah_tugas_selesai": closings.tasks_done if closings.tasks else "",
    }
    if closings.people:
        found |= {
            "jumlah_peserta_unik": closings.people,
            "jumlah_opd": closings.offices,
            "jumlah_lembaga_luar": closings.outside,
        }
    return found


def truths(book_data: BookData, facts: "PlanFacts") -> dict[str, bool]:
    """Return {condition: whether it holds}."""
    aspects = [aspect for component in book_data.readiness for aspect in component.aspects]
    poor = {aspect.aspect.casefold() for aspect in aspects if aspect.condition.lower() == "buruk"}
    year, rpjmd = book_data.region.population_year, book_data.rpjmd
    parts: tuple[Any, ...] = (*rpjmd.missions, *rpjmd.goals, *rpjmd.objectives)
    told = [rpjmd.vision_status] if rpjmd.vision else []
    return {
        "penduduk_lama": year is not None and year < book_data.read_at.year - OLD,
        "pola_bukan_empat": len(book_data.closings.bimteks) not in (0, 4),
        "rpjmd_bukan_naskah_resmi": any(status != "real" for status in (*told, *(part.status for part in parts))),
        "nilai_tanpa_bukti": any(aspect.condition and not aspect.evidence for aspect in aspects),
        "aspek_buruk_tanpa_kesenjangan": bool(poor - {gap.element.casefold() for gap in book_data.gaps}),
        "visi_belum_disepakati": bool(book_data.vision.statement) and book_data.vision.status != "real",
    }
