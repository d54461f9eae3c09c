"""Two cards become one. Both are kept: the twin whole in the bin, with the ref of the card that it is part of now."""

from typing import Any

from pillars.card_merge.actions.dependents import Moves, answered_by, answering
from pillars.card_merge.texts import merged_values
from pillars.cards.actions.quick_win_mark import mark
from pillars.cards.actions.result import Saved, deletion_of, repeated_answer
from pillars.cards.actions.save import assign, rerank_problems, stamp
from pillars.cards.actions.trash import changes_unseen
from pillars.cards.queries import find_entry
from pillars.cards.values import SCORED, as_json, values_of
from pillars.models import Different
from pillars.models.chain import Entry
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite


@plan_action("merge", again=repeated_answer, late=True)
def merge_entries(
    write: PlanWrite, ref: str, twin_ref: str, how: dict[str, str], *, own: Any = None, base: int
) -> Saved:
    """Merge the card `twin_ref` into `ref`: its texts as chosen, its links as they are. Returns Saved.

    how   {field key: KEPT, TWIN or BOTH of `merging.texts`}; own: {field key: value} that somebody wrote for both.
    base  the event that the page had shown. What others changed on one of the two since then is shown first
          (`status` "changed", `since`); where one of them is in the bin meanwhile, the status is "deleted".
    Raises Refused, BadRequest, OpReused, NotFound.
    """
    kept, twin = (find_entry(write.plan, one, with_deleted=True) for one in (ref, twin_ref))
    if kept is None or twin is None or ref == twin_ref or kept.KIND != twin.KIND:
        raise NotFound
    demand_both(write, kept, twin)
    write.known_base(base)
    if twin.merged_into == ref:
        return Saved(write.receipt(), ref)
    if gone := next((row for row in (kept, twin) if row.is_deleted), None):
        return Saved(write.receipt(), gone.ref, "deleted", by=deletion_of(gone))
    if unseen := changes_unseen(write, [kept, twin], base):
        return Saved(write.receipt(), ref, "changed", since=unseen)
    return _merge(write, kept, twin, how, own or {}, base)


def demand_both(write: PlanWrite, kept: Entry, twin: Entry) -> None:
    """Ask for the right to merge these two, or to part them again."""
    for pillar in dict.fromkeys([kept.pillar.code, twin.pillar.code]):
        write.demand("entry.merge" if kept.pillar_id == twin.pillar_id else "entry.merge_across", pillar)


def _merge(write, kept, twin, how, own, base):
    number, across = write.plan.head + 1, kept.pillar_id != twin.pillar_id
    before = values_of(kept)
    written = merged_values(kept.KIND, before, values_of(twin), how, across=across) | own
    moves = Moves(write, number)
    for key, value in as_json(kept.KIND, written).items():
        moves.note(kept.ref, key, as_json(kept.KIND, {key: before[key]})[key], value)
    columns = assign(write.plan, kept, written)
    stamp(kept, write)
    kept.version = number
    kept.save(update_fields=[*columns, "version", "changed_by", "changed_at"])
    _take_over(moves, kept, twin, across)
    moves.hand_over(twin, kept)
    twin.deleted_in, twin.deleted_at, twin.merged_into, twin.version = number, write.at, kept.ref, number
    twin.save(update_fields=["deleted_in", "deleted_at", "merged_into", "version"])
    moves.changes[twin.ref] = {"deleted": [False, True], "merged": [None, kept.ref]}
    for row in (kept, twin):
        rerank_problems(row, SCORED, write)
    if kept.KIND == "program":
        mark(write, kept.ref)
    refs = [kept.ref, twin.ref, *moves.changes]
    pillar = "" if across else kept.pillar.code
    event = write.record("entry.merged", refs, pillar=pillar, changes=moves.changes, base=base)
    return Saved(write.receipt(event), kept.ref, written=tuple(written))


def _take_over(moves, kept, twin, across):
    """Everything below the twin hangs from the kept card; of another group it comes along with its branch."""
    if kept.KIND == "masalah":
        for target in answering(twin):
            _answer_kept(moves, kept, twin, target, across)
    elif kept.KIND == "sasaran":
        if not across:
            problems = answered_by(kept)
            moves.answer(kept, [*problems, *(row for row in answered_by(twin) if row not in problems)])
        _hang(moves, twin.strategies, "target", "target_ref", kept)
    elif kept.KIND == "strategi":
        _hang(moves, twin.programmes, "strategy", "strategy_ref", kept)


def _answer_kept(moves, kept, twin, target, across):
    others = [problem for problem in answered_by(target) if problem != twin]
    if across and any(not problem.is_deleted for problem in others):
        # it hangs from a problem of its own group too, and stays there
        moves.answer(target, others)
        return
    if across:
        moves.answer(target, [kept])
        moves.carry([target], kept.pillar)
        return
    after = [kept if problem == twin else problem for problem in answered_by(target)]
    moves.answer(target, list(dict.fromkeys(after)))


def _hang(moves, rows, column, key, kept):
    found = list(rows.select_related("pillar", column))
    for row in found:
        moves.reparent(row, column, key, kept)
    moves.carry(found, kept.pillar)


@plan_action("different", again=repeated_answer)
def say_different(write: PlanWrite, ref: str, other_ref: str, *, differ: bool = True) -> Saved:
    """Record that two cards are not the same thing; `differ` False removes that. Returns Saved."""
    one, other = (find_entry(write.plan, card, with_deleted=True) for card in (ref, other_ref))
    if one is None or other is None or ref == other_ref or one.KIND != other.KIND:
        raise NotFound
    demand_both(write, one, other)
    first, second = sorted((one.number, other.number))
    pair = {"plan": write.plan, "kind": one.KIND, "first": first, "second": second}
    if Different.objects.filter(**pair).exists() == differ:
        return Saved(write.receipt(), ref)
    if differ:
        Different.objects.create(**pair, said_by=write.asked.key, said_at=write.at)
    else:
        Different.objects.filter(**pair).delete()
    pillar = one.pillar.code if one.pillar_id == other.pillar_id else ""
    verb = "merging.different" if differ else "merging.maybe"
    return Saved(write.receipt(write.record(verb, [ref, other_ref], pillar=pillar)), ref)
