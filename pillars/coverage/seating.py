"""Which pillars may be expected to answer for an office: where its people sit, else where it leads programmes."""

from dataclasses import dataclass

from pillars.chain.models import Programme
from pillars.coverage.matrix import Column
from workshops.people.models import Group
from workshops.people.names import Offices
from workshops.plans.models import Opd


@dataclass(frozen=True)
class Known:
    """The offices of a plan. `standing`: those that are there, in order; `now`: {id of any: the one it is today}."""

    standing: list
    now: dict


def offices_known(plan):
    """The Known of a plan: an office that was merged into another counts as that one; one query."""
    every = {row.pk: row for row in Opd.every.filter(plan=plan)}

    def today(row, steps=9):
        over = every.get(row.merged_into_id)
        return today(over, steps - 1) if over and steps else row

    return Known([row for row in every.values() if not row.merged_into_id], {pk: today(every[pk]) for pk in every})


def columns_of(plan):
    """The pillars of a plan in their order, by the short names of their groups."""
    names = dict(plan.groups.values_list("pillar_code", "name"))
    rows = plan.pillars.only("code", "slug", "name_id")
    return tuple(Column(row.code, row.slug, names.get(row.code, row.name_id)) for row in rows)


def seats_of(plan, known):
    """{id of a standing office: codes of the pillars that are expected to answer for it}.

    Where anybody of the office has joined or is invited, the groups of these people; before that, the pillars in
    which the office leads a programme. Tables without a pillar do not count.
    """
    keys, by_key, by_lead = Offices(known.standing), {}, {}
    joined = plan.participants.filter(removed_at=None, group__formation=Group.PILAR).order_by()
    invited = plan.invitations.filter(group__formation=Group.PILAR).order_by()
    people = [rows.values_list("institution", "group__pillar_code") for rows in (joined, invited)]
    for institution, code in people[0].union(people[1]):
        by_key.setdefault(keys.key(institution), set()).add(code)
    leads = Programme.objects.filter(plan=plan, deleted_in=None).exclude(lead_opd=None).order_by()
    for office, code in leads.values_list("lead_opd_id", "pillar__code").distinct():
        by_lead.setdefault(known.now[office].pk, set()).add(code)
    return {one.pk: frozenset(by_key.get(keys.key(one.name)) or by_lead.get(one.pk, ())) for one in known.standing}


def owners(entry):
    """The codes of all pillars that own a card, its own first."""
    return [entry.pillar.code, *entry.shared_with]
