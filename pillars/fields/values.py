"""The shapes that the rest of `pillars.fields` gives and raises; text and its errors: `workshops.text`. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from workshops.text import MESSAGE_KINDS, Cleaned, FieldError

__all__ = ["MESSAGE_KINDS", "NO_DATA", "Cleaned", "Context", "FieldDescription", "FieldError", "NoData", "Parsed"]


class NoData(Enum):
    """The one value for "tidak ada data": somebody looked, and there is no number. Not the same as empty."""

    NO_DATA = "tidak ada data"

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return "NO_DATA"


NO_DATA = NoData.NO_DATA


@dataclass(frozen=True, slots=True)
class Context:
    """What a field cannot know by itself.

    period   first and last year of the plan, both included
    unit     the entry's unit (`persen`, `orang`), for the percent sign and the percent warning
    allowed  field key → accepted values, for references and for choices that are rows of the plan;
             a key that is not in it is not checked here
    """

    period: tuple[int, int] | None = None
    unit: str | None = None
    allowed: Mapping[str, Collection[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A field that was understood: canonical value, soft sentences, read-back ('' when none), removed."""

    value: Any
    warnings: tuple[str, ...] = ()
    read_back: str = ""
    removed: int = 0


class FieldDescription(Protocol):
    """What this package reads of the description of a field (`pillars.kinds.Field`)."""

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def type(self) -> str: ...

    @property
    def limits(self) -> Mapping[str, Any]: ...

    @property
    def allows_no_data(self) -> bool: ...

    @property
    def needed_to_save(self) -> bool: ...

    @property
    def open_list(self) -> bool: ...

    @property
    def example_good(self) -> Any: ...

    @property
    def options(self) -> tuple[Any, ...]: ...

    @property
    def answers(self) -> tuple[Any, ...]: ...

    def label_of(self, value: Any) -> str: ...
