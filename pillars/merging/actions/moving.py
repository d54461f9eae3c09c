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
            row.pillar = pillar
            self.save(row, *columns)
            if row.KIND == "program":
                row.quick_win_profiles.exclude(pillar=None).update(pillar=pillar)

    def hand_over(self, source, to):
        """What points to the card `source` by its ref points to `to` from now on: open tasks, profiles, irisan."""
        plan = self.write.plan
        for task in Task.objects.filter(plan=plan, card=source.ref, done_at=None, withdrawn_at=None):
            self._point(task, "card", source.ref, to.ref)
        taken = set(Overlap.objects.filter(plan=plan, card=to.ref).values_list("pillar", flat=True))
        for row in Overlap.objects.filter(plan=plan, card=source.ref).exclude(pillar__in={*taken, to.pillar.code}):
            self._point(row, "card", source.ref, to.ref)
        if source.KIND == "program":
            for profile in QuickWinProfile.objects.filter(plan=plan, programme=source):
                self.note(f"profil-{profile.number}", "programme_ref", source.ref, to.ref)
                profile.programme = to
                profile.pillar = to.pillar if profile.pillar_id else None
                profile.save(update_fields=["programme", "pillar"])

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
