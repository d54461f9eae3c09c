"""The plan as a `BookData`, from the database: one snapshot, a bounded number of queries whatever its size."""

from django.db.models import Count, OuterRef, Q, Subquery

from masterplan.document.book_data import BookData, Team
from masterplan.document.closings import read_closings
from masterplan.document.manuscripts import read_manuscript
from pillars.plan_view.read import plan_parts, snapshot
from workshops.membership.models import Group, Participant
from workshops.plans.models import Plan


def read_book_data(plan: Plan) -> BookData:
    """Return the plan as books read it."""
    with snapshot():
        parts = plan_parts(plan)
        manuscript = read_manuscript(plan, parts["cards"]["naskah"])
        return BookData(**parts, teams=_teams(plan), closings=read_closings(plan, parts["opd"]), manuscript=manuscript)


def _teams(plan: Plan) -> tuple[Team, ...]:
    """Return the groups; two records of one person count as one, who was removed not at all."""
    members = {"merged_into": None, "removed_at": None}
    chairs = Participant.objects.filter(group=OuterRef("pk"), role=Participant.KETUA, **members).order_by("number")
    groups = Group.objects.filter(plan=plan, formation=Group.PILAR).annotate(
        members=Count("participants", filter=Q(**{f"participants__{key}": value for key, value in members.items()})),
        lead=Subquery(chairs.values("institution")[:1]),
    )
    # a query that counts forgets the order of its model
    groups = groups.order_by("position", "pk")
    return tuple(
        Team(pillar=group.pillar_code, name=group.name, members=group.members, lead=group.lead or "")
        for group in groups
    )
