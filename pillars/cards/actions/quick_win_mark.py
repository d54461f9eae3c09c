"""A programme that is nominated as a quick win says so itself: its mark follows its nomination, in the same event."""

from typing import Any

from pillars.cards.queries import find_entry
from pillars.cards.values import ONE_OF
from pillars.kinds import KINDS
from pillars.models import Nomination, Programme, QuickWinProfile, Realisation
from pillars.models.chain import Entry
from workshops.live.actions import BadRequest
from workshops.live.actions.plan_write import PlanWrite
from workshops.live.models import Event

NOMINATED = "nominasi"
_ONE = {
    "nominasi_quick_win": (Nomination, "sudah dinominasikan", ()),
    "profil_quick_win": (QuickWinProfile, "sudah punya profil quick win", ()),
    "realisasi": (Realisation, "sudah punya realisasi tahun itu", ("year",)),
}


class Doubled(BadRequest):
    """A programme has one nomination, one profile, and one realisation a year."""


def refuse_doubled(rows: list[Entry]) -> None:
    """Raise Doubled where the programme of one of `rows`, about to stand live, has another live card of that kind."""
    for row in rows:
        if row.KIND in ONE_OF:
            _refuse_second(row)
        if row.KIND not in _ONE or not row.programme_id:
            continue
        model, said, keys = _ONE[row.KIND]
        same = {"programme": row.programme_id} | {key: getattr(row, key) for key in keys}
        other = model.objects.filter(**same, deleted_in=None).exclude(pk=row.pk).first()
        if other:
            raise Doubled(
                f"Program {row.programme.code} {said}: {other.code}. Buka kartu itu, atau pilih program lain."
            )


def _refuse_second(row):
    """Raises Doubled where another living card has what a plan has one of."""
    key = ONE_OF[row.KIND]
    same = {"plan": row.plan_id, key: getattr(row, key), "deleted_in": None}
    if other := type(row).objects.filter(**same).exclude(pk=row.pk).first():
        raise Doubled(
            f"{KINDS[row.KIND].label} untuk {getattr(row, key)} sudah ada yang baru: {other.code}. Ubah yang itu."
        )


def move_mark(write: PlanWrite, entry: Entry, before: Any = None) -> None:
    """Give the programme of a nomination its mark, or take it away; `before`: ref of the one that it was of."""
    if entry.KIND != "nominasi_quick_win":
        return
    now = entry.programme.ref if entry.programme_id else None
    for ref in {before, now} - {None}:
        mark(write, ref)


def mark(write: PlanWrite, ref: str) -> None:
    """Make the programme `ref` say whether it is nominated; its standing stays as long as it is."""
    programme = find_entry(write.plan, ref, with_deleted=True)
    nominated = programme.nominations.filter(deleted_in=None).exists()
    status = (programme.quick_win_status or NOMINATED) if nominated else None
    if (bool(programme.quick_win), programme.quick_win_status) != (nominated, status):
        _set(write, programme, {"quick_win": nominated, "quick_win_status": status})


def unmark(write: PlanWrite, programme: Entry, event: Event) -> None:
    """Take back the mark that `event` has given a programme, where it still stands."""
    given = event.followed.get(programme.ref, {})
    stands = {key: before for key, (before, after) in given.items() if getattr(programme, key, None) == after}
    if stands:
        _set(write, programme, stands)


def _set(write, programme, values):
    for key, value in values.items():
        write.follow(programme.ref, key, getattr(programme, key), value)
    Programme.objects.filter(pk=programme.pk).update(**values, version=write.plan.head + 1)
