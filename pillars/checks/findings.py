"""What a check found: where, what it saw, and the figures that an answer to it holds for. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pillars.check_catalogue import CHECKS, Check
from pillars.plan_view.cards import CardView
from workshops.permissions import Actor, role_in

#: What stands in addresses as it is; of many cards, and where somebody's code has a slash, a digest stands for it.
_SUBJECT = re.compile(r"[A-Za-z0-9_.+-]{1,120}")
_SUBJECT_BEGINS = re.compile(r"[a-z_]*(?:-[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding.

    refs      cards that it is about; it is shown at the first one
    pillars   codes of the groups that may answer; none: it is about the whole plan
    said      placeholder → text of the check's message
    figures   what was compared: an answer holds while these stay as they are
    field     key of the field of the first card where it is repaired; "+sasaran" a missing card of that kind
    about     what it is about where that is no card ("pilar-GOV", "topik-road_length", "rencana")
    more      a second sentence: the other numbers, the other years
    message, severity  instead of the check's own
    """

    check: str
    refs: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    figures: tuple = ()
    field: str = ""
    about: str = ""
    more: str = ""
    message: str = ""
    severity: str = ""

    @property
    def subject(self) -> str:
        """Return what an answer is kept under, beside the check."""
        named = self.about or "+".join(self.refs)
        if _SUBJECT.fullmatch(named):
            return named
        begins = _SUBJECT_BEGINS.match(named)
        return f"{begins[0] if begins else ''}+{hashlib.sha256(named.encode()).hexdigest()[:16]}"

    @property
    def anchor(self) -> str:
        """Return its place on the page of the checks."""
        return f"temuan-{hashlib.sha256(f'{self.check} {self.subject}'.encode()).hexdigest()[:12]}"

    @property
    def described(self) -> Check:
        return CHECKS[self.check]

    @property
    def weight(self) -> str:
        """Return `wajib`, `periksa` or `saran`."""
        return self.severity or self.described.severity

    @property
    def sentence(self) -> str:
        return (self.message or self.described.message).format_map(self.said)

    @property
    def fingerprint(self) -> str:
        """Return 64 characters that change with any of the figures."""
        text = json.dumps([self.severity, *self.figures], default=str, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


def on(
    card: CardView,
    check: str,
    *,
    figures: tuple[Any, ...] = (),
    field: str = "",
    more: str = "",
    message: str = "",
    severity: str = "",
    **said: str,
) -> Finding:
    """Return a finding on one card; `kode` is always said."""
    return Finding(
        check=check,
        refs=(card.ref,),
        pillars=(card.pillar,),
        said={"kode": card.code, **said},
        figures=figures,
        field=field,
        more=more,
        message=message,
        severity=severity,
    )


def on_many(
    cards: Sequence[Any],
    check: str,
    *,
    about: str = "",
    figures: tuple[str | tuple[Any, ...], ...] = (),
    field: str = "",
    more: str = "",
    **said: str,
) -> Finding:
    """Return a finding that several cards share; any of their groups may answer."""
    return Finding(
        check=check,
        refs=tuple(card.ref for card in cards),
        pillars=tuple(dict.fromkeys(card.pillar for card in cards)),
        said=said,
        figures=figures,
        field=field,
        about=about,
        more=more,
    )


def on_plan(
    check: str,
    about: str = "rencana",
    *,
    pillars: tuple[str, ...] = (),
    figures: tuple[Any, ...] = (),
    more: str = "",
    **said: str,
) -> Finding:
    """Return a finding about a pillar or the plan as a whole."""
    return Finding(check=check, about=about, pillars=pillars, said=said, figures=figures, more=more)


def column_for(actor: Actor, pillars: Sequence[Any]) -> str:
    """Return the column of the matrix of `actor` for a finding that the groups with the codes `pillars` may answer."""
    if actor is not None and actor.is_participant and actor.pillar not in pillars:
        return "lain"
    return role_in(actor)
