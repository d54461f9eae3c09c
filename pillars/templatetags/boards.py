"""Cards and threads on a board, rendered once for each state that they can be in."""

from typing import Any

from django import template
from django.template.context import Context, RequestContext
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html

from pillars import fields
from pillars.boards.board import Listed, clip
from pillars.cards.addresses import address
from pillars.cards.queries import BESIDE, ChainLink
from pillars.cards.values import read_value
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.plans.local_time import local
from workshops.response_cache import Kept
from workshops.templatetags.shell import icon

register = template.Library()

#: Cards kept in memory, about 2 kB each, and threads: 120 phones read the same hundred cards again and again.
KEPT, KEPT_THREADS = 3000, 400
#: What components/entry.html draws itself, in places of their own.
_DRAWN = {
    "masalah": ("code", "statement", "dimension", "urgency", "seriousness", "growth", "score", "rank"),
    "sasaran": (
        *("code", "statement", "indicator", "unit", "direction", "baseline", "baseline_year", "targets_by_year"),
        *("rpjmd_ref", "alignment_status"),
    ),
    "strategi": ("code", "statement"),
    "program": ("code", "name", "lead_opd", "years", "budget_by_year", "quick_win"),
}
_FURTHER = {
    key: [field for field in kind.shown_in("board") if field.key not in _DRAWN.get(key, ())]
    for key, kind in KINDS.items()
}
_kept, _threads = Kept(KEPT), Kept(KEPT_THREADS)


@register.simple_tag(takes_context=True)
def card(context: Context | RequestContext, link: ChainLink) -> str:
    """Return the card of `link` (components/entry.html), from memory while nothing that it shows has changed."""
    values = {"plan": context["plan"], "pillar": context["pillar"].slug, "may": context["may"], "link": link}
    values["author"] = context["room"].name(link.entry.changed_by)
    return _drawn(_kept, (_reader(context), _state(link, context["room"])), "components/entry.html", values)


@register.simple_tag(takes_context=True)
def thread(context: Context | RequestContext, link: ChainLink) -> str:
    """Return `link` and what hangs from it (pillars/boards/thread.html), from memory while none of it has changed."""
    values = {name: context[name] for name in ("plan", "pillar", "may", "room")} | {"link": link}
    return _drawn(_threads, (_reader(context), _states(link, values["room"])), "pillars/boards/thread.html", values)


@register.simple_tag
def listed(problems: list[Listed]) -> str:
    """Return the list of problems beside the chain (pillars/boards/listed.html), from memory while it says the same."""
    return _drawn(_threads, tuple(problems), "pillars/boards/listed.html", {"listed": problems})


def _drawn(memory, key, template, values):
    if not (html := memory.get((template, key))):
        memory.put((template, key), html := get_template(template).render(values))
    return html


def _states(link, room):
    """All that a thread shows: its cards, and which hangs from which."""
    return _state(link, room), tuple([_states(below, room) for below in link.links])


def _reader(context):
    """What every card takes from its place, the reader and the clock."""
    plan, may = context["plan"], context["may"]
    today = local(timezone.now(), plan).date()
    return plan.pk, context["pillar"].slug, bool(may.entry_edit), bool(may.entry_add), today


def _state(link, room):
    """What a card shows: its row as of `version`, and what it takes from other rows."""
    entry, also = link.entry, tuple([(one.entry.ref, one.entry.code) for one in link.also])
    others = [getattr(entry, name) for name in BESIDE[entry.KIND] if getattr(entry, f"{name}_id")]
    beside = tuple([(other.pk, str(other), getattr(other, "short", "")) for other in others])
    own = entry.KIND, entry.pk, entry.version, entry.changed_at, getattr(entry, "rank", None), link.mark
    return own, beside, also, room.name(entry.changed_by)


@register.filter
def further_facts(entry: Entry) -> list[Any]:
    """Return [(label, text)] of the fields that a card shows and that its template has no place of its own for."""
    values = [(field, read_value(entry, field)) for field in _FURTHER[entry.KIND]]
    told = [
        (field.label, str(getattr(entry, field.column)) if field.is_link else fields.display_field(field, value))
        for field, value in values
        if value not in (None, "", [], {})
    ]
    return [(label, clip(text)) for label, text in told]


@register.simple_tag
def empty_text(kind: str) -> str:
    """Return what a place says where no entry of `kind` stands yet."""
    return KINDS[kind].empty_state


@register.simple_tag(takes_context=True)
def add_below(context: Context | RequestContext, link: ChainLink, kind: str) -> str:
    """Return the end of a thread: the only place where an entry of `kind` is born below `link`."""
    base = address(context["plan"], context["pillar"])
    empty = format_html('<span class="small muted">{}</span>', KINDS[kind].empty_state) if not link.links else ""
    return format_html(
        '<li class="chain__add"><a class="btn btn--add" href="{}{}/baru/?induk={}">{}{}'
        '<span class="sr"> untuk {}</span></a>{}</li>',
        base,
        kind,
        link.entry.ref,
        icon("plus"),
        KINDS[kind].label,
        link.entry.code,
        empty,
    )
