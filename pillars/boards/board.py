"""The board of one group: its chain, what is missing of it, and who sits there. Reads, never writes."""

from dataclasses import dataclass

from pillars.boards.kept_chain import kept_chain
from pillars.boards.parts import part_of
from pillars.cards.addresses import address
from pillars.cards.display import in_sentence, joined
from pillars.cards.gaps import NEXT, Gap, gaps_in, is_chain_complete
from pillars.cards.presence import Room, room_of
from pillars.cards.queries import PillarChain
from pillars.cards.values import title_of
from pillars.kinds import KINDS
from pillars.models import Pillar
from pillars.overlap.queries import waiting_for
from pillars.prioritisation.queries import board_scores
from pillars.review.queries import open_musts
from workshops.plans.models import Plan
from workshops.response_cache import cached_response

CHAIN = ("masalah", "sasaran", "strategi", "program")
#: So many codes stand in a sentence before the rest becomes a number.
NAMED = 4


@dataclass(frozen=True, slots=True)
class GapLink:
    """A sentence that names what is missing (`brief` for a narrow column), and the address where it can be closed."""

    text: str
    brief: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A problem in the list beside the chain, `later` if in a later part; `targets` is how many answer it."""

    ref: str
    code: str
    title: str
    targets: int
    later: bool


@dataclass(frozen=True)
class Board:
    """Everything that the page of a group shows, as of journal number `head`.

    tally     {kind key: how many live entries}
    gaps      all gaps of the group; `links` the sentences for the most urgent of them
    complete  how many problems have an unbroken thread down to programmes
    offers    irisan that wait for the group's answer; shared: cards of other groups that it owns too
    musts     notes of experts that must be met and are not closed; must_cards: [(card, how many)]
    """

    pillar: Pillar
    head: int
    chain: PillarChain
    tally: dict
    gaps: list[Gap]
    links: list[GapLink]
    listed: list[Listed]
    complete: int
    room: Room
    offers: int
    shared: int
    musts: int = 0
    must_cards: tuple = ()

    @property
    def counts(self) -> str:
        """Return `8 masalah · 6 sasaran · 4 strategi · 0 program`, the line under the name of the pillar."""
        return " · ".join(f"{self.tally[kind]} {KINDS[kind].label.lower()}" for kind in CHAIN)


def read_board(plan: Plan, code: str, room: Room | None = None) -> Board:
    """Return the board of the pillar with `code`, in ten queries whatever its size, or fewer by those for `room`.

    A few more where experts have left notes that must be met.
    """
    key = ("pillar", plan.pk, code, plan.rights_head)
    pillar = cached_response(key, lambda: Pillar.objects.get(plan=plan, code=code))
    room = room or room_of(plan)
    chain = kept_chain(plan, pillar)
    marks = board_scores(plan, code).marks
    for link in chain.all_links() if marks else ():
        link.mark = marks.get(link.entry.ref, "")
    gaps = gaps_in(chain, plan)
    offers, shared = waiting_for(plan, code)
    musts = open_musts(plan)
    return Board(
        pillar=pillar,
        head=plan.head,
        chain=chain,
        tally=tally_of(chain),
        gaps=gaps,
        links=gap_links(chain, gaps, pillar, address(plan, pillar)),
        listed=_listed(chain, pillar),
        complete=sum(is_chain_complete(link) for link in chain.threads),
        room=room,
        offers=offers,
        shared=shared,
        musts=musts.by_pillar[code],
        must_cards=tuple(musts.of(code)),
    )


def tally_of(chain: PillarChain) -> dict[str, int]:
    """Return how many live entries of each kind a chain holds."""
    tally = dict.fromkeys(CHAIN, 0)
    for link in chain.all_links():
        tally[link.entry.KIND] += 1
    return tally


def gap_links(chain: PillarChain, gaps: list[Gap], pillar: Pillar, base: str) -> list[GapLink]:
    """Return what is missing, the break nearest to the top of the chain first; empty when nothing is."""
    links = []
    for kind, child in NEXT.items():
        codes = [(gap.ref, short(gap.code, pillar)) for gap in gaps if gap.kind == kind and gap.child == child]
        if codes:
            links.append(_gap_link(codes, kind, f"belum punya {KINDS[child].label.lower()}", base))
    if chain.loose:
        codes = [(link.entry.ref, short(link.entry.code, pillar)) for link in chain.loose]
        links.insert(min(1, len(links)), _gap_link(codes, "sasaran", "belum menjawab masalah", base))
    fields = [gap for gap in gaps if gap.group_can_close and not gap.child]
    if fields and len(links) < 2:
        brief = f"{len(fields)} kartu punya isian kosong"
        links.append(GapLink(f"{brief} yang dapat diisi kelompok", brief, f"{base}kelengkapan/?siapa=kelompok"))
    return links


def first_gaps(gaps: list[Gap], pillar: Pillar, base: str) -> list[GapLink]:
    """Return `S1 belum diisi: sumber` for each card, with a link into the very card and field.

    The group's own first.
    """
    cards = sorted((gap for gap in gaps if not gap.child), key=lambda gap: not gap.group_can_close)
    said = [
        (f"{short(gap.code, pillar)} belum diisi: {', '.join(in_sentence(hole.label) for hole in gap.holes)}", gap)
        for gap in cards
    ]
    return [GapLink(text, text, closing_address(gap, base)) for text, gap in said]


def closing_address(gap: Gap, base: str) -> str:
    """Return where a gap is closed: the form of the missing child, the page of the RPJMD, or the field in the card."""
    key = gap.child or gap.holes[0].key
    if gap.child:
        return f"{base}{key}/baru/?induk={gap.ref}"
    return f"{base}{gap.ref}/selaras/" if key == "rpjmd_ref" else f"{base}{gap.ref}/#f-{key}"


def _gap_link(codes, kind, lacks, base):
    """`2 masalah belum punya sasaran: P6 dan P7`; many codes become a number."""
    many, named = f"{len(codes)} {KINDS[kind].label.lower()} {lacks}", [code for _, code in codes]
    if len(named) > NAMED:
        return GapLink(many, many, f"{base}#{codes[0][0]}")
    return GapLink(f"{many}: {joined(named)}", f"{', '.join(named)} {lacks}", f"{base}#{codes[0][0]}")


def short(code: str, pillar: Pillar) -> str:
    """Return `P4` of `GOV-P4`: the pillar is known from the page."""
    return code.removeprefix(f"{pillar.code}-")


def _listed(chain, pillar):
    first = part_of(chain, {}).until
    return [
        Listed(
            link.entry.ref,
            short(link.entry.code, pillar),
            clip(title_of(link.entry)),
            len(link.links + link.also),
            later=place >= first,
        )
        for place, link in enumerate(chain.threads)
    ]


def clip(sentence: str, most: int = 70) -> str:
    """Return `sentence`, or its beginning up to a word's end and an ellipsis."""
    if len(sentence) <= most:
        return sentence
    return f"{sentence[:most].rsplit(' ', 1)[0].rstrip(',;:')} …"
