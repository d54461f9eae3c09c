"""What hangs from a card and moves with it: links, tasks, profiles, offers; each change as the journal has it."""

from typing import Any

from pillars.cards.queries import find_entry
from pillars.models import Answer, Nomination, Overlap, Programme, QuickWinProfile, Risk, Strategy, Target, Task
from pillars.models.chain import Entry, Pillar, Problem
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event


class Moves:
    """Collects what one event changes on other rows: `changes` {ref: {key: [before, after]}}."""

    def __init__(self, write: PlanWrite, number: int) -> None:
        self.write = write
        self.number = number
        self.changes = {}

    def note(self, ref: str, key: str, before: Any, after: Any) -> None:
        self.changes.setdefault(ref, {})[key] = [before, after]

    def save(self, row: Entry, *columns: str) -> None:
        """Save columns of a card that is moved and not rewritten: its author stays who it was."""
        row.version = self.number
        row.save(update_fields=[*columns, "version"])

    def reparent(self, row: Entry, column: str, key: str, parent: Entry) -> None:
        """Hang a strategy or a programme under `parent`."""
        self.note(row.ref, key, getattr(row, column).ref, parent.ref)
        setattr(row, column, parent)
        self.save(row, column)

    def answer(self, target: Target, after: list[Problem]) -> None:
        """Make `target` answer the problems `after`, rows in order."""
        before = [answer.problem.ref for answer in target.answers.select_related("problem")]
        refs = [problem.ref for problem in after]
        if before == refs:
            return
        Answer.objects.filter(target=target).delete()
        rows = [Answer(plan=target.plan, target=target, problem=row, position=at) for at, row in enumerate(after)]
        Answer.objects.bulk_create(rows)
        self.note(target.ref, "problem_refs", before, refs)
        self.save(target)

    def carry(self, roots: list[Entry], pillar: Pillar) -> None:
        """Take cards and all below them, the bin included, to the board of `pillar`."""
        for row in [*roots, *_below(roots)]:
            if row.pillar_id == pillar.pk:
                continue
            self.note(row.ref, "pillar", row.pillar.code, pillar.code)
            columns = ["pillar"]
            if getattr(row, "dimension_id", None):
                self.note(row.ref, "dimension", row.dimension.code, None)
                row.dimension = None
                columns.append("dimension")
            before, row.pillar = row.pillar.code, pillar
            self.save(row, *columns)
            for offer in Overlap.objects.filter(plan=self.write.plan, card=row.ref, asked=before):
                if offer.pillar not in (before, pillar.code):
                    self._point(offer, "asked", before, pillar.code)
            self.owned(row)

    def hand_over(self, source: Entry, to: Entry) -> None:
        """Point what names the card `source` by its ref to `to`: open tasks, profiles, irisan."""
        plan = self.write.plan
        for task in Task.objects.filter(plan=plan, card=source.ref, done_at=None, withdrawn_at=None):
            self._point(task, "card", source.ref, to.ref)
        taken = {row.pillar: row for row in Overlap.objects.filter(plan=plan, card=to.ref)}
        for row in Overlap.objects.filter(plan=plan, card=source.ref).exclude(pillar=to.pillar.code):
            if row.pillar in taken:
                self._join(row, taken[row.pillar], to)
            else:
                self.point_offer(row, to)
        self.owned(to)
        if source.KIND == "program":
            self._hand_over_quick_win(source, to)

    def _hand_over_quick_win(self, source, to):
        """A programme has one nomination and one profile: those of `to` stay, and the others go into the bin."""
        for kind, model in (("nominasi_quick_win", Nomination), ("profil_quick_win", QuickWinProfile)):
            stands = model.objects.filter(programme=to, deleted_in=None).first()
            for row in model.objects.filter(programme=source, deleted_in=None):
                risks = list(row.risks.all()) if kind == "profil_quick_win" else []
                if stands is None:
                    self.reparent(row, "programme", "programme_ref", to)
                    self.carry([row, *risks], to.pillar)
                else:
                    row.merged_into = stands.ref
                    self.note(row.ref, "merged", None, stands.ref)
                    self._bin([row, *(risk for risk in risks if not risk.is_deleted)])

    def _bin(self, rows):
        for row in rows:
            self.note(row.ref, "deleted", False, True)
            row.deleted_in, row.deleted_at = self.number, self.write.at
            self.save(row, "deleted_in", "deleted_at", "merged_into")

    def quick_win_back(self, ref: str, event: Event, kept: Programme, twin: Programme) -> None:
        """Undo what the merge `event` did to a nomination, a profile or a risk, unless it was moved since."""
        row: Any = find_entry(self.write.plan, ref, with_deleted=True)
        if row.deleted_in == event.number:
            self.note(ref, "deleted", True, False)
            if row.merged_into:
                self.note(ref, "merged", row.merged_into, None)
            row.deleted_in, row.deleted_at, row.merged_into = None, None, ""
            self.save(row, "deleted_in", "deleted_at", "merged_into")
        elif "programme_ref" in event.changes[ref] and row.programme_id == kept.pk:
            self.reparent(row, "programme", "programme_ref", twin)
            self.carry([row, *(row.risks.all() if row.KIND == "profil_quick_win" else ())], twin.pillar)

    def point_offer(self, row: Overlap, card: Entry) -> None:
        """Make an offer one of `card`; where the card's own group has to answer, that is another group now."""
        self._point(row, "card", row.card, card.ref)
        if row.asked not in (row.pillar, card.pillar.code):
            self._point(row, "asked", row.asked, card.pillar.code)

    def _join(self, row, stands, card):
        """A group was offered both cards: it has accepted both or neither, and what waits goes on waiting."""
        if stands.state == row.state or not (
            row.state == Overlap.ACCEPTED or (row.waits and stands.state == Overlap.WITHDRAWN)
        ):
            return
        values = {name: getattr(row, name) for name in ("state", "note", "reply", "offered_by", "answered_by")}
        values["asked"] = row.pillar if row.asked == row.pillar else card.pillar.code
        for name, value in values.items():
            if getattr(stands, name) != value:
                self._point(stands, name, getattr(stands, name), value)
        Overlap.objects.filter(pk=stands.pk).update(version=self.number)

    def owned(self, card: Entry) -> None:
        """Write on a card the groups that have accepted it, its own one not among them."""
        if card.KIND not in ("sasaran", "program"):
            return
        rows = Overlap.objects.filter(plan=self.write.plan, card=card.ref, state=Overlap.ACCEPTED)
        rows = rows.exclude(pillar=card.pillar.code).order_by("answered_at", "number")
        accepted, before = list(rows.values_list("pillar", flat=True)), list(card.shared_with)
        after = [code for code in before if code in accepted] + [code for code in accepted if code not in before]
        if before != after:
            self.note(card.ref, "shared_with", before, after)
            card.shared_with = after
            self.save(card, "shared_with")

    def _point(self, row, column, before, after):
        self.note(row.ref, column, before, after)
        setattr(row, column, after)
        row.save(update_fields=[column])


def _below(roots):
    targets = [row.pk for row in roots if row.KIND == "sasaran"]
    strategies = list(Strategy.objects.filter(target__in=targets).select_related("pillar"))
    above = [row.pk for row in [*roots, *strategies] if row.KIND == "strategi"]
    programmes = list(Programme.objects.filter(strategy__in=above).select_related("pillar"))
    return [*strategies, *programmes, *_quick_wins_of([*roots, *programmes])]


def _quick_wins_of(rows):
    programmes = [row.pk for row in rows if row.KIND == "program"]
    if not programmes:
        return []
    found = [
        list(model.objects.filter(programme__in=programmes).select_related("pillar"))
        for model in (Nomination, QuickWinProfile)
    ]
    risks = Risk.objects.filter(profile__in=found[1]).select_related("pillar")
    return [*found[0], *found[1], *risks]


def answering(problem: Problem) -> list[Target]:
    """Return the targets, the bin included, that answer a problem."""
    rows = Target.objects.filter(answers__problem=problem).select_related("pillar", "dimension", "plan")
    return list(rows.order_by("position", "number"))


def answered_by(target: Target) -> list[Problem]:
    """Return the problems, the bin included, that a target answers, in order."""
    return [answer.problem for answer in target.answers.select_related("problem")]
