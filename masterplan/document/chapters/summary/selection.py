"""What of a plan stands in a summary: the targets and programmes that say most of a pillar, its quick wins. Pure."""

from dataclasses import dataclass, replace

from masterplan.document.book_data import BookData
from masterplan.document.nodes import Section
from masterplan.document.plan_facts import PlanFacts
from masterplan.document.tree import Paragraph
from pillars.plan_view.cards import Programme, QuickWin
from pillars.plan_view.shapes import Pillar
from pillars.quick_win_guide import is_placeholder

CHOSEN = "terpilih"


@dataclass(frozen=True)
class Win:
    """A chosen quick win: its programme, its profile, or only one of the two."""

    pillar: Pillar
    programme: Programme | None
    profile: QuickWin | None

    @property
    def name(self) -> str:
        return (self.profile.name if self.profile else "") or (self.programme.name if self.programme else "Quick win")

    @property
    def code(self) -> str:
        return self.programme.code if self.programme else ""

    def text_of(self, name: str) -> str:
        """Return a text of the profile; "" while it is empty or still the instruction of the form."""
        text = getattr(self.profile, name, "")
        return "" if is_placeholder(text) else text

    @property
    def agency(self) -> str:
        return self.programme.lead_opd if self.programme else ""

    @property
    def years(self) -> tuple:
        found = self.profile.years if self.profile else ()
        return found or (self.programme.years if self.programme else ())

    @property
    def budget(self) -> int | None:
        own = self.profile.budget if self.profile else None
        return own if own is not None else self.programme.cost if self.programme else None


def wins_of(book_data: BookData, facts: PlanFacts) -> list[Win]:
    """Return the quick wins of the plan by pillar: programmes that were chosen, and profiles that name none of them."""
    profiles = {}
    for profile in book_data.quick_wins:
        profiles.setdefault(profile.programme, profile)
    found = []
    for pillar in book_data.pillars:
        own = [p for p in pillar.programmes if p.chosen or p.ref in profiles]
        found += [Win(pillar, p, profiles.get(p.ref)) for p in own]
        # a profile may stand under another pillar than its programme, or have none yet
        found += [
            Win(pillar, None, w)
            for w in book_data.quick_wins
            if w.pillar == pillar.code and w.programme not in facts.programmes
        ]
    return found


def headline_targets(pillar: Pillar, facts: PlanFacts, most: int = 3) -> list:
    """Return the targets that tell of a change in numbers, those of the most pressing problems first.

    One an indicator.
    """
    own = {t.ref for t in pillar.targets}
    pressing = [t for p in facts.ranked(pillar) for t in facts.targets_of[p.ref] if t.ref in own]
    measured = [t for t in dict.fromkeys((*pressing, *pillar.targets)) if t.baseline is not None and t.targets]
    later = [t for t in dict.fromkeys((*pressing, *pillar.targets)) if t.baseline is None and t.targets]
    found = {}
    for target in (*measured, *later):
        found.setdefault(target.indicator or target.ref, target)
    return list(found.values())[:most]


def headline_programmes(pillar: Pillar, most: int = 5) -> list:
    """Return the programmes of a summary: quick wins first, then what costs most, then the order of the plan."""
    order = {p.ref: n for n, p in enumerate(pillar.programmes)}

    def weight(p):
        return (not p.chosen, -(p.cost or 0), order[p.ref])

    return sorted(pillar.programmes, key=weight)[:most]


def paged(first: Section, *rest: Section) -> tuple:
    """Return sections that each begin a page, but for those that hold nothing, and what follows on such a one."""
    made, before = [first], first
    for section in rest:
        alone = section.new_page and _told(before) and _told(section)
        made.append(replace(section, new_page=alone, large=alone))
        before = section
    return tuple(made)


def _told(section) -> bool:
    return any(not (isinstance(node, Paragraph) and node.role == "gap") for node in section.children)


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` letters, cut after a sentence, a clause or a word; three dots say that a
    sentence does not end there.
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    sentence = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    if sentence > most // 2:
        return cut[: sentence + 1]
    clause = cut.rfind("; ")
    if clause > most // 2:
        return cut[:clause] + "."
    word = cut.rfind(" ")
    return (cut[:word] if word > most // 2 else cut).rstrip(" ,;:") + "…"
