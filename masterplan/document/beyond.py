"""What a slice of a plan names without holding it: cards of others that its own cards touch. Frozen, without Django."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A card outside the slice: named, never counted. `kind`: Masalah · Sasaran · Program; `pillar`: its name.

    `touches`: refs of the cards of the slice that it answers or is answered by; codes of the pillars that own it too.
    """

    kind: str
    code: str
    text: str
    pillar: str
    touches: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Beyond:
    """`title`: what the slice is, in words ("" for a whole plan); `pillars`: (code, name) of those outside.

    problems  that targets of the slice answer · targets  that answer problems of the slice · shared  cards of others
    that a pillar of the slice owns too
    """

    title: str = ""
    pillars: tuple[tuple[str, str], ...] = ()
    problems: tuple[Neighbour, ...] = ()
    targets: tuple[Neighbour, ...] = ()
    shared: tuple[Neighbour, ...] = ()
