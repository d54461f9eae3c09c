"""What people change of the berita acara while it is prepared."""

from masterplan.closing.minutes_text import digest
from masterplan.closing.models import Minutes
from workshops.live.actions import plan_action
from workshops.live.actions.plan_write import PlanWrite, existing
from workshops.live.models import Event
from workshops.plans.models import Bimtek
from workshops.text import FieldErrors


class MinutesConflict(Exception):
    """Somebody else changed some of these parts after the page was opened; nothing was written. `keys` names them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(keys)
        self.keys = keys


@plan_action("minutes", may="minutes.prepare")
def save_minutes(
    write: PlanWrite, number: int, words: dict[str, str | None] | FieldErrors, *, shown: dict[str, str]
) -> Event | None:
    """Write parts of the paper of bimtek `number`. Returns the receipt.

    words  {part: text, or None to take the shipped text again}: only what the person touched
    shown  {part: digest of the text that their page had shown}
    Raises NotFound, MinutesConflict, Refused, BadRequest, OpReused.
    """
    bimtek = existing(Bimtek.objects.filter(plan=write.plan, number=number).first())
    row = Minutes.objects.filter(plan=write.plan, bimtek=bimtek).first() or Minutes(plan=write.plan, bimtek=bimtek)
    if keys := [key for key in words if differs(row.words.get(key), words[key], shown.get(key))]:
        raise MinutesConflict(keys)
    changed = {key: text for key, text in words.items() if text != row.words.get(key)}
    if not changed:
        return None
    row.words = {key: text for key, text in (row.words | changed).items() if text is not None}
    row.changed_by, row.changed_at = write.asked.key, write.at
    row.save()
    # names of those who sign stand in the words: the journal knows only that they were changed
    return write.record("minutes.changed", [bimtek.ref])


def differs(stored: str | None, wanted: object, seen: str | None) -> bool:
    """Whether what is stored is neither what is wanted nor what the page had shown."""
    return stored is not None and stored != wanted and digest(stored) != seen
