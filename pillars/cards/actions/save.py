"""Adding a card and saving one: merged field by field with what others wrote meanwhile."""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import Any

from django.db.models import Max

from pillars import merge as merging
from pillars.cards.actions.quick_win_mark import move_mark, refuse_doubled
from pillars.cards.actions.result import (
    Saved,
    agreed_fields,
    deletion_of,
    field_changes,
    lost_values,
    merge_conflicts,
    repeated_answer,
)
from pillars.cards.actions.save_at_once import save_at_once
from pillars.cards.queries import deleted_parents, find_entry, moved_parents, parent_refs
from pillars.cards.values import (
    CARD_MODELS,
    FREE,
    NOT_SAVED,
    ONE_A_PLAN,
    ONE_OF,
    PARENT_FIELD,
    SCORED,
    as_json,
    from_base,
    right,
    rows_in_place,
    set_value,
    values_of,
)
from pillars.kinds import KINDS
from pillars.models import SHARED, Answer, Dimension, Pillar, Problem, Programme, ReadinessComponent, SharedEntry
from pillars.models.chain import Entry, Shared
from workshops.live.actions import BadRequest, Refused, lock_last, plan_action, plan_write
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event
from workshops.permissions import Actor
from workshops.plans.models import Plan

CODE_LETTERS = {"masalah": "P", "sasaran": "S", "strategi": "ST", "program": "PR"}
CODE_LETTERS |= {
    "nominasi_quick_win": "NQ",
    "profil_quick_win": "QW",
    "risiko": "RK",
    "realisasi": "RL",
    "butir_evaluasi": "BE",
    "naskah": "NS",
}
CODE_LETTERS |= {"kesiapan": "KS", "kesenjangan": "KJ", "kata_kunci": "KK", "visi_misi": "VM", "tujuan": "TJ"}
#: A statement of the SWOT is known by the letter of its list.
SWOT_LETTERS = {"strengths": "S", "weaknesses": "W", "opportunities": "O", "threats": "T"}
#: A save that came after the signature: its text is kept in the journal for its author and the facilitator.
LOCKED = "entry.locked"


@plan_action(
    "add",
    sent=lambda kind, pillar, values, **_: [kind, pillar, as_json(kind, values)],
    again=repeated_answer,
    late=True,
)
def add_entry(write: PlanWrite, kind: str, pillar: str, values: dict[str, Any], *, begun: Any = None) -> Saved:
    """Add an entry of `kind` to the pillar with code `pillar`; its parent stands in `values` (`target_ref` …).

    values: parsed field values. begun: those that its form began with where they are not empty: the journal tells the
    card as a change of them. Returns Saved; raises Refused, BadRequest, OpReused, NotFound.
    """
    write.demand(right(kind, "add"), pillar)
    given = {key: value for key, value in values.items() if value not in (None, [], {}, "")}
    if (one := _only_one(write.plan, kind, given)) is not None:
        # two phones began it at once: what the later one typed is merged into the card of the first
        base, typed = _before(write.plan, one), {key: given[key] for key in given.keys() - NOT_SAVED}
        return replace(_merged_save(write, one, kind, typed, base, "entry.saved", {}), entry=None)
    place = _place(write.plan, kind, pillar)
    parents = parent_refs(kind, values)
    if gone := [ref for ref in parents if find_entry(write.plan, ref, pillar=pillar) is None]:
        event = write.record("entry.late", [*gone, *parents], pillar=pillar, lost=as_json(kind, values))
        return Saved(write.receipt(event), gone[0], "parent_deleted", lost=values)
    given = born_with(write.plan, kind, given)
    of_pillar = {"pillar": place} if place.pk else {}
    entry = CARD_MODELS[kind](plan=write.plan, number=write.next_number(kind), created_by=write.asked.key, **of_pillar)
    entry.code = next_code(write.plan, place, kind, given)
    entry.position = next_position(write.plan, place, kind)
    stamp(entry, write)
    assign(write.plan, entry, given)
    entry.version = write.plan.head + 1
    refuse_doubled([entry])
    entry.save(force_insert=True)
    link_problems(entry, given)
    rerank_problems(entry, given, write)
    move_mark(write, entry)
    before, after = as_json(kind, begun or {}), as_json(kind, given)
    changes = {entry.ref: {key: [before.get(key), after.get(key)] for key in {**after, **before}}}
    event = write.record("entry.added", [entry.ref, *parents], pillar=pillar, changes=changes)
    return Saved(write.receipt(event), entry.ref, written=tuple(given))


def has_added(plan: Plan, actor: Actor, op: str) -> bool:
    """Return whether this sending, sent before, has made the card that it meets now."""
    return Event.objects.filter(plan=plan, actor=actor.key, op=op, verb="entry.added").exists()


def _only_one(plan, kind, given):
    """The card of a kind that a plan has one of, in the bin or not; the living one of the same value where it has one
    of each. None where another one may be added."""
    if kind in ONE_OF:
        key = ONE_OF[kind]
        return CARD_MODELS[kind].objects.filter(plan=plan, deleted_in=None, **{key: given.get(key)}).first()
    return CARD_MODELS[kind].objects.filter(plan=plan).first() if kind in ONE_A_PLAN else None


def _before(plan, entry):
    """The number of the event before the one that made an entry."""
    births = Event.objects.filter(plan=plan, refs__contains=[entry.ref], verb="entry.added").order_by("number")
    return next((event.number - 1 for event in births[:1]), 0)


def _place(plan, kind, pillar):
    """The pillar with code `pillar` where `kind` has pillars, SHARED where it has none. Raises NotFound."""
    if issubclass(CARD_MODELS[kind], SharedEntry):
        return SHARED
    return existing(Pillar.objects.filter(plan=plan, code=pillar).first())


def save_entry(
    actor: Actor,
    ref: str,
    values: dict[str, Any],
    *,
    base: int | None,
    op: str,
    verb: str = "entry.saved",
    action: str | None = None,
    demand: Callable[..., Any] | None = None,
    note: Any = None,
    read: tuple[Plan, Entry] | None = None,
) -> Saved | None:
    """Write the fields in `values` that the person changed since `base` (the event their page showed).

    Fields that others changed meanwhile are merged; where both changed one, theirs stays and ours is kept in
    the journal (`lost`) and named in `clashes`. Returns Saved; raises Refused, BadRequest, OpReused, NotFound.
    Who is refused because the bimtek is signed finds the text in the card's history; the card stays as it is.

    demand  (write, entry): asks for the right instead of `action`, under the plan's lock; raises Refused.
    note    {name: [before, after]} that the journal keeps beside the changed fields; no name of a field.
    read    the plan and the card as the request has read them: most saves then need no lock (`save_at_once`).
    """
    kind = ref.partition("-")[0]
    if kind not in CARD_MODELS:
        raise NotFound
    mine = {key: value for key, value in values.items() if key not in NOT_SAVED}
    body = ["save", ref, base, as_json(kind, mine)]
    if read and (saved := save_at_once(read[0], copy(read[1]), actor, mine, body, base=base, op=op)):
        return saved

    def act(late):
        locked = saved = None
        with plan_write(actor, op=op, body=body, late=late) as write:
            if write.replay and write.replay.verb == LOCKED:
                raise BadRequest
            if write.replay:
                return repeated_answer(write)
            entry = existing(find_entry(write.plan, ref, with_deleted=True))
            try:
                if demand:
                    demand(write, entry)
                else:
                    write.demand(action or right(kind, "edit"), entry.pillar.code)
            except Refused as refused:
                if refused.verdict.reason != "terkunci" or late:
                    raise
                # the lock is said before anything else that may be wrong with the page
                known = base if base is not None and 0 <= base <= write.plan.head else write.plan.head
                write.record(LOCKED, [ref], pillar=entry.pillar.code, lost=as_json(kind, mine), base=known)
                locked = refused
            else:
                saved = _merged_save(write, entry, kind, mine, base, verb, note or {})
        if locked:
            raise locked
        return saved

    return lock_last(act)


def _merged_save(write, entry, kind, mine, base, verb, note):
    """What was typed, merged with what others wrote meanwhile; see `save_entry`."""
    ref = entry.ref
    write.known_base(base)
    if entry.is_deleted:
        return _late(write, entry, mine, base)
    now = values_of(entry)
    at_base, last = from_base(write.plan, entry, now, base)
    merged = merging.merge(KINDS[kind], at_base, mine, now)
    conflicts = merged.conflicts
    # of a table or a list in conflict, what does not clash is written at once
    partly = {key: theirs for key, (_, _, theirs) in conflicts.items() if not merging.same(theirs, now[key])}
    written = merged.write | partly
    agreed = agreed_fields(merged, mine, at_base, last)
    if gone := deleted_parents(write.plan, entry, now, written):
        lost = as_json(kind, mine)
        event = write.record("entry.late", [*gone, ref], pillar=entry.pillar.code, lost=lost, base=base)
        return Saved(write.receipt(event), gone[0], "parent_deleted", lost=mine)
    if not written and not conflicts:
        return Saved(write.receipt(), ref, entry=entry, since=last, agreed=agreed)
    if written:
        stamp(entry, write)
        columns = assign(write.plan, entry, written)
        entry.version = write.plan.head + 1
        refuse_doubled([entry])
        entry.save(update_fields=[*columns, "version", "changed_by", "changed_at"])
        link_problems(entry, written)
        rerank_problems(entry, written, write)
        move_mark(write, entry, now.get("programme_ref"))
    changes = {ref: field_changes(kind, now, written) | note}
    lost = lost_values(kind, mine, merged) if conflicts else {}
    touched = [ref, *moved_parents(kind, now, written)]
    event = write.record(
        "entry.conflict" if conflicts else verb,
        touched,
        pillar=entry.pillar.code,
        changes=changes if written else {},
        lost=lost,
        base=base,
    )
    clashes = merge_conflicts(write.plan, entry, merged, base, own=event.number) if conflicts else ()
    if "problem_refs" in written:
        entry = find_entry(write.plan, ref)
    return Saved(
        receipt=write.receipt(event),
        ref=ref,
        status="conflict" if clashes else "saved",
        written=tuple(written),
        clashes=clashes,
        entry=entry,
        since=last,
        agreed=agreed,
        stands=event.number,
    )


def _late(write, entry, mine, base):
    """A save for a card in the bin: the text goes to the journal, the card stays where it is."""
    lost = as_json(entry.KIND, mine)
    event = write.record("entry.late", [entry.ref], pillar=entry.pillar.code, lost=lost, base=base)
    return Saved(write.receipt(event), entry.ref, "deleted", by=deletion_of(entry), lost=mine)


def code_start(pillar: Pillar | Shared, kind: str, values: dict[str, Any]) -> str:
    """Return what the code of a new entry begins with: its pillar, if it has one, and the letters of its kind."""
    letters = SWOT_LETTERS.get(values.get("type", ""), "X") if kind == "swot" else CODE_LETTERS[kind]
    return f"{pillar.code}-{letters}" if pillar.code else letters


def next_code(plan: Plan, pillar: Pillar | Shared, kind: str, values: dict[str, Any]) -> str:
    """Return the code a new entry is born with: its start, and the first number above all used ones."""
    start = code_start(pillar, kind, values)
    codes = CARD_MODELS[kind].objects.filter(plan=plan, code__startswith=start).values_list("code", flat=True)
    used = [int(code[len(start) :]) for code in codes if code[len(start) :].isdecimal()]
    return f"{start}{max(used, default=0) + 1}"


def born_with(plan: Plan, kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` of a new card with what the system gives it: a risk the next free R of its profile."""
    if kind != "risiko" or values.get("kode"):
        return values
    number = _number(values["profile_ref"])
    codes = CARD_MODELS[kind].objects.filter(plan=plan, profile__number=number).values_list("kode", flat=True)
    used = [int(code[1:]) for code in codes if code and code[:1] == "R" and code[1:].isdecimal()]
    return values | {"kode": f"R{max(used, default=0) + 1}"}


def next_position(plan: Plan, pillar: Pillar | Shared, kind: str) -> int:
    """Return the place after the last entry of this kind in the pillar."""
    rows = rows_in_place(plan, kind, pillar)
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def stamp(entry: Entry, write: PlanWrite) -> None:
    """Note who changes a row and when; the caller saves it."""
    entry.changed_by = write.asked.key
    entry.changed_at = write.at


def assign(plan: Plan, entry: Entry, values: dict[str, Any]) -> list[str]:
    """Set columns from values; return their names. Refs and codes that are not in the plan raise NotFound."""
    kind, columns = KINDS[entry.KIND], []
    for key, value in values.items():
        if key == "problem_refs" and entry.KIND == "sasaran":
            continue
        if key == PARENT_FIELD.get(entry.KIND) and not value and entry.KIND not in FREE:
            raise NotFound
        columns += set_value(entry, kind.field(key), value, lambda field, ref: _named(plan, entry, field, ref))
    return columns


def _named(plan, entry, field, value):
    """Return the row that a field's value names. Raises NotFound."""
    if field.refers_to == "dimension":
        return _one(Dimension.objects.filter(plan=plan, pillar=entry.pillar, code=value))
    if field.refers_to == "opd":
        return _one(plan.opds.filter(number=_number(value)))
    if field.refers_to in ("rpjmd", "rpjmd_previous"):
        return _one(plan.rpjmd_objectives.filter(number=_number(value)))
    if field.refers_to == "renstra":
        return _one(plan.renstra_programmes.filter(number=_number(value)))
    if field.key == "component":
        return _section(plan, value)
    if entry.KIND == "realisasi":
        # its pillar is that of its programme, which a new one does not have yet
        return _one(Programme.objects.filter(plan=plan, number=_number(value)))
    return existing(find_entry(plan, value, pillar=entry.pillar.code))


def _one(rows):
    return existing(rows.first())


def _section(plan, component):
    """The part of the analysis that a finding of `component` stands in; made with its first finding."""
    rows = ReadinessComponent.objects.filter(plan=plan)
    found = rows.filter(component=component).first()
    return found or ReadinessComponent.objects.create(plan=plan, component=component, position=rows.count() + 1)


def _number(ref):
    return int(ref.partition("-")[2])


def link_problems(entry: Entry, values: dict[str, Any]) -> None:
    """Make the target answer exactly the problems of `values["problem_refs"]`, in that order."""
    if "problem_refs" not in values or entry.KIND != "sasaran":
        return
    Answer.objects.filter(target=entry).delete()
    for position, ref in enumerate(values["problem_refs"] or []):
        problem = find_entry(entry.plan, ref, with_deleted=True)
        if problem is None or problem.pillar_id != entry.pillar_id:
            raise NotFound
        Answer.objects.create(plan=entry.plan, target=entry, problem=problem, position=position)


def rerank_problems(entry: Entry, touched: dict[str, Any] | set[str], write: PlanWrite | None = None) -> None:
    """Place the pillar's problems by score once a score of one of them has changed; `write` journals the places."""
    if entry.KIND != "masalah" or not SCORED & set(touched):
        return
    rows = list(Problem.objects.filter(plan=entry.plan, pillar=entry.pillar, deleted_in=None))
    scored = [row for row in rows if row.score is not None]
    scored.sort(key=lambda row: (-(row.score or 0), -row.seriousness, -row.urgency, row.position))
    ranks = {row.pk: place for place, row in enumerate(scored, 1)}
    for row in rows:
        if row.rank != ranks.get(row.pk):
            Problem.objects.filter(pk=row.pk).update(rank=ranks.get(row.pk))
            if write is not None:
                write.follow(row.ref, "rank", row.rank, ranks.get(row.pk))
