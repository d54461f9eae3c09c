"""What a room does with cards of two: merging, parting, sharing with another group."""

from pillars.card_merge.actions.merge import merge_entries
from pillars.card_merge.actions.split import split_entry
from pillars.models import Overlap, Target
from pillars.overlap.actions import answer_overlap, offer_overlap, withdraw_overlap
from tests.cast import new_op


class Joint:
    """Acts for `tests.journeys.law.Room`; Fitri may do them all."""

    def put_first(self, kind, first, second):
        """On the board a target hangs from the first problem that it answers."""
        if ref := self.pick("sasaran", first):
            target = Target.objects.get(plan=self.plan, number=int(ref.partition("-")[2]))
            refs = [answer.problem.ref for answer in target.answers.select_related("problem")]
            self.save(ref, {"problem_refs": refs[1:] + refs[:1]}, verb="entry.moved", action="entry.move")

    def loosen(self, kind, first, second):
        if ref := self.pick("sasaran", first):
            self.save(ref, {"problem_refs": []})

    def merge(self, kind, first, second):
        """A card goes into another of its board; the other way round where that is asked for."""
        one, two = self.pick(kind, first), self.pick(kind, first + 1 + second % 3)
        if one and two and one != two:
            self._merge(one, two)

    def merge_across(self, kind, first, second):
        """A card of one group goes, with its branch, into one of another group."""
        ours, theirs = self.pick(kind, first), self.pick(kind, second, pillar="ECO")
        if ours and theirs:
            self._merge(*((ours, theirs) if second % 2 else (theirs, ours)))

    def _merge(self, one, two):
        self.plan.refresh_from_db()
        merge_entries(self.fitri.actor, one, two, {}, base=self.plan.head, op=new_op())

    def split(self, kind, first, second):
        if ref := self.pick(kind, first, deleted=True):
            split_entry(self.fitri.actor, ref, op=new_op())

    def offer(self, kind, first, second):
        """A target or a programme of one of the two groups is offered to the other."""
        kind, to = "program" if kind in ("strategi", "program") else "sasaran", ("ECO", "GOV")[second % 2]
        if ref := self.pick(kind, first, pillar="GOV" if to == "ECO" else "ECO"):
            offer_overlap(self.fitri.actor, ref, [to], self.words(), op=new_op())

    def share(self, kind, first, second):
        """An offer is made and accepted."""
        self.offer(kind, first, second)
        self._answer(second, "diterima")

    def decline(self, kind, first, second):
        self._answer(second, "ditolak")

    def _answer(self, which, how):
        rows = list(Overlap.objects.filter(plan=self.plan).exclude(state=Overlap.WITHDRAWN))
        if rows:
            row = rows[which % len(rows)]
            answer_overlap(self.fitri.actor, row.number, how, "Baik", seen=row.version, op=new_op())

    def withdraw(self, kind, first, second):
        rows = list(Overlap.objects.filter(plan=self.plan))
        if rows:
            withdraw_overlap(self.fitri.actor, rows[second % len(rows)].number, op=new_op())
