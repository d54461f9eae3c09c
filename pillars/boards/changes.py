"""What `?since=N` answers: the parts of a page that look different now, each with the id of what it replaces.

The law, tested: a stale page with its changes applied is the fresh page. So whatever is not known to be a small
change is answered with a larger part: a card, a thread, the whole chain, or “load the page again”.
"""

from dataclasses import dataclass, field

from pillars.cards.changes import BESIDE, NOTHING, RENAMING
from pillars.cards.queries import ChainLink, PillarChain
from pillars.cards.values import CARD_MODELS, CHAIN_MODELS, PARENT_FIELD, SCORED
from workshops.live.models import Event

#: Saves that alter what a card says; where it hangs changes only with its parent field.
CONTENT = {"entry.saved", "entry.conflict", "entry.aligned", "entry.filled", "entry.goback", "entry.undone"}
#: Acts that touch the threads of the entries that they name.
STRUCTURE = {"entry.added", "entry.deleted", "entry.restored", "entry.reordered", "entry.moved"}
STRUCTURE |= {"entry.pasted", "entry.unpasted"}
LOOSE = "lepas"
#: Kinds of cards that stand on no board.
FURTHER = set(CARD_MODELS) - set(CHAIN_MODELS)


@dataclass
class BoardChanges:
    """Which parts of a group's board to send: `whole` chain, else `threads` (refs of problems, LOOSE) and `cards`."""

    any: bool = False
    whole: bool = False
    threads: set = field(default_factory=set)
    cards: set = field(default_factory=set)


def changes_in(chain: PillarChain, events: list[Event]) -> BoardChanges:
    """Return what `events` changed on the board whose present state is `chain`."""
    found = BoardChanges(any=bool(events))
    roots = _roots(chain)
    for event in events:
        if found.whole:
            break
        _note(found, event, chain, roots)
    found.threads &= {LOOSE, *(link.entry.ref for link in chain.threads)}
    return found


def _note(found, event, chain, roots):
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
        if changed & SCORED:
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


def parts_of(chain: PillarChain, found: BoardChanges) -> tuple[list[ChainLink], list[ChainLink], bool]:
    """Return (links of threads to send, links of single cards to send, whether the loose targets are to be sent)."""
    if found.whole:
        return [], [], False
    threads = [link for link in chain.threads if link.entry.ref in found.threads]
    sent = {ref for ref, threads_of in _roots(chain).items() if threads_of[0] in found.threads}
    cards = [link for link in chain.all_links() if link.entry.ref in found.cards and link.entry.ref not in sent]
    return threads, cards, LOOSE in found.threads
