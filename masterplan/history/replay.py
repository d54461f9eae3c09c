"""The cards of a plan as they stood after event N: the present rows, with what the journal says taken back.

The journal holds before and after of every field, also of what follows by itself (`Event.followed`); so the cards of
now, walked backwards through all events after N, are those of N. The law in `tests/masterplan/history/test_law.py`
holds this against what a dump said at N. Whoever writes a card must journal every column that a file or a board shows.

What is no card (OPDs, RPJMD, names of groups and pillars) is not walked back: it is as it is now.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Q

from masterplan.exchange.dump import CodesOfCards
from pillars.cards.queries import SHOWN_WITH, PillarChain, chained, hang
from pillars.cards.values import CARD_MODELS, CHAIN_MODELS, PARENT_FIELD, births, from_json, set_value
from pillars.kinds import KINDS
from pillars.models import Answer, Objective, RenstraProgramme
from pillars.models.analysis import ReadinessComponent
from pillars.models.quick_wins import QuickWinProfile
from workshops.live.models import Event
from workshops.plans.models import Opd, Plan

#: A bin of the past: which event it was is not asked.
BINNED = 0
#: Events that made the whole plan: before them there was no card.
LOADED = ("plan.loaded", "plan.created")
#: Columns that the journal holds as they are and that no field of a kind describes.
PLAIN = ("position", "rank", "shared_with")
_ROWS = {"dimension": "_dimensions", "opd": "_offices", "renstra": "_renstra"}
_ROWS |= dict.fromkeys(("rpjmd", "rpjmd_previous"), "_objectives")


class PastCards(CodesOfCards):
    """The cards of `plan` after its event `number`; the same face as `exchange.dump.Cards`.

    Reads every row once and the events after `number` once: a number of queries that does not grow. To be read within
    `pillars.plan_view.read.snapshot`, so that rows and journal are of one moment.
    """

    def __init__(self, plan: Plan, number: int, kinds: Iterable[str] = CARD_MODELS) -> None:
        """`kinds`: those that will be asked for, with the kinds that they hang from."""
        self.plan, self.number = plan, number
        self._born, self._was = set(), {}
        self._walk_back()
        self.rows = {kind: self._rows_of(kind) for kind in kinds}
        self._answers = self._answers_now()
        for ref, changed in self._was.items():
            if row := self._row(ref):
                for key, value in changed.items():
                    self._set(row, key, value)
        self._link()

    @cached_property
    def _offices(self):
        return {row.ref: row for row in Opd.every.filter(plan=self.plan)}

    @cached_property
    def _objectives(self):
        return {row.ref: row for row in Objective.objects.filter(plan=self.plan)}

    @cached_property
    def _renstra(self):
        return {row.ref: row for row in RenstraProgramme.objects.filter(plan=self.plan)}

    @cached_property
    def _dimensions(self):
        return {row.code: row for row in self.plan.dimensions.all()}

    @cached_property
    def _pillars(self):
        return {row.code: row for row in self.plan.pillars.all()}

    @cached_property
    def _sections(self):
        return {row.component: row for row in self.plan.readiness.all()}

    def of(self, kind: str) -> list[Any]:
        """Return the live rows of a kind in their order; targets with their answers to live problems."""
        rows = [row for row in self.rows[kind].values() if row.deleted_in is None]
        return sorted(rows, key=lambda row: (row.position, row.number))

    def profiles(self) -> list[QuickWinProfile]:
        """Return the profiles of quick wins whose programme was live, in their order."""
        rows = [row for row in self.of("profil_quick_win") if row.programme.deleted_in is None]
        return sorted(rows, key=lambda row: row.number)

    def sections(self) -> list[ReadinessComponent]:
        """Return the components of the readiness, without those that got their first finding later."""
        rows = self.rows["kesiapan"].values()
        there = {row.section_id for row in rows}
        # a finding that was made later, or was given this component later, made the section
        now = CARD_MODELS["kesiapan"].objects.filter(plan=self.plan).order_by().values_list("section_id", flat=True)
        later = set(now) - there
        return [row for row in self._sections.values() if row.pk not in later]

    def chains(self) -> dict[int, PillarChain]:
        """Return {pillar id: Chain} as `pillars.cards.queries.chains_of` gives those of now."""
        return chained({kind: self.of(kind) for kind in CHAIN_MODELS})

    def find(self, ref: str) -> Any:
        """Return the card `ref` as it stood, in the bin or not; None before it was made."""
        return self._row(ref)

    def _walk_back(self):
        """What is to be set: {ref: {key: value after `number`}}, and the refs that were not there yet."""
        wanted = ~Q(changes={}) | ~Q(followed={}) | Q(verb__in=LOADED)
        events = Event.objects.filter(wanted, plan=self.plan, number__gt=self.number).order_by("number")
        self.was_there = True
        for event in events.only("number", "verb", "refs", "changes", "followed").iterator(chunk_size=2000):
            self.was_there &= event.verb not in LOADED
            self._born |= births(event)
            for changes in (event.changes, event.followed):
                for ref, changed in changes.items():
                    was = self._was.setdefault(ref, {})
                    for key, (before, _after) in changed.items():
                        was.setdefault(key, before)

    def _rows_of(self, kind):
        rows = CARD_MODELS[kind].objects.filter(plan=self.plan)
        rows = rows.select_related(*SHOWN_WITH[kind]) if SHOWN_WITH[kind] else rows
        return {row.ref: row for row in rows if row.ref not in self._born} if self.was_there else {}

    def _answers_now(self):
        found = {}
        rows = Answer.objects.filter(plan=self.plan).select_related("problem", "target").order_by("position", "id")
        for answer in rows:
            found.setdefault(answer.target.ref, []).append(answer.problem.ref)
        return found

    def _row(self, ref):
        return self.rows.get(ref.partition("-")[0], {}).get(ref)

    def _set(self, row, key, value):
        """Sets one field of a row from the journal's value."""
        if key == "deleted":
            row.deleted_in = (row.deleted_in or BINNED) if value else None
        elif key == "merged":
            row.merged_into = value or ""
        elif key == "pillar":
            row.pillar = self._pillars[value]
        elif key == "problem_refs" and row.KIND == "sasaran":
            self._answers[row.ref] = value or []
        elif key in PLAIN:
            setattr(row, key, value)
        elif key in KINDS[row.KIND].keys:
            self._set_field(row, key, value)

    def _set_field(self, row, key, value):
        field = KINDS[row.KIND].field(key)
        set_value(row, field, from_json(row.KIND, {key: value})[key], self._named)

    def _named(self, field, value):
        """Return the row that a value names, None where it is no more."""
        if field.key == "component":
            return self._sections[value]
        if field.points_to:
            return self._row(value)
        return getattr(self, _ROWS[field.refers_to]).get(value)

    def _link(self):
        """Every card under its parent as that stood, targets with the live problems that they answered."""
        for kind, rows in self.rows.items():
            if kind == "sasaran" or kind not in PARENT_FIELD:
                continue
            column = PARENT_FIELD[kind].removesuffix("_ref")
            above = CARD_MODELS[kind]._meta.get_field(column).related_model.KIND
            parents = {row.pk: row for row in self.rows[above].values()}
            for row in rows.values():
                if parent := parents.get(getattr(row, f"{column}_id")):
                    setattr(row, column, parent)
        problems = self.rows["masalah"]
        for target in self.rows["sasaran"].values():
            answered = [problems[ref] for ref in self._answers.get(target.ref, ()) if ref in problems]
            live = [problem for problem in answered if problem.deleted_in is None]
            hang(target, [Answer(target=target, problem=problem, position=at) for at, problem in enumerate(live)])
