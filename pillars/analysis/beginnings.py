"""What a new card of the analyses is begun with, from where its button was pressed. Nothing of it is saved yet."""

from django.http import QueryDict

from pillars.analysis.guide import BY_KEY, component_of, suggested
from pillars.cards.queries import find_entry
from pillars.kinds import CHOICES
from workshops.membership.models import Group
from workshops.permissions import Actor
from workshops.plans.models import Plan
from workshops.text import natural


def begun(plan: Plan, kind: str, query: QueryDict, actor: Actor) -> dict[str, str]:
    """Return {field key: value} for the form of a new card of `kind`; what an address cannot know is left out.

    Who sits at the table of a component begins with that component.
    """
    at_table = _at_table(plan, actor) if kind in ("kesiapan", "swot") else ""
    own = {"component": at_table} if at_table in BY_KEY else {}
    return own | _from_address(plan, kind, query)


def _at_table(plan, actor):
    tables = Group.objects.filter(plan=plan, formation=Group.KOMPONEN, pillar_code=actor.pillar)
    return component_of(tables.values_list("name", flat=True).first() or "") if actor.is_participant else ""


def _from_address(plan, kind, query):
    made = {"kesiapan": _finding, "kesenjangan": _gap, "swot": _statement, "kata_kunci": _word, "tujuan": _aim}
    return made.get(kind, lambda plan, query: {})(plan, query)


def _finding(plan, query):
    """`?aspek=KS-101` of the guide, or only `?komponen=alam`."""
    if found := suggested(query.get("aspek", "")):
        component, aspect = found
        return {"component": component.key, "aspect": aspect.aspect}
    return {"component": query["komponen"]} if query.get("komponen") in BY_KEY else {}


def _gap(plan, query):
    """`?dari=kesiapan-3`: the finding's own words are where the gap starts from."""
    row = find_entry(plan, query.get("dari", ""))
    if row is None or row.KIND != "kesiapan":
        return {}
    component = BY_KEY[row.component].name if row.component in BY_KEY else row.component
    told = [text.strip() for text in (row.finding, row.evidence) if text]
    return {"element": f"{component}: {row.aspect}", "current": "\n".join(told) or None}


def _statement(plan, query):
    known = {one.value for one in CHOICES["swot_type"]}
    return {"type": query["jenis"]} if query.get("jenis") in known else {}


def _word(plan, query):
    """`?dari=swot-3`."""
    row = find_entry(plan, query.get("dari", ""))
    return {"swot_refs": [row.ref]} if row is not None and row.KIND == "swot" else {}


def _aim(plan, query):
    """`?misi=2`: the second mission of the vision."""
    place, vision = natural(query.get("misi")), getattr(plan, "vision", None)
    missions = (vision.misi if vision and not vision.is_deleted else None) or []
    return {"misi": missions[place - 1]} if place and place <= len(missions) else {}
