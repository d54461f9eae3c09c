"""What happened since event N: in a plan, for every page that asks `?since=N`, and to a card that somebody writes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Min, Q
from django.http import HttpResponse

from pillars.cards.display import last_of_others, people_of
from pillars.cards.queries import find_entry
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.access import PlanRequest
from workshops.answers import FullPageNeeded, live_page, page_or_part
from workshops.live.models import Event
from workshops.live.presence import open_pages
from workshops.plans.compiled import Compiled
from workshops.plans.models import Plan
from workshops.response_cache import cached_response
from workshops.text import natural

#: Text that went to the journal and not to the plan, and what is secret until it is shown.
NOTHING = {"entry.late", "entry.locked", "choosing.scored"}
#: What happens beside the chain; who is there is sent with every answer.
BESIDE: tuple[str, ...] = (
    "person.",
    "joincode.",
    "screen.",
    "export.",
    "agenda.",
    "task.",
    "minutes.",
    "commitment.",
    "merging.",
    "check.",
)
BESIDE += ("review.", "file.", "coverage.", "picture.", "outline.", "arms.", "edition.", "public.")
#: These lock or unlock what stands all over the pages of everybody.
LOCKING = {"agenda.bimtek_opened", "bimtek.signed", "bimtek.reopened", "bimtek.window"}
#: These may give somebody a new name, and names are on cards.
RENAMING = {"person.renamed", "person.moved", "person.appointed", "person.merged", "person.parted", "person.let_in"}
#: With a step the room may be seated anew: whose seat changed is named by these too, and no card looks different.
SEATING = "agenda.step_"
#: So many events are still answered in parts; a page that is older is loaded again.
MANY = 200


def since(request: PlanRequest) -> int:
    """Return the number in `?since=`. Raises `Reload` when no page of this plan can have shown it, or after a change
    of its reader: what they are called and may do stands all over the page.
    """
    number, plan, actor = natural(request.GET["since"]), request.plan, request.actor
    if number is None or number > plan.head:
        raise FullPageNeeded
    if actor and number < plan.rights_head:
        changed = cached_response(("changed readers", plan.pk, plan.rights_head), lambda: _changed_readers(plan))
        mine = f"peserta-{actor.key[1:]}" if actor.is_participant else ""
        if max(changed.get(mine, 0), changed.get("", 0)) > number:
            raise FullPageNeeded
    return number


def _changed_readers(plan):
    """{ref of a participant: number of the last event that changed their name, group or role}; "" is everybody."""
    wanted = Q(verb__in=RENAMING | LOCKING) | Q(verb__startswith=SEATING)
    events = Event.objects.filter(wanted, plan=plan, number__lte=plan.head).order_by("number")
    found = events.values_list("number", "verb", "refs")
    return {ref: number for number, verb, refs in found for ref in ([""] if verb in LOCKING else refs)}


def events_since(plan: Plan, number: int, pillar: str | None = None) -> list[Event]:
    """Return the events after `number`, oldest first; with `pillar`, its own and those about people and the plan.

    Raises `Reload` when they are too many to be told in parts.
    """
    if number >= plan.head:
        return []
    where = {"plan": plan.pk, "after": number, "head": plan.head} | ({} if pillar is None else {"pillar": pillar})
    asked = _all if pillar is None else _of_board
    events = cached_response(("events", *where.values()), lambda: asked(**where))
    if len(events) > MANY:
        raise FullPageNeeded
    return events


def _asked(plan, after, head):
    events = Event.objects.filter(plan=plan, number__gt=after, number__lte=head).order_by("number")
    return events.only("number", "verb", "pillar", "refs", "changes")


_all = Compiled(lambda **where: _asked(**where)[: MANY + 1], plan=int, after=int, head=int)
_of_board = Compiled(
    lambda pillar, **where: _asked(**where).filter(Q(pillar=pillar) | Q(pillar="") | ~Q(verb__startswith="entry."))[
        : MANY + 1
    ],
    plan=int,
    after=int,
    head=int,
    pillar=str,
)


@live_page
def following_page(request: PlanRequest, page: str, *, part: str = "", **context: Any) -> HttpResponse:
    """Return the page, or for `?since=N` the part of it that changes; one that is too old is told to load itself again.

    page  its template without the ending; the part is that of `<page>_part`, if `part` names no other. The plan is in
          the context by itself.
    """
    if "since" in request.GET:
        since(request)
    return page_or_part(request, f"{page}.html", f"{part or f'{page}_part'}.html", {"plan": request.plan} | context)


@dataclass(frozen=True)
class ConcurrentEdits:
    """`rows` [(field, name, moment)] last changes per field; `deleted_by` (name, moment); `here` [(name, since)]."""

    rows: list
    is_gone: bool
    deleted_by: tuple | None
    here: list


def edits_since(plan: Plan, entry: Entry, number: int, me: str) -> ConcurrentEdits:
    """Return what everybody but `me` (a membership key) changed on `entry` after event `number`."""
    last = last_of_others(plan, entry, number, plan.head, me)
    people = people_of(plan, [event.actor for event in last.values()])
    said = {key: (people[event.actor].name, event.at) for key, event in last.items()}
    rows = [(described, *said[described.key]) for described in KINDS[entry.KIND].fields if described.key in said]
    is_gone = find_entry(plan, entry.ref) is None
    return ConcurrentEdits(rows, is_gone, said.get("deleted"), other_editors(plan, entry.ref, me))


def other_editors(plan: Plan, ref: str, me: str) -> list[Any]:
    """Return [(name, since)] of others whose phone has this card open."""
    opened = open_pages(plan).filter(ref=ref).exclude(member=me).values_list("member")
    found = list(opened.annotate(first=Min("since")).order_by("first"))
    people = people_of(plan, [key for key, _ in found]) if found else {}
    return [(people[key].name, since) for key, since in found]
