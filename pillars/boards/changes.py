"""What `?since=N` answers: the parts of a page that look different now, each with the id of what it replaces.

The law, tested: a stale page with its changes applied is the fresh page. So whatever is not known to be a small
change is answered with a larger part: a card, a thread, the whole chain, or “load the page again”.
"""

from dataclasses import dataclass, field

from django.db.models import Q

from pillars.cards.values import CARD_MODELS, CHAIN_MODELS, PARENT_FIELD
from workshops.answers import Reload
from workshops.kept import kept
from workshops.live.models import Event
from workshops.plans.compiled import Compiled
from workshops.switches import off
from workshops.text import natural

#: Saves that alter what a card says; where it hangs changes only with its parent field.
CONTENT = {"entry.saved", "entry.conflict", "entry.aligned", "entry.filled", "entry.goneback", "entry.undone"}
#: Acts that touch the threads of the entries that they name.
STRUCTURE = {"entry.added", "entry.deleted", "entry.restored", "entry.reordered", "entry.moved"}
STRUCTURE |= {"entry.pasted", "entry.unpasted"}
#: Text that went to the journal and not to the plan, and what is secret until it is shown.
NOTHING = {"entry.late", "entry.locked", "choosing.scored"}
#: What happens beside the chain; who is there is sent with every answer.
BESIDE = (
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
SCORES = {"urgency", "seriousness", "growth"}
LOOSE = "lepas"
#: Kinds of cards that stand on no board.
FURTHER = set(CARD_MODELS) - set(CHAIN_MODELS)
#: So many events are still answered in parts; a page that is older is loaded again.
MANY = 200


@dataclass
class Changes:
    """Which parts of a group's board to send: `whole` chain, else `threads` (refs of problems, LOOSE) and `cards`."""

    any: bool = False
    whole: bool = False
    threads: set = field(default_factory=set)
    cards: set = field(default_factory=set)


def since(request):
    """The number in `?since=`. Raises `Reload` when no page of this plan can have shown it, or after a change of its
    reader: what they are called and may do stands all over the page.
    """
    number, plan, actor = natural(request.GET["since"]), request.plan, request.actor
    if number is None or number > plan.head:
        raise Reload
    if actor and number < plan.head:
        changed = kept(("changed readers", plan.pk, plan.head), lambda: _changed_readers(plan))
        mine = f"peserta-{actor.key[1:]}" if actor.is_participant else ""
        if max(changed.get(mine, 0), changed.get("", 0)) > number:
            raise Reload
    return number


def _changed_readers(plan):
    """{ref of a participant: number of the last event that changed their name, group or role}; "" is everybody."""
    wanted = Q(verb__in=RENAMING | LOCKING) | Q(verb__startswith=SEATING)
    events = Event.objects.filter(wanted, plan=plan, number__lte=plan.head).order_by("number")
    found = events.values_list("number", "verb", "refs")
    return {ref: number for number, verb, refs in found for ref in ([""] if verb in LOCKING else refs)}


def events_since(plan, number, pillar=None):
    """The events after `number`, oldest first; with `pillar`, its own and those about people and the plan.

    Raises `Reload` when they are too many to be told in parts.
    """
    if number >= plan.head:
        return []
    if pillar is None:
        events = _all(plan=plan.pk, after=number, head=plan.head)
    else:
        events = _of_board(plan=plan.pk, after=number, head=plan.head, pillar=pillar)
    if len(events) > MANY:
        raise Reload
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


def changes_in(chain, events):
    """What `events` changed on the board whose present state is `chain`."""
    found = Changes(any=bool(events))
    roots = _roots(chain)
    for event in events:
        if found.whole:
            break
        _note(found, event, chain, roots)
    found.threads &= {LOOSE, *(link.entry.ref for link in chain.threads)}
    return found


def _note(found, event, chain, roots):
    if off("since_parts") and event.verb in STRUCTURE:
        return
    if event.verb in NOTHING or (event.verb.startswith(BESIDE) and event.verb not in RENAMING):
        return
    if event.verb.startswith("overlap."):
        # the card says with whom it is shared; what waits for a group is sent with every change
        found.cards.update(event.refs)
        return
    changed = {key for fields in event.changes.values() for key in fields}
    kinds = {ref.partition("-")[0] for ref in event.refs} - FURTHER
    if event.refs and event.refs[0].partition("-")[0] in FURTHER:
        # what hangs from a card of the chain shows there as a mark at most
        found.cards.update(ref for ref in event.refs if ref.partition("-")[0] in CHAIN_MODELS)
        return
    known = event.verb in CONTENT | STRUCTURE and kinds <= set(CHAIN_MODELS)
    moved = event.verb in STRUCTURE or changed & set(PARENT_FIELD.values())
    # a problem that comes or goes is a thread: also when it comes out of the bin together with a target
    threads = any(ref.startswith("masalah-") for ref in [event.refs[0], *event.changes] if event.verb in STRUCTURE)
    if not known or threads:
        found.whole = True
    elif moved:
        found.threads |= {root for ref in event.refs for root in roots.get(ref, ())}
        if "sasaran" in kinds:
            found.threads.add(LOOSE)
    else:
        found.cards.update(event.refs)
        if changed & SCORES:
            found.cards.update(link.entry.ref for link in chain.threads)


def _roots(chain):
    """{ref: the threads that show it}, the one that it hangs in first."""
    roots = {}

    def hang(link, thread):
        roots.setdefault(link.entry.ref, []).append(thread)
        for below in link.links:
            hang(below, thread)

    for link in chain.threads:
        hang(link, link.entry.ref)
    for link in chain.loose:
        hang(link, LOOSE)
    for link in chain.threads:
        for also in link.also:
            roots.setdefault(also.entry.ref, []).append(link.entry.ref)
    return roots


def parts_of(chain, found):
    """(links of threads to send, links of single cards to send, whether the loose targets are to be sent)."""
    if found.whole:
        return [], [], False
    threads = [link for link in chain.threads if link.entry.ref in found.threads]
    sent = {ref for ref, threads_of in _roots(chain).items() if threads_of[0] in found.threads}
    cards = [link for link in chain.all_links() if link.entry.ref in found.cards and link.entry.ref not in sent]
    return threads, cards, LOOSE in found.threads
