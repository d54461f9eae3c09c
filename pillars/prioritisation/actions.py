"""Opening a choosing, giving scores, showing them, and using the order. Scores are never written into the journal."""

from pillars.cards.actions.order import place_in_order
from pillars.cards.actions.save import rerank_problems, stamp
from pillars.cards.values import CHAIN_MODELS, SCORED
from pillars.models import Choosing, Pillar, Score
from pillars.prioritisation.queries import cards_of, places_of, tally, voters
from pillars.prioritisation.results import rounded_usg
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, Receipt, existing

SCORES = ("urgency", "seriousness", "growth")


class PrioritisationNotPossible(Exception):
    """The choosing is in another state than the page had shown: nothing was written. `choosing` as it is now.

    why  "open" (another one is), "shown", "closed", "empty" (nobody has scored), "gone" (cards `refs` cannot be
         scored), "moved" (a new round has begun)
    """

    def __init__(self, why: str, choosing: Choosing | None = None, refs: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.why, self.choosing, self.refs = why, choosing, refs


@plan_action("choosing_opened", again=lambda write: (write.receipt(write.replay), _number(write.replay)))
def open_choosing(write: PlanWrite, pillar: str, kind: str, way: str, *, dots: int = 0) -> tuple[Receipt, int]:
    """Let the group of `pillar` (code) score the whole list of `kind`. Returns (Receipt, its number).

    Raises NotFound, PrioritisationNotPossible, Refused, BadRequest, OpReused.
    """
    write.demand("score.reveal", pillar)
    row = Choosing(kind=kind, way=way, dots=dots if way == Choosing.DOTS else 0)
    return _open(write, _pillar(write, pillar), row)


@plan_action("choosing_again", again=lambda write: (write.receipt(write.replay), _number(write.replay)))
def score_again(write: PlanWrite, pillar: str, number: int, *, ref: str = "") -> tuple[Receipt, int]:
    """Begin a further round of a shown choosing: secret anew, over its whole list or over the card `ref` only.

    Returns (Receipt, number of the new one). Raises NotFound, PrioritisationNotPossible.
    """
    write.demand("score.reveal", pillar)
    former = _one(write, pillar, number)
    if not former.is_revealed:
        raise PrioritisationNotPossible(former.state, former)
    row = Choosing(kind=former.kind, way=former.way, dots=former.dots, follows=former)
    if ref:
        if former.way == Choosing.DOTS or ref not in {card.ref for card in cards_of(former)}:
            raise PrioritisationNotPossible("gone", former, (ref,))
        row.only = [ref]
    return _open(write, former.pillar, row)


def _open(write, pillar, row):
    if opened := Choosing.objects.filter(plan=write.plan, pillar=pillar, state=Choosing.OPEN).first():
        raise PrioritisationNotPossible("open", opened)
    row.plan, row.pillar, row.number = write.plan, pillar, write.next_number("pilihan")
    row.opened_at, row.opened_by = write.at, write.asked.key
    if not cards_of(row):
        raise NotFound
    row.save(force_insert=True)
    return _told(write, "choosing.opened", row, pillar.code), row.number


@plan_action("scored")
def give_scores(write: PlanWrite, pillar: str, number: int, ref: str, given: list[int] | None) -> Receipt:
    """Record one person's (U, S, G), each 1–5, for the card `ref`; None takes them back. Returns Receipt.

    Raises NotFound, PrioritisationNotPossible (shown, closed, gone), Refused, BadRequest, OpReused.
    """
    row = _scored_in(write, pillar, number, Choosing.USG)
    if ref not in {card.ref for card in cards_of(row)}:
        raise PrioritisationNotPossible("gone", row, (ref,))
    _put(write, row, ref, dict(zip(SCORES, given, strict=True)) if given else None)
    return _told(write, "choosing.scored", row, pillar)


@plan_action("dotted")
def give_dots(write: PlanWrite, pillar: str, number: int, given: dict[str, int]) -> Receipt:
    """Record one person's dots {ref: dots}; what is not named stays as it is. Returns Receipt.

    Dots on cards that lie in the bin are free again. Raises ValueError for more than there are, NotFound,
    PrioritisationNotPossible (shown, closed, gone), Refused, BadRequest, OpReused.
    """
    row = _scored_in(write, pillar, number, Choosing.DOTS)
    live = {card.ref for card in cards_of(row)}
    if gone := [ref for ref, dots in given.items() if dots and ref not in live]:
        raise PrioritisationNotPossible("gone", row, tuple(gone))
    mine = Score.objects.filter(choosing=row, member=write.asked.key)
    before = {score.ref: score.dots for score in mine.filter(ref__in=live)}
    wanted = {ref: dots for ref, dots in (before | given).items() if ref in live and dots}
    if sum(wanted.values()) > row.dots:
        raise ValueError(sum(wanted.values()))
    mine.exclude(ref__in=wanted).delete()
    for ref, dots in wanted.items():
        _put(write, row, ref, {"dots": dots})
    return _told(write, "choosing.scored", row, pillar)


def _scored_in(write, pillar, number, way):
    write.demand("score.give", pillar)
    row = _one(write, pillar, number)
    if row.way != way:
        raise NotFound
    if not row.is_open:
        raise PrioritisationNotPossible("shown" if row.is_revealed else "closed", row)
    return row


def _put(write, row, ref, values):
    one = {"plan": write.plan, "choosing": row, "member": write.asked.key, "ref": ref}
    if values is None:
        Score.objects.filter(**one).delete()
    else:
        Score.objects.update_or_create(**one, defaults=values | {"at": write.at})


@plan_action("choosing_shown")
def show(write: PlanWrite, pillar: str, number: int) -> Receipt:
    """Show the scores of who sits in the group now, to everybody and for good.

    A former result of the same list stands on the board no longer. Raises NotFound, PrioritisationNotPossible.
    """
    write.demand("score.reveal", pillar)
    row = _one(write, pillar, number)
    if not row.is_open:
        raise PrioritisationNotPossible("shown" if row.is_revealed else "closed", row)
    told = tally(row, voters(write.plan, pillar))
    if not told["cards"]:
        raise PrioritisationNotPossible("empty", row)
    row.results = _joined(row, told)
    row.state, row.shown_at, row.shown_by = Choosing.SHOWN, write.at, write.asked.key
    row.save(update_fields=["results", "state", "shown_at", "shown_by"])
    former = Choosing.objects.filter(plan=write.plan, pillar=row.pillar, kind=row.kind, state=Choosing.SHOWN)
    former.exclude(pk=row.pk).update(state=Choosing.CLOSED, closed_at=write.at)
    return _told(write, "choosing.shown", row, pillar)


def _joined(row, told):
    """A round over some cards is joined to the results that it follows; `round` says which were scored again."""
    if not (row.follows and row.only):
        return told
    before = row.follows.results
    turn = 1 + max([1, *(card.get("round", 1) for card in before["cards"].values())])
    again = {ref: card | {"round": turn} for ref, card in told["cards"].items()}
    return {"members": told["members"], "people": told["people"], "cards": before["cards"] | again}


@plan_action("choosing.closed")
def close(write: PlanWrite, pillar: str, number: int) -> Receipt:
    """End it: an open one without showing anything, a shown one leaves the board. Returns Receipt; see `show`."""
    return _turn(write, pillar, number, "choosing.closed", Choosing.CLOSED)


@plan_action("choosing.reopened")
def reopen(write: PlanWrite, pillar: str, number: int) -> Receipt:
    """Take a `close` back: scores are secret and given on, or the results stand on the board again."""
    return _turn(write, pillar, number, "choosing.reopened", None)


def _turn(write, pillar, number, verb, state):
    write.demand("score.reveal", pillar)
    row = _one(write, pillar, number)
    if (row.state == Choosing.CLOSED) == (state == Choosing.CLOSED):
        return write.receipt()
    row.state = state or (Choosing.SHOWN if row.is_revealed else Choosing.OPEN)
    row.closed_at = write.at if state else None
    others = Choosing.objects.filter(plan=write.plan, pillar=row.pillar, state=row.state).exclude(pk=row.pk)
    if row.is_open and (opened := others.first()):
        raise PrioritisationNotPossible("open", opened)
    if row.state == Choosing.SHOWN:
        others.filter(kind=row.kind).update(state=Choosing.CLOSED, closed_at=write.at)
    row.save(update_fields=["state", "closed_at"])
    return _told(write, verb, row, pillar)


@plan_action("choosing_applied")
def apply_order(write: PlanWrite, pillar: str, number: int) -> Receipt | None:
    """Put the list into the order of the results, unscored cards last; scores of problems become their U, S and G.

    Nothing is deleted; `take_back_order` undoes it. Raises NotFound, PrioritisationNotPossible.
    """
    write.demand("score.reveal", pillar)
    row = _one(write, pillar, number)
    if not row.is_revealed:
        raise PrioritisationNotPossible(row.state, row)
    if row.applied:
        return None
    cards = {card.ref: card for card in _list(row)}
    best = [one.ref for one in places_of(row) if one.ref in cards]
    # equal places keep their order
    best.sort(key=lambda ref: _placed(row, cards)[ref])
    changes = place_in_order([cards[ref] for ref in [*best, *(ref for ref in cards if ref not in best)]])
    if row.kind == "masalah" and row.way == Choosing.USG:
        for ref in best:
            _score(write, cards[ref], rounded_usg(row.results["cards"][ref]), changes)
        rerank_problems(next(iter(cards.values())), SCORED, write) if cards else None
    row.applied = changes
    row.save(update_fields=["applied"])
    return _told(write, "choosing.applied", row, pillar, changes)


def _placed(row, cards):
    """{ref: (place, place on the board)}."""
    board = {ref: at for at, ref in enumerate(cards)}
    return {one.ref: (one.place, board[one.ref]) for one in places_of(row) if one.ref in cards}


@plan_action("choosing_taken_back")
def take_back_order(write: PlanWrite, pillar: str, number: int) -> Receipt | None:
    """Give each card what it had before `apply_order`, except what somebody has changed since. Returns Receipt."""
    write.demand("score.reveal", pillar)
    row = _one(write, pillar, number)
    if not row.applied:
        return None
    # a card that lies in the bin does not come back with scores that were taken back
    cards, changes = {card.ref: card for card in _list(row, with_deleted=True)}, {}
    for ref, columns in row.applied.items():
        card = cards.get(ref)
        back = {key: before for key, (before, after) in columns.items() if card and getattr(card, key) == after}
        if back:
            _write(write, card, back, changes)
    row.applied = {}
    row.save(update_fields=["applied"])
    if cards:
        rerank_problems(next(iter(cards.values())), SCORED, write)
    return _told(write, "choosing.taken_back", row, pillar, changes)


def _score(write, card, given, changes):
    now = {key: getattr(card, key) for key in SCORES}
    new = {key: score for key, score in zip(SCORES, given, strict=True) if now[key] != score}
    if new:
        _write(write, card, new, changes)


def _write(write, card, values, changes):
    """Sets columns of a card and notes them in `changes`; places alone are no change of the card's text."""
    for key, value in values.items():
        changes.setdefault(card.ref, {})[key] = [getattr(card, key), value]
        setattr(card, key, value)
    columns = list(values)
    if set(values) & SCORED:
        stamp(card, write)
        card.version = write.plan.head + 1
        columns += ["version", "changed_by", "changed_at"]
    card.save(update_fields=columns)


def _list(row, *, with_deleted=False):
    """Every live card of the list, also of a round over one card; those in the bin only when asked."""
    cards = CHAIN_MODELS[row.kind].objects.filter(plan=row.plan_id, pillar=row.pillar_id)
    return list((cards if with_deleted else cards.filter(deleted_in=None)).order_by("position", "number"))


def _pillar(write, code):
    return existing(Pillar.objects.filter(plan=write.plan, code=code).first())


def _one(write, pillar, number):
    rows = Choosing.objects.filter(plan=write.plan, pillar__code=pillar, number=number)
    row = existing(rows.select_related("pillar", "follows").first())
    row.plan = write.plan
    return row


def _told(write, verb, row, pillar, changes=None):
    changes = changes or {}
    return write.receipt(write.record(verb, [row.ref, *changes], pillar=pillar, changes=changes))


def _number(event):
    return int(event.refs[0].rpartition("-")[2])
