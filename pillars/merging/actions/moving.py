"""What hangs from a card and moves with it: links, tasks, profiles, offers; each change as the journal has it."""

from pillars.chain.models import Answer, Programme, Strategy, Target
from pillars.homework.models import Task
from pillars.overlap.models import Overlap
from pillars.quickwins.models import QuickWinProfile


class Moves:
    """Collects what one event changes on other rows: `changes` {ref: {key: [before, after]}}."""

    def __init__(self, write, number):
        self.write = write
        self.number = number
        self.changes = {}

    def note(self, ref, key, before, after):
        self.changes.setdefault(ref, {})[key] = [before, after]

    def save(self, row, *columns):
        """Saves columns of a card that is moved and not rewritten: its author stays who it was."""
        row.version = self.number
        row.save(update_fields=[*columns, "version"])

    def reparent(self, row, column, key, parent):
        """Hangs a strategy or a programme under `parent`."""
        self.note(row.ref, key, getattr(row, column).ref, parent.ref)
        setattr(row, column, parent)
        self.save(row, column)

    def answer(self, target, after):
        """Makes `target` answer the problems `after`, rows in order."""
        before = [answer.problem.ref for answer in target.answers.select_related("problem")]
        refs = [problem.ref for problem in after]
        if before == refs:
            return
        Answer.objects.filter(target=target).delete()
        rows = [Answer(plan=target.plan, target=target, problem=row, position=at) for at, row in enumerate(after)]
        Answer.objects.bulk_create(rows)
        self.note(target.ref, "problem_refs", before, refs)
        self.save(target)

    def carry(self, roots, pillar):
        """Takes cards and all below them, the bin included, to the board of `pillar`."""
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
            if row.KIND == "program":
                row.quick_win_profiles.exclude(pillar=None).update(pillar=pillar)

    def hand_over(self, source, to):
        """What points to the card `source` by its ref points to `to` from now on: open tasks, profiles, irisan."""
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
            for profile in QuickWinProfile.objects.filter(plan=plan, programme=source):
                self.note(f"profil-{profile.number}", "programme_ref", source.ref, to.ref)
                profile.programme = to
                profile.pillar = to.pillar if profile.pillar_id else None
                profile.save(update_fields=["programme", "pillar"])

    def point_offer(self, row, card):
        """Makes an offer one of `card`; where the card's own group has to answer, that is another group now."""
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

    def owned(self, card):
        """Names on a card the groups that have accepted it, its own one not among them."""
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
    return [*strategies, *Programme.objects.filter(strategy__in=above).select_related("pillar")]


def answering(problem):
    """The targets, the bin included, that answer a problem."""
    rows = Target.objects.filter(answers__problem=problem).select_related("pillar", "dimension", "plan")
    return list(rows.order_by("position", "number"))


def answered_by(target):
    """The problems, the bin included, that a target answers, in order."""
    return [answer.problem for answer in target.answers.select_related("problem")]
