"""Cards on a board, rendered once for each state that they can be in."""

from typing import Any

from django import template
from django.template.context import Context, RequestContext
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html

from pillars import fields
from pillars.boards.board import clip
from pillars.cards.addresses import address
from pillars.cards.queries import BESIDE, ChainLink
from pillars.cards.values import read_value
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.plans.local_time import local
from workshops.response_cache import Kept
from workshops.templatetags.shell import icon

register = template.Library()

#: Cards kept in memory, about 2 kB each. 120 phones read the same hundred cards again and again.
KEPT = 3000
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
_kept = Kept(KEPT)


@register.simple_tag(takes_context=True)
def card(context: Context | RequestContext, link: ChainLink) -> str:
    """Return the card of `link` (components/entry.html), from memory while nothing that it shows has changed."""
    plan, may, pillar = context["plan"], context["may"], context["pillar"]
    author = context["room"].name(link.entry.changed_by)
    key = (*_key(plan, pillar, may, link), author)
    if html := _kept.get(key):
        return html
    values = {"link": link, "plan": plan, "pillar": pillar.slug, "may": may, "author": author}
    html = get_template("components/entry.html").render(values)
    _kept.put(key, html)
    return html


def _key(plan, pillar, may, link):
    """All that a card shows: its row as of `version`, and what it takes from other rows, the clock and the reader."""
    entry = link.entry
    beside = [getattr(entry, name) for name in BESIDE[entry.KIND] if getattr(entry, f"{name}_id")]
    return (
        plan.pk,
        pillar.slug,
        entry.KIND,
        entry.pk,
        entry.version,
        entry.changed_at,
        getattr(entry, "rank", None),
        link.mark,
        tuple((other.pk, str(other), getattr(other, "short", "")) for other in beside),
        tuple((also.entry.ref, also.entry.code) for also in link.also),
        bool(may.entry_edit),
        local(timezone.now(), plan).date(),
    )


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
