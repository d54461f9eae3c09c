"""Two cards that were one become two again: each link back where it was, as far as nobody has moved it since."""

from pillars.card_merge.actions.dependents import Moves, answered_by
from pillars.card_merge.actions.merge import demand_both
from pillars.cards.actions.quick_win_mark import unmark
from pillars.cards.actions.result import Saved, repeated_answer
from pillars.cards.actions.save import assign, rerank_problems, stamp
from pillars.cards.merged import in_the_way
from pillars.cards.queries import find_entry
from pillars.cards.values import CARD_MODELS, CHAIN_MODELS, SCORED, as_json, from_json, values_of
from pillars.models import Overlap, Task
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event


@plan_action("split", again=repeated_answer)
def split_entry(write: PlanWrite, twin_ref: str) -> Saved:
    """Take the merge of `twin_ref` back. Returns Saved; `status` "blocked" where `standing.in_the_way` says why not.

    A text of the merged card or the place of a link that somebody has changed since then stays as it is now.
    """
    twin = existing(find_entry(write.plan, twin_ref, with_deleted=True))
    kept = find_entry(write.plan, twin.merged_into, with_deleted=True) if twin.merged_into else None
    if kept is None:
        write.demand("entry.merge", twin.pillar.code)
        return Saved(write.receipt(), twin_ref)
    demand_both(write, kept, twin)
    if in_the_way(write.plan, twin):
        return Saved(write.receipt(), twin_ref, "blocked")
    return _split(write, kept, twin)


def _split(write, kept, twin):
    number, across = write.plan.head + 1, kept.pillar_id != twin.pillar_id
    merged = Event.objects.get(plan=write.plan, number=twin.deleted_in)
    moves = Moves(write, number)
    twin.deleted_in = twin.deleted_at = None
    twin.merged_into, twin.version = "", number
    twin.save(update_fields=["deleted_in", "deleted_at", "merged_into", "version"])
    moves.changes[twin.ref] = {"deleted": [True, False], "merged": [kept.ref, None]}
    written = _texts_back(write, moves, kept, merged.changes.get(kept.ref, {}))
    for ref in merged.changes:
        if ref not in (kept.ref, twin.ref):
            _link_back(moves, ref, merged, kept, twin)
    for row in (kept, twin):
        moves.owned(row)
        rerank_problems(row, SCORED, write)
    unmark(write, kept, merged)
    refs = [twin.ref, kept.ref, *moves.changes]
    event = write.record("entry.split", refs, pillar="" if across else twin.pillar.code, changes=moves.changes)
    return Saved(write.receipt(event), twin.ref, written=written)


def _texts_back(write, moves, kept, changed):
    """The kept card's own texts again, where they still stand as the merge left them."""
    now = as_json(kept.KIND, values_of(kept))
    keys = [key for key in changed if key in now and key != "problem_refs" and now[key] == changed[key][1]]
    back = {key: changed[key][0] for key in keys}
    for key, value in back.items():
        moves.note(kept.ref, key, now[key], value)
    columns = assign(write.plan, kept, from_json(kept.KIND, back))
    if "problem_refs" in changed:
        # what came from this twin goes, whatever another merge has brought since
        came = set(changed["problem_refs"][1]) - set(changed["problem_refs"][0])
        own = [problem for problem in answered_by(kept) if problem.ref not in came]
        moves.answer(kept, own or answered_by(kept))
    stamp(kept, write)
    kept.version = moves.number
    kept.save(update_fields=[*columns, "version", "changed_by", "changed_at"])
    return tuple(back)


def _link_back(moves, ref, merged, kept, twin):
    changed, kind = merged.changes[ref], ref.partition("-")[0]
    if kind in CARD_MODELS and kind not in CHAIN_MODELS:
        moves.quick_win_back(ref, merged, kept, twin)
        return
    if kind not in CHAIN_MODELS:
        _pointer_back(moves, ref, changed, kept, twin)
        return
    row = find_entry(moves.write.plan, ref, with_deleted=True)
    if "problem_refs" in changed:
        _answer_back(moves, row, changed["problem_refs"], kept, twin)
    for column, key in (("target", "target_ref"), ("strategy", "strategy_ref")):
        if key in changed and getattr(row, f"{column}_id") == kept.pk:
            moves.reparent(row, column, key, twin)
            moves.carry([row], twin.pillar)
    if changed.get("dimension") and row.dimension_id is None and row.pillar_id == twin.pillar_id:
        assign(moves.write.plan, row, {"dimension": changed["dimension"][0]})
        moves.note(ref, "dimension", None, changed["dimension"][0])
        moves.save(row, "dimension")


def _answer_back(moves, target, changed, kept, twin):
    """Links the target to the twin again; what it has been linked to since then stays."""
    before, after = changed
    problems = answered_by(target)
    came_along = kept.ref in after and kept.ref not in before
    if came_along and kept not in problems:
        return
    if came_along:
        problems = [twin if problem == kept else problem for problem in problems]
        # those in the bin did not come along to the other group
        gone = [ref for ref in before if ref != twin.ref and ref not in after]
        left = [find_entry(target.plan, ref, with_deleted=True) for ref in gone]
        problems += [problem for problem in left if problem and problem not in problems]
        problems.sort(key=lambda problem: before.index(problem.ref) if problem.ref in before else len(before))
    else:
        problems.insert(min(before.index(twin.ref), len(problems)), twin)
    if kept.pillar_id != twin.pillar_id:
        problems = [problem for problem in problems if problem.pillar_id == twin.pillar_id]
        moves.carry([target], twin.pillar)
    moves.answer(target, list(dict.fromkeys(problems)))


def _pointer_back(moves, ref, changed, kept, twin):
    """A task or an irisan of the twin points to it again."""
    plan, (kind, _, number) = moves.write.plan, ref.partition("-")
    if kind == "irisan":
        for row in Overlap.objects.filter(plan=plan, number=number, card=kept.ref):
            _offer_back(moves, row, changed, twin)
        return
    for row in Task.objects.filter(plan=plan, number=number, card=kept.ref):
        moves.note(ref, "card", kept.ref, twin.ref)
        row.card = twin.ref
        row.save(update_fields=["card"])


def _offer_back(moves, row, changed, twin):
    """An offer that came along goes back; one that was joined with the twin's is what it was, unless answered since."""
    if "card" in changed:
        moves.point_offer(row, twin)
    elif "state" in changed and row.state == changed["state"][1]:
        for name, (before, after) in changed.items():
            moves.note(row.ref, name, after, before)
            setattr(row, name, before)
        row.version = moves.number
        row.save(update_fields=[*changed, "version"])
