"""The values of a card's fields: refs with labels, and typed properties that read a field by its key. Pure."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from pillars.fields import NO_DATA

if TYPE_CHECKING:
    from pillars.plan_view.cards import CardView

type NumbersByYear = tuple[tuple[int, Decimal], ...]


class Ref(str):
    """The ref of a row that a card names (`sasaran-12`, `opd-3`), with the `label` that people know the row by.

    The label is a card's code, a SWOT item's statement, an office's name, or the code of an RPJMD sasaran.
    """

    __slots__ = ("label",)
    label: str

    def __new__(cls, ref: str, label: str = "") -> Self:
        made = super().__new__(cls, ref)
        made.label = label or ref
        return made

    def __getnewargs__(self) -> Any:
        return str(self), self.label


class Value[T]:
    """A property of a card: what `read` makes of the field `key` (its own name where that is the key), once a card."""

    def __init__(self, key: str = "") -> None:
        self.key = key

    def __set_name__(self, owner: type, name: str) -> None:
        self.name, self.key = name, self.key or name

    def __get__(self, card: "CardView", owner: type) -> T:
        if card is None:
            return self
        made = card.__dict__[self.name] = self.read(card.values.get(self.key))
        return made

    def read(self, value: Any) -> T:
        """Return the property of a value."""
        return value

    def write(self, value: T) -> Any:
        """Return the value that has this property."""
        return value


class Filled[T](Value[T]):
    """A property that is `empty` where the field has no value."""

    empty: Any

    def read(self, value: Any) -> T:
        return value or self.empty


class Text(Filled[str]):
    empty = ""


class Texts(Filled[tuple[str, ...]]):
    empty = ()


class Years(Filled[tuple[int, ...]]):
    empty = ()


class Flag(Filled[bool]):
    empty = False


class Known(Value[Decimal | None]):
    """A number; None also where somebody said that there is no data."""

    def read(self, value: Any) -> Decimal | None:
        return None if value is NO_DATA else value


class ByYear[T](Value[tuple[tuple[int, T], ...]]):
    def read(self, value: Any) -> tuple[tuple[int, T], ...]:
        return tuple(value.items()) if value else ()

    def write(self, value: Any) -> dict:
        return dict(value)


class Answers(Value[tuple[tuple[str, str], ...]]):
    """(option, answer) for each option of a table that was answered."""

    def read(self, value: Any) -> tuple[tuple[str, str], ...]:
        return tuple((str(key), str(answer)) for key, answer in (value or {}).items() if answer)

    def write(self, value: Any) -> dict:
        return dict(value)


class Label(Value[str]):
    """What the named row is called."""

    def read(self, value: Any) -> str:
        return value.label if value else ""

    def write(self, value: str) -> Ref | None:
        return Ref(value) if value else None


class Labels(Value[tuple[str, ...]]):
    def read(self, value: Any) -> tuple[str, ...]:
        return tuple([ref.label for ref in value]) if value else ()

    def write(self, value: Any) -> tuple[Ref, ...]:
        return tuple(map(Ref, value))
