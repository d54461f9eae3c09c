"""Many cards in one act: made from pasted rows or from a workbook, and taken back together."""

from dataclasses import dataclass
from typing import Any

from pillars.cards.actions.save import assign, code_start, next_position, rerank_problems, stamp
from pillars.cards.queries import children, find_entry, parent_refs
from pillars.cards.values import CARD_MODELS, SCORED, as_json
from pillars.models import Answer, Pillar
from pillars.models.chain import Entry, Shared
from workshops.live.actions import Receipt, plan_action
from workshops.live.actions.plan_write import NotFound, PlanWrite, existing
from workshops.live.models import Event


@dataclass(frozen=True)
class PasteResult:
    """What became of a paste. `status` "saved", or "parent_deleted": nothing was written, `gone` is the parent."""

    receipt: Receipt
    refs: tuple = ()
    status: str = "saved"
    gone: str = ""


@dataclass(frozen=True)
class TakenBack:
    """`gone` went to the bin again; `stays` were changed since, or something hangs from them by now."""

    receipt: Receipt
    gone: tuple = ()
    stays: tuple = ()


class Births:
    """Makes cards within an open write; numbers, codes and places are asked for once per kind and pillar."""

    def __init__(self, write: PlanWrite) -> None:
        self.write = write
        self.plan = write.plan
        self.number = write.plan.head + 1
        self.changes = {}
        self.parents = []
        self._codes, self._places = {}, {}

    def add(self, kind: str, pillar: Pillar | Shared, values: dict[str, Any]) -> Entry:
        """Add a card of `kind` in `pillar` (SHARED for a kind of none); return its row.

        Raises NotFound for what is not in
        the plan."""
        of_pillar = {"pillar": pillar} if pillar.pk else {}
        row = CARD_MODELS[kind](plan=self.plan, number=self.write.next_number(kind), **of_pillar)
        row.created_by = self.write.asked.key
        row.code, row.position = self._code(kind, pillar, values), self._place(kind, pillar)
        given = {key: value for key, value in values.items() if value not in (None, [], {}, "")}
        stamp(row, self.write)
        assign(self.plan, row, given)
        row.version = self.number
        row.save(force_insert=True)
        self._answer(row, given.get("problem_refs") or [])
        self.changes[row.ref] = {key: [None, value] for key, value in as_json(kind, given).items()}
        self.parents += parent_refs(kind, given)
        return row

    def _answer(self, target, refs):
        rows = []
        for position, ref in enumerate(refs):
            problem = existing(find_entry(self.plan, ref, pillar=target.pillar.code))
            rows.append(Answer(plan=self.plan, target=target, problem=problem, position=position))
        Answer.objects.bulk_create(rows)

    def _code(self, kind, pillar, values):
        start = code_start(pillar, kind, values)
        if start not in self._codes:
            codes = (
                CARD_MODELS[kind].objects.filter(plan=self.plan, code__startswith=start).values_list("code", flat=True)
            )
            used = [int(code[len(start) :]) for code in codes if code[len(start) :].isdecimal()]
            self._codes[start] = max(used, default=0)
        self._codes[start] += 1
        return f"{start}{self._codes[start]}"

    def _place(self, kind, pillar):
        key = kind, pillar.pk
        self._places[key] = self._places[key] + 1 if key in self._places else next_position(self.plan, pillar, kind)
        return self._places[key]


@plan_action(
    "paste",
    sent=lambda kind, pillar, rows: [kind, pillar, [as_json(kind, values) for values in rows]],
    again=lambda write: PasteResult(write.receipt(write.replay), tuple(write.replay.changes)),
    late=True,
)
def paste_entries(write: PlanWrite, kind: str, pillar: str, rows: list[dict[str, Any]]) -> PasteResult:
    """Make a card of `kind` in the pillar with code `pillar` of each of `rows` ({field: value}), all or none.

    Returns PasteResult; raises Refused, BadRequest, OpReused, NotFound.
    """
    write.demand("entry.paste", pillar)
    row_pillar = Pillar.objects.filter(plan=write.plan, code=pillar).first()
    if row_pillar is None or not rows:
        raise NotFound
    parents = dict.fromkeys(ref for values in rows for ref in parent_refs(kind, values))
    if gone := next((ref for ref in parents if find_entry(write.plan, ref, pillar=pillar) is None), ""):
        return PasteResult(write.receipt(), (), "parent_deleted", gone)
    births = Births(write)
    made = [births.add(kind, row_pillar, values) for values in rows]
    rerank_problems(made[0], set().union(*rows) & SCORED, write)
    refs = [*births.changes, *births.parents]
    event = write.record("entry.pasted", refs, pillar=pillar, changes=births.changes)
    return PasteResult(write.receipt(event), tuple(births.changes))


@plan_action("unpaste", again=lambda write: TakenBack(write.receipt(write.replay), tuple(write.replay.changes)))
def take_back_paste(write: PlanWrite, pillar: str, number: int) -> TakenBack:
    """Put the cards of the paste that was event `number` into the bin, together.

    What somebody has written on since then, or hung something from, stays. Raises NotFound.
    """
    pasted = Event.objects.filter(plan=write.plan, number=number, verb="entry.pasted", pillar=pillar).first()
    write.demand("entry.paste", pillar)
    if pasted is None:
        raise NotFound
    found = [find_entry(write.plan, ref) for ref in pasted.changes]
    rows = [row for row in found if row is not None and row.pillar.code == pillar]
    stays = [row for row in rows if row.version != number or children(row)]
    gone = [row for row in rows if row not in stays]
    kept = tuple(row.code for row in stays)
    if not gone:
        return TakenBack(write.receipt(), (), kept)
    for row in gone:
        row.deleted_in, row.deleted_at = write.plan.head + 1, write.at
        row.save(update_fields=["deleted_in", "deleted_at"])
    rerank_problems(gone[0], SCORED, write)
    changes = {row.ref: {"deleted": [False, True]} for row in gone}
    parents = [ref for ref in pasted.refs if ref not in pasted.changes]
    event = write.record("entry.unpasted", [*changes, *parents], pillar=pillar, changes=changes)
    return TakenBack(write.receipt(event), tuple(changes), kept)
