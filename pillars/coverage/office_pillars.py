"""Which pillars may be expected to answer for an office: where its people sit, else where it leads programmes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Cast

from pillars.models import Programme
from pillars.models.chain import Target
from workshops.membership.models import Group
from workshops.people.names import Offices
from workshops.plans.models import Opd, Plan


@dataclass(frozen=True)
class ExpectedOffices:
    """The offices of a plan. `standing`: those that are there, in order; `now`: {id of any: the one it is today}."""

    standing: list
    now: dict


def known_offices(plan: Plan) -> ExpectedOffices:
    """Return the Known of a plan: an office that was merged into another counts as that one; one query."""
    every = {row.pk: row for row in Opd.every.filter(plan=plan)}

    def today(row, steps=9):
        over = every.get(row.merged_into_id)
        return today(over, steps - 1) if over and steps else row

    return ExpectedOffices(
        [row for row in every.values() if not row.merged_into_id], {pk: today(every[pk]) for pk in every}
    )


def expected_pillars(plan: Plan, known: ExpectedOffices) -> dict[int, frozenset[str]]:
    """Return {id of a standing office: codes of the pillars that are expected to answer for it}.

    Where anybody of the office has joined or is invited, the groups of these people; before that, the pillars in
    which the office leads a programme. Tables without a pillar do not count. One query.
    """
    keys, by_key, by_lead = Offices(known.standing), {}, {}
    at_table = {"group__formation": Group.PILAR}
    nobody: Any = None
    told = {"who": F("institution"), "where": F("group__pillar_code"), "office": Cast(nobody, BigIntegerField())}
    joined = plan.participants.filter(removed_at=None, **at_table).order_by().annotate(**told)
    invited = plan.invitations.filter(**at_table).order_by().annotate(**told)
    led = Programme.objects.filter(plan=plan, deleted_in=None).exclude(lead_opd=None).order_by()
    led = led.annotate(who=Value(""), where=F("pillar__code"), office=F("lead_opd_id"))
    parts = [rows.values_list("who", "where", "office") for rows in (joined, invited, led)]
    for institution, code, office in parts[0].union(*parts[1:]).order_by():
        if office is None:
            by_key.setdefault(keys.key(institution), set()).add(code)
        else:
            by_lead.setdefault(known.now[office].pk, set()).add(code)
    return {one.pk: frozenset(by_key.get(keys.key(one.name)) or by_lead.get(one.pk, ())) for one in known.standing}


def owners(entry: Target | Programme) -> list[str]:
    """Return the codes of all pillars that own a card, its own first."""
    return [entry.pillar.code, *entry.shared_with]
