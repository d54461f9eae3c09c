"""What the worker notes of a file that it makes: its own row, which is no part of the plan: no event, no ring."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from masterplan.downloads.items import OPEN
from masterplan.downloads.models import Export


class Stopped(Exception):
    """The file was cancelled, or is finished already, while the worker was making it."""


def begin(pk: int) -> Export:
    """Return the row of an export that shall be made now. Raises `Stopped` when it is cancelled or finished already."""
    if not change_open(pk, state=Export.DIKERJAKAN, step=0, steps=0, doing=""):
        raise Stopped
    return Export.objects.select_related("plan").defer("content").get(pk=pk)


def advance(pk: int, step: int, steps: int, doing: str) -> None:
    """Record that step `step` of `steps` is being made. Raises `Stopped` when somebody has cancelled meanwhile."""
    if not change_open(pk, step=step, steps=steps, doing=doing[:200]):
        raise Stopped


def is_wanted(pk: int) -> bool:
    """Return False once an export is cancelled."""
    return Export.objects.filter(pk=pk, state__in=OPEN).exists()


def finish(
    pk: int, content: bytes, *, plan_number: int, pages: int | None = None, warnings: Sequence[Any] = ()
) -> None:
    """Keep the finished file, in one statement. A file cancelled at the last moment stays cancelled."""
    change_open(
        pk,
        state=Export.SELESAI,
        content=content,
        size=len(content),
        plan_number=plan_number,
        pages=pages,
        warnings=list(warnings),
        done_at=timezone.now(),
        doing="",
    )


def mark_failed(pk: int, sentence: str) -> None:
    """Note in a sentence for people why there is no file."""
    change_open(pk, state=Export.GAGAL, failure=sentence, done_at=timezone.now(), doing="")


def change_open(pk: int, **values: Any) -> bool:
    """Change an unfinished export; False when it is finished or cancelled."""
    with transaction.atomic():
        return Export.objects.filter(pk=pk, state__in=OPEN).update(**values) == 1
