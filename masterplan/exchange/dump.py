"""A plan as a file again. Reads one unchanging picture of the plan in a fixed number of queries."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from masterplan.book_details.queries import book_details_of
from masterplan.exchange import shapes, unknown_keys
from masterplan.exchange.cards import KEYS, lists_of_cards
from masterplan.exchange.columns import names, object_of
from masterplan.exchange.objects import (
    SECTIONS,
    measured_object,
    objective_object,
    objective_order,
    plan_object,
    plan_order,
    swot_object,
)
from masterplan.exchange.references import CHAIN
from masterplan.exchange.reviews import check_answers, review_notes
from pillars.cards.queries import SHOWN_WITH, find_entry
from pillars.cards.values import CARD_MODELS
from pillars.models import Answer, Choosing, Evidence, RpjmdDocument, VisionMission
from pillars.models.analysis import ReadinessComponent
from pillars.models.quick_wins import QuickWinProfile
from pillars.plan_view.read import snapshot
from pillars.prioritisation.queries import read_result
from workshops.plans.models import Plan

#: The lists of a card's result in the file: how many gave 1, 2, 3, 4, 5.
SCORES = ("urgency", "seriousness", "growth")


#: Said in the file where the plan has proofs.
NOT_CARRIED = "Berkas bukti tidak ikut dalam berkas ini; unduh dari Rembuk, lalu unggah lagi di tempat baru."


class CodesOfCards:
    """What the cards of a plan are called by others of them."""

    @cached_property
    def _codes(self):
        return {}

    def of(self, kind: str) -> list[Any]:
        """Return the live rows of a kind in their order."""
        raise NotImplementedError

    def codes(self, kind: str) -> dict[str, str]:
        """Return {ref: code} of the live cards of a kind."""
        if kind not in self._codes:
            self._codes[kind] = {row.ref: row.code for row in self.of(kind)}
        return self._codes[kind]


class Cards(CodesOfCards):
    """The live cards of a plan as they stand. `masterplan.history` gives them as they stood."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._read = {}

    def of(self, kind: str) -> list[Any]:
        """Return the live rows of a kind in their order; targets with their answers to live problems.

        Asked for once.
        """
        if kind not in self._read:
            self._read[kind] = self._rows(kind)
        return self._read[kind]

    def _rows(self, kind):
        rows = CARD_MODELS[kind].objects.filter(plan=self.plan, deleted_in=None)
        rows = rows.select_related(*SHOWN_WITH[kind]) if SHOWN_WITH[kind] else rows
        if kind == "sasaran":
            answers = Answer.objects.filter(problem__deleted_in=None).select_related("problem")
            rows = rows.prefetch_related(Prefetch("answers", queryset=answers))
        return list(rows)

    def profiles(self) -> list[QuickWinProfile]:
        """Return the profiles of quick wins whose programme is live, in their order."""
        rows = [row for row in self.of("profil_quick_win") if not row.programme.is_deleted]
        return sorted(rows, key=lambda row: row.number)

    def sections(self) -> list[ReadinessComponent]:
        """Return the components of the readiness."""
        return list(self.plan.readiness.all())


def dump_plan(plan: Plan, cards: Callable[..., Any] | type[Any] = Cards, *, whole: bool = True) -> dict[str, Any]:
    """Return the document of a plan. Entries in the bin are not part of it. `cards(plan)`: where its cards come from.

    whole  False leaves out what is no card and has no history: the frame, results of choosings, notes.
    """
    with snapshot():
        plan = Plan.objects.select_related("region").get(pk=plan.pk)
        return _document(plan, cards(plan), whole)


def write_document(document: dict[str, Any]) -> str:
    """Return the text of the file: UTF-8 letters as they are, one space of indent, a line end at the end."""
    return unknown_keys.write(document, ensure_ascii=False, indent=1, separators=(",", ": ")) + "\n"


def _document(plan, cards, whole):
    parts = plan_object(plan)
    order = plan_order()
    parts |= {key: value for key, value in _parts(plan, cards, whole) if value}
    given = unknown_keys.restore(parts, plan.extra, SECTIONS)
    return {key: unknown_keys.restore(value, {}, order[key]) if key in order else value for key, value in given.items()}


def _parts(plan, cards, whole):
    yield from _vision_and_swot(cards)
    if whole:
        yield from _rpjmd(plan)
        yield "opd", [_object(shapes.OPD, row) for row in plan.opds.all()]
        renstra = plan.renstra_programmes.select_related("opd").order_by("number")
        yield "renstra", [_object(shapes.RENSTRA, row) for row in renstra]
        yield "nomenclature", [_object(shapes.NOMENCLATURE, row) for row in plan.nomenclature.order_by("pk")]
        yield "governance_bodies", _governance(plan)
    yield "readiness", _readiness(cards)
    yield "gap_analysis", _cards(cards, "kesenjangan")
    yield "vision_keywords", _cards(cards, "kata_kunci")
    if whole:
        yield "supporting_action_plans", [_object(shapes.ACTION_PLAN, row) for row in plan.action_plans.all()]
    yield "pillars", _pillars(plan, cards)
    yield "quick_win_profiles", list(_quick_wins(cards))
    yield "quick_win_nominations", _nominations(cards)
    yield "realisations", _realisations(cards)
    yield "evaluation_answers", _cards(cards, "butir_evaluasi")
    yield "narratives", _cards(cards, "naskah")
    if whole:
        yield "book_outlines", [_object(shapes.OUTLINE, row) for row in plan.outlines.order_by("pk")]
        yield "book_particulars", book_details_of(plan)
        yield "choosing_results", _choosings(plan)
        yield "swot_agreement", _swot_agreement(plan, cards)
        yield "review_notes", review_notes(plan) if isinstance(cards, Cards) else []
        yield "check_answers", check_answers(plan) if isinstance(cards, Cards) else []
        yield "evidence_files", _files(plan) if isinstance(cards, Cards) else {}


def _object(table, row, **lists):
    """An object of the file: what the row's columns tell, its lists, and what was kept beside the row."""
    told = object_of(table, row) | {key: value for key, value in lists.items() if value}
    return unknown_keys.restore(told, row.extra, names(table))


def _vision_and_swot(cards):
    row, statements = next(iter(cards.of("visi_misi")), None), cards.of("swot")
    aims = _cards(cards, "tujuan")
    if row is not None or aims:
        yield "smart_city_vision", _card(cards, row or VisionMission(), tujuan=aims)
    if row is not None or statements:
        row = row or VisionMission()
        yield "swot", unknown_keys.restore(swot_object(row, statements), row.swot_extra, names(shapes.SWOT))


def _card(cards, row, **lists):
    """The object of a card: its fields, the codes of the live cards that it points at, its lists."""
    for field in lists_of_cards(row.KIND):
        codes = cards.codes(field.points_to)
        lists[field.key] = [codes[ref] for ref in getattr(row, field.key) or () if ref in codes]
    return _object(KEYS[row.KIND], row, **lists)


def _cards(cards, kind):
    return [_card(cards, row) for row in cards.of(kind)]


def _swot_agreement(plan, cards):
    """How many agree with each statement, by its code; who, stands in no file. Only of the plan as it stands."""
    given = plan.swot_agreements.values_list("item__number", flat=True) if isinstance(cards, Cards) else ()
    counted = Counter(given)
    return [{"code": row.code, "people": counted[row.number]} for row in cards.of("swot") if counted.get(row.number)]


def _rpjmd(plan):
    documents = {
        row.role: row
        for row in plan.rpjmd_documents.prefetch_related(
            *("missions", "goals__mission", "indicators", "objectives__goal", "objectives__lead_opd"),
            *("objectives__support_opds", "objectives__further__lead_opd", "objectives__further__support_opds"),
        )
    }
    if row := documents.get(RpjmdDocument.CURRENT):
        yield "rpjmd", _object(shapes.RPJMD, row, **_lists_of(row))
    if row := documents.get(RpjmdDocument.PREVIOUS):
        iku = [_object(shapes.PREVIOUS_INDICATOR, indicator) for indicator in row.indicators.all()]
        yield "rpjmd_previous", _object(shapes.RPJMD_PREVIOUS, row, iku=iku, **_lists_of(row))


def _lists_of(document):
    return {
        "misi": [_object(shapes.MISSION, mission) for mission in document.missions.all()],
        "tujuan": [_object(shapes.GOAL, goal) for goal in document.goals.all()],
        "sasaran": [_objective(objective) for objective in document.objectives.all()],
    }


def _objective(row):
    told = objective_object(row, row.support_opds.all())
    if further := [_indicator(one) for one in row.further.all()]:
        told["indicators"] = further
    whole = unknown_keys.restore(told, row.extra, ())
    return unknown_keys.restore(whole, {}, objective_order(whole))


def _indicator(row):
    told = measured_object(shapes.OBJECTIVE_INDICATOR, row, row.support_opds.all())
    return unknown_keys.restore(told, row.extra, names(shapes.OBJECTIVE_INDICATOR))


def _governance(plan):
    row = getattr(plan, "governance", None)
    return row and _object(shapes.GOVERNANCE, row)


def _readiness(cards):
    aspects = {}
    for row in cards.of("kesiapan"):
        aspects.setdefault(row.section_id, []).append(_card(cards, row))
    return [_object(shapes.READINESS, row, aspects=aspects.get(row.pk, [])) for row in cards.sections()]


def _choosings(plan):
    """Results that everybody may know: a choosing whose scores are secret, or were never shown, is not in the file."""
    if not plan.counters.get("pilihan"):
        return []
    rows = Choosing.objects.filter(plan=plan, state=Choosing.SHOWN).select_related("pillar").order_by("number")
    return [_choosing(row) for row in rows]


def _choosing(row):
    result = read_result(row)
    told = {"pillar": row.pillar.code, "kind": row.kind, "way": row.way, "members": result.members}
    cards = [
        {"code": line.code, "place": line.ranked.place, "total": line.ranked.total, "people": line.ranked.people}
        | {name: [bar.people for bar in letter.bars] for name, letter in zip(SCORES, line.ranked.letters, strict=False)}
        for line in result.scored
    ]
    return told | {"people": result.people, "shown_at": row.shown_at.isoformat(), "cards": cards}


def _realisations(cards):
    """How far programmes came, year by year; of a programme in the bin nothing is told."""
    rows = [row for row in cards.of("realisasi") if not row.programme.is_deleted]
    return [_card(cards, row) for row in rows]


def _files(plan):
    """That proofs are not in the file, and which: by the card that each hangs on, its name, size and fingerprint."""
    rows = list(Evidence.objects.filter(plan=plan, removed_at=None))
    cards = {ref: _known_as(find_entry(plan, ref, with_deleted=True)) for ref in {row.card for row in rows}}
    files = [{"card": cards[row.card], "name": row.name, "size": row.size, "sha256": row.sha256} for row in rows]
    return {"note": NOT_CARRIED, "files": files} if files else {}


def _known_as(card):
    """A card as people find it again: its code; what is reported, by programme or question and the year."""
    if card.KIND == "butir_evaluasi":
        return f"{card.item} {card.report_year}"
    return f"{card.programme.code} {card.year}" if card.KIND == "realisasi" else card.code


def _pillars(plan, cards):
    lists = {
        "dimensions": _by_pillar(plan.dimensions.all(), lambda row: _object(shapes.DIMENSION, row)),
        **{key: _by_pillar(cards.of(kind), lambda row: _card(cards, row)) for key, kind in CHAIN.items()},
    }
    # The order in which they were made is that of the file, whatever their places on the board.
    return [
        _object(shapes.PILLAR, row, **{key: given.get(row.pk) for key, given in lists.items()})
        for row in plan.pillars.order_by("pk")
    ]


def _by_pillar(rows, make):
    given = {}
    for row in rows:
        given.setdefault(row.pillar_id, []).append(make(row))
    return given


def _quick_wins(cards):
    risks = {}
    for row in cards.of("risiko"):
        risks.setdefault(row.profile.number, []).append(_card(cards, row))
    for row in cards.profiles():
        told = _card(cards, row, risiko=risks.get(row.number, []))
        if row.extra.get(shapes.UNSAID):
            del told["pillar"]
        yield told


def _nominations(cards):
    """Proposals, and what is said of a nominated programme beyond its own mark."""
    rows = sorted(cards.of("nominasi_quick_win"), key=lambda row: row.number)
    rows = [row for row in rows if row.programme is None or not row.programme.is_deleted]
    told = [_card(cards, row) for row in rows]
    plain = {"pillar", "programme_ref"}
    return [one for row, one in zip(rows, told, strict=True) if one.keys() - plain or row.extra.get(shapes.SAID)]
