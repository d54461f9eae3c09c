"""From a checked document to unsaved rows of every table, linked with each other, in the order to insert them."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from masterplan.book_details.models import Outline, Particulars
from masterplan.exchange import shapes
from masterplan.exchange.cards import KEYS, NAMED, lists_of_cards
from masterplan.exchange.codes import Codes, swot_statements
from masterplan.exchange.columns import columns_of, decimal_text, object_of, rough
from masterplan.exchange.objects import (
    OWN_ROWS,
    measured_object,
    objective_object,
    plan_object,
    swot_object,
    without_row_lists,
)
from masterplan.exchange.references import CHAIN as KINDS_OF_LISTS
from masterplan.exchange.references import names_of_office, office_key
from masterplan.exchange.slugs import pillar_slug
from masterplan.exchange.unknown_keys import unknown_of
from pillars import models
from pillars.cards.actions.save import CODE_LETTERS
from pillars.cards.values import CARD_MODELS
from pillars.catalogue import BY_CODE
from pillars.kinds import KINDS
from workshops.membership.models import Group
from workshops.plans.models import Governance, Opd, Plan, Region

SYSTEM = "sistem"
#: Marks the codes of the previous RPJMD, which may be those of the present one.
BEFORE = "_sebelumnya"
#: The lists of a pillar in the file.
CHAIN = {key: CARD_MODELS[kind] for key, kind in KINDS_OF_LISTS.items()}


class Rows:
    """All rows of one plan. `batches` yields (model, rows) so that what a row points at comes before it."""

    def __init__(self, document: dict[str, Any], slug: str, at: datetime) -> None:
        self.document = document
        self.at = at
        self.rows = {}
        self.found = {}
        self.counters = Counter()
        self._pointing = []
        self._plan(slug)
        self._offices()
        self._rpjmd()
        self._renstra()
        self._governance()
        self._readiness()
        self._vision()
        self._action_plans()
        self._pillars()
        self._analyses()
        self._quick_wins()
        self._realisations()
        self._point()
        self.plan.counters = dict(self.counters)

    def batches(self) -> Iterable[Any]:
        return self.rows.items()

    # ---- the parts of every row

    def _new(self, model, table, source, told=object_of, era="", **columns):
        """An unsaved row of this plan from an object of the file; `era` see `_framework`."""
        find = (lambda kind, code: self._find(kind if kind == "opd" else kind + era, code)) if era else self._find
        row = model(plan=self.plan, **columns_of(table, source, find) | columns)
        row.extra = self._extra(source, told(table, row))
        return self._add(row)

    def _new_card(self, model, position, source, **columns):
        """An unsaved card from an object of the file; the cards that it points at are found when all are there."""
        fields = KINDS[model.KIND].fields
        # null is an answer here: somebody looked, and there is no number.
        asked = [field.key for field in fields if field.allows_no_data]
        columns |= {f"{key}_no_data": key in source and source[key] is None for key in asked}
        codes = {field.key: _each_once(source.get(field.key)) for field in lists_of_cards(model.KIND)}
        pointed = {key: given for key, given in codes.items() if given}
        told = lambda keys, row: object_of(keys, row) | pointed  # noqa: E731
        card = self._card(model, position)
        if "pillar" in columns:
            card["code"] = f"{columns['pillar'].code}-{card['code']}"
        row = self._new(model, KEYS[model.KIND], source, told, **card | columns)
        self._pointing.append((row, codes))
        return row

    def _point(self):
        """Sets the lists of cards, by their refs; a target answers its problems by rows of their own."""
        for row, codes in self._pointing:
            for field in lists_of_cards(row.KIND):
                found = [self._find(NAMED[field.points_to][0], code) for code in codes[field.key]]
                if not isinstance(row, models.Target):
                    setattr(row, field.key, [card.ref for card in found] or None)
                    continue
                for place, problem in enumerate(found):
                    self._add(models.Answer(plan=self.plan, target=row, problem=problem, position=place))

    def _add(self, row):
        self.rows.setdefault(type(row), []).append(row)
        return row

    def _extra(self, source, told):
        return unknown_of(without_row_lists(source), told, computed=("score", "tingkat"))

    def _find(self, kind, code):
        return self.found[kind][office_key(code) if kind == "opd" else code]

    def _know(self, kind, row):
        self.found.setdefault(kind, {})[row.code] = row
        return row

    def _number(self, kind):
        self.counters[kind] += 1
        return self.counters[kind]

    def _list(self, name):
        return self.document.get(name) or []

    # ---- the plan and its frame

    def _plan(self, slug):
        region, period = self.document["region"], self.document["period"]
        self.region = self._add(Region(**columns_of(shapes.REGION, region, None)))
        columns = columns_of(shapes.REGION_OF_PLAN, region, None) | columns_of(shapes.PERIOD, period, None)
        note = rough(self.document.get("note"))
        self.plan = self._add(Plan(slug=slug, region=self.region, head=1, note=note, **columns))
        source = {key: value for key, value in self.document.items() if not (key in OWN_ROWS and value)}
        self.plan.extra = unknown_of(source, plan_object(self.plan), as_written=("note",))

    def _offices(self):
        for office in self._list("opd"):
            self._new(Opd, shapes.OPD, office, number=self._number("opd"))
        found = self.found.setdefault("opd", {})
        # Names win over short names, and those over aliases, whatever the order of the list.
        spellings = [names_of_office(office) for office in self._list("opd")]
        for place in range(max(map(len, spellings), default=0)):
            for row, texts in zip(self.rows.get(Opd, []), spellings, strict=True):
                if place < len(texts):
                    found.setdefault(office_key(texts[place]), row)

    def _rpjmd(self):
        # what is pointed at comes first, whichever of the two documents has it
        for model in (models.RpjmdDocument, models.Mission, models.Goal, models.Objective, models.ObjectiveIndicator):
            self.rows.setdefault(model, [])
        if source := self.document.get("rpjmd"):
            row = self._new(models.RpjmdDocument, shapes.RPJMD, source, role=models.RpjmdDocument.CURRENT)
            self._framework(row, source)
        if source := self.document.get("rpjmd_previous"):
            row = self._new(models.RpjmdDocument, shapes.RPJMD_PREVIOUS, source, role=models.RpjmdDocument.PREVIOUS)
            for position, item in enumerate(source.get("iku") or [], 1):
                self._new(models.PreviousIndicator, shapes.PREVIOUS_INDICATOR, item, document=row, position=position)
            self._framework(row, source, BEFORE)

    def _framework(self, document, source, era=""):
        """Misi, tujuan and sasaran of one document; `era` sets the codes of the two apart."""
        for key, model, table in (("misi", models.Mission, shapes.MISSION), ("tujuan", models.Goal, shapes.GOAL)):
            codes = Codes(source.get(key), key[:1].upper())
            for position, item in enumerate(source.get(key) or [], 1):
                columns = {"document": document, "position": position, "code": codes.of(item)}
                self._know(key + era, self._new(model, table, item, era=era, **columns))
        codes = Codes(source.get("sasaran"), "S")
        for position, item in enumerate(source.get("sasaran") or [], 1):
            columns = {"document": document, "position": position, "code": codes.of(item)}
            columns |= {"number": self._number("rpjmd"), "targets": _targets_of(item)}
            beside = self._beside(item)
            told = lambda _table, row, beside=beside: objective_object(row, beside)  # noqa: E731
            row = self._new(models.Objective, shapes.OBJECTIVE, item, told, era=era, **columns)
            self._know("sasaran" + era, row)
            for place, one in enumerate(item.get("indicators") or [], 1):
                self._indicator(row, place, one)
            self._support(models.Objective, row, beside)

    def _indicator(self, objective, place, item):
        beside = self._beside(item)
        told = lambda table, row: measured_object(table, row, beside)  # noqa: E731
        columns = {"objective": objective, "position": place}
        row = self._new(models.ObjectiveIndicator, shapes.OBJECTIVE_INDICATOR, item, told, **columns)
        self._support(models.ObjectiveIndicator, row, beside)

    def _beside(self, item):
        """The offices of `support_opd`, each once, in the order in which the plan knows them."""
        offices = [self._find("opd", name) for name in item.get("support_opd") or []]
        return sorted({office.number: office for office in offices}.values(), key=lambda office: office.number)

    def _support(self, model, row, offices):
        through = model.support_opds.through
        for office in offices:
            link = through(**{model._meta.model_name: row, "opd": office})
            self.rows.setdefault(through, []).append(link)

    def _renstra(self):
        given = [source.get("ref") or "" for source in self._list("renstra")]
        matches = [re.fullmatch("renstra-([1-9][0-9]{0,8})", ref) for ref in given]
        self.counters["renstra"] = max((int(match[1]) for match in matches if match), default=0)
        for source, match in zip(self._list("renstra"), matches, strict=True):
            number = int(match[1]) if match else self._number("renstra")
            row = self._new(models.RenstraProgramme, shapes.RENSTRA, source, number=number)
            self.found.setdefault("renstra", {})[source.get("ref") or row.ref] = row
        for position, source in enumerate(self._list("nomenclature"), 1):
            self._new(models.NomenclatureCode, shapes.NOMENCLATURE, source, position=position)

    def _governance(self):
        if source := self.document.get("governance_bodies"):
            self._new(Governance, shapes.GOVERNANCE, source)

    def _readiness(self):
        for position, source in enumerate(self._list("readiness"), 1):
            component = self._new(models.ReadinessComponent, shapes.READINESS, source, position=position)
            for place, aspect in enumerate(source.get("aspects") or [], 1):
                self._new_card(models.ReadinessAspect, place, aspect, section=component)

    def _vision(self):
        source, swot = self.document.get("smart_city_vision") or {}, self.document.get("swot") or {}
        if not source and not swot:
            return
        vision = self._new_card(models.VisionMission, 1, source, swot_status=swot.get("status") or None)
        items = []
        for kind, place, item, code in swot_statements(swot):
            columns = columns_of(KEYS["swot"], item, self._find) | {"type": kind, "code": code}
            row = models.SwotItem(plan=self.plan, **self._card(models.SwotItem, place + 1) | columns)
            items.append(self._add(self._know("swot", row)))
        vision.swot_extra = unknown_of(swot, swot_object(vision, items))

    def _analyses(self):
        """The cards of no pillar that point at others of the plan."""
        aims = (self.document.get("smart_city_vision") or {}).get("tujuan")
        for given, model in (
            (self._list("gap_analysis"), models.Gap),
            (self._list("vision_keywords"), models.Keyword),
            (aims or [], models.Aim),
        ):
            codes = Codes(given, CODE_LETTERS[model.KIND])
            for position, source in enumerate(given, 1):
                self._new_card(model, position, source, code=codes.of(source))

    def _action_plans(self):
        for position, source in enumerate(self._list("supporting_action_plans"), 1):
            self._new(models.ActionPlan, shapes.ACTION_PLAN, source, position=position)

    # ---- pillars and the chain

    def _pillars(self):
        sources = self.document["pillars"]
        orders = [source.get("order") for source in sources]
        in_order = None not in orders and len(set(orders)) == len(orders)
        for place, source in enumerate(sources, 1):
            self._pillar(source, source["order"] if in_order else place)
        for key, model in CHAIN.items():
            for pillar, source in zip(self.rows.get(models.Pillar, []), sources, strict=True):
                self._entries(key, model, pillar, source)

    def _pillar(self, source, position):
        taken = {row.slug for row in self.rows.get(models.Pillar, [])}
        slug = pillar_slug(source["code"], source["name_id"], taken)
        pillar = self._know("pillars", self._new(models.Pillar, shapes.PILLAR, source, position=position, slug=slug))
        known = BY_CODE.get(pillar.code)
        name = known.short_name if known and known.name_id == pillar.name_id else pillar.name_id
        group = Group(plan=self.plan, pillar_code=pillar.code, slug=slug, name=name, position=position)
        self._add(group)
        for place, item in enumerate(source.get("dimensions") or [], 1):
            row = self._new(models.Dimension, shapes.DIMENSION, item, pillar=pillar, position=place)
            self._know("dimensions", row)

    def _entries(self, key, model, pillar, source):
        given = source.get(key) or []
        codes = Codes(given, f"{pillar.code}-{CODE_LETTERS[model.KIND]}")
        for position, item in enumerate(given, 1):
            self._know(key, self._new_card(model, position, item, pillar=pillar, code=codes.of(item)))

    def _card(self, model, position):
        """The columns of a card that the file says nothing of."""
        number = self._number(model.KIND)
        return {
            "number": number,
            "code": f"{CODE_LETTERS[model.KIND]}{number}" if model.KIND in CODE_LETTERS else "",
            "position": position,
            "version": self.plan.head,
            "created_by": SYSTEM,
            "changed_by": SYSTEM,
            "changed_at": self.at,
        }

    def _quick_wins(self):
        for position, source in enumerate(self._list("quick_win_profiles"), 1):
            pillar = self._find("programmes", source["programme_ref"]).pillar
            profile = self._new_card(models.QuickWinProfile, position, source, pillar=pillar)
            if "pillar" not in source:
                profile.extra |= {shapes.UNSAID: True}
            for place, item in enumerate(source.get("risiko") or [], 1):
                self._new_card(models.Risk, place, item, profile=profile, pillar=pillar)
        self._nominations()

    def _nominations(self):
        """Those of the file, and an empty one for every other programme that the file says is nominated."""
        told = set()
        for position, source in enumerate(self._list("quick_win_nominations"), 1):
            programme = self._find("programmes", source["programme_ref"]) if source.get("programme_ref") else None
            pillar = programme.pillar if programme else self._find("pillars", source["pillar"])
            nomination = self._new_card(models.Nomination, position, source, pillar=pillar)
            nomination.extra |= {shapes.SAID: True}
            told.add(programme.code if programme else None)
        for programme in self.rows.get(models.Programme, []):
            if programme.quick_win and programme.code not in told:
                position = len(self.rows.get(models.Nomination, [])) + 1
                self._new_card(models.Nomination, position, {}, pillar=programme.pillar, programme=programme)

    def _realisations(self):
        for key, model in (
            ("realisations", models.Realisation),
            ("evaluation_answers", models.ItemAnswer),
            ("narratives", models.Narrative),
        ):
            for position, source in enumerate(self._list(key), 1):
                self._new_card(model, position, source)
        for source in self._list("book_outlines"):
            self._new(Outline, shapes.OUTLINE, source)
        if told := self.document.get("book_particulars"):
            self._add(Particulars(plan=self.plan, values=told))


def _each_once(codes):
    return [code for code in dict.fromkeys(codes or ()) if code]


def _targets_of(item):
    """{"2029": "80"} from the keys `target_2029` of an objective, earliest first."""
    years = sorted(key for key in item if re.fullmatch(shapes.TARGET_OF_YEAR + "[0-9]{4}", key))
    return {key.removeprefix(shapes.TARGET_OF_YEAR): decimal_text(item[key]) for key in years if item[key] is not None}
