"""What “lengkap” means for the analyses (`complete_when` of the kinds), and what is missing of each."""

from dataclasses import dataclass

from pillars.analysis.readiness import Readiness
from pillars.analysis.swot import ENOUGH, Swot
from pillars.analysis.thread import VisionThread
from pillars.cards.display import joined
from pillars.kinds import KINDS

WORDS = (3, 7)


@dataclass(frozen=True, slots=True)
class AnalysisCompleteness:
    """One analysis: whether it is whole, and what is said of it. `page` is the name of an address."""

    kind: str
    label: str
    is_whole: bool
    said: str
    page: str


def completeness_of(readiness: Readiness, swot: Swot, thread: VisionThread) -> list[AnalysisCompleteness]:
    """Return [AnalysisCompleteness] of the six kinds, in the order in which a workshop takes them."""
    return [
        _told("kesiapan", _of_readiness(readiness), "analysis"),
        _told("kesenjangan", _of_gaps(readiness), "analysis"),
        _told("swot", _of_swot(swot), "swot"),
        _told("kata_kunci", _of_words(thread), "vision"),
        _told("visi_misi", _of_vision(thread), "vision"),
        _told("tujuan", _of_aims(thread), "vision"),
    ]


def _told(kind, said, page):
    missing, good = said
    return AnalysisCompleteness(kind, KINDS[kind].label, not missing, missing or good, page)


def _of_readiness(readiness):
    empty = [part.component.name for part in readiness.parts if not part.whole]
    return f"Belum ada temuan lengkap: {joined(empty)}" if empty else "", "Kelima komponen dinilai"


def _of_gaps(readiness):
    if not readiness.gaps:
        return "Belum ada kesenjangan", ""
    open_ = [row.entry.code for row in readiness.gaps if row.holes]
    due = [
        f.entry.code for part in readiness.parts for f in part.findings if f.entry.condition == "buruk" and not f.gap
    ]
    said = [f"Belum terisi: {joined(open_)}"] if open_ else []
    said += [f"Temuan buruk tanpa kesenjangan: {joined(due)}"] if due else []
    return ". ".join(said), f"{len(readiness.gaps)} kesenjangan terisi"


def _of_swot(swot):
    short = [f"{one.name} {one.agreed} dari {ENOUGH}" for one in swot.quarters if not one.is_whole]
    return f"Butir yang disepakati: {joined(short)}" if short else "", "Tiap kuadran punya tiga butir yang disepakati"


def _of_words(thread):
    number, bare = len(thread.words), [one.entry.word for one in thread.words if not one.entry.meaning]
    said = [] if WORDS[0] <= number <= WORDS[1] else [f"Ada {number} kata kunci; pilih {WORDS[0]} sampai {WORDS[1]}"]
    said += [f"Artinya belum ditulis: {joined(bare)}"] if bare else []
    return ". ".join(said), f"{number} kata kunci dengan artinya"


def _of_vision(thread):
    vision = thread.vision
    said = [] if vision and vision.visi else ["Visi belum ditulis"]
    said += [] if thread.missions else ["Misi belum ditulis"]
    said += [] if vision and vision.rpjmd_misi_refs else ["Misi RPJMD belum dikaitkan"]
    return ". ".join(said), f"Visi dan {len(thread.missions)} misi tertulis"


def _of_aims(thread):
    bare = [str(one.number) for one in thread.missions_without_goal]
    said = [f"Misi tanpa tujuan: {joined(bare)}"] if bare else []
    loose = [aim.entry.code for aim in thread.aims if not aim.targets]
    said += [f"Tujuan tanpa sasaran: {joined(loose)}"] if loose else []
    if not said and not thread.aims:
        said = ["Belum ada tujuan"]
    return ". ".join(said), f"{len(thread.aims)} tujuan dikaitkan dengan sasaran"
