"""The berita acara as a tree: text, tables, places for signatures, and its annexes."""

from dataclasses import dataclass, field
from typing import Any

from masterplan.closing import attendance_list
from masterplan.closing.changes_annex import annex
from masterplan.closing.minutes_facts import MinutesFacts, read_minutes_facts
from masterplan.closing.minutes_text import MarkFiller, defaults, digest, letter_for, lines_of, signer_lines, signers_of
from masterplan.document import pieces
from masterplan.document import tree as t
from masterplan.document.bimteks import DECISIONS, RESULTS
from masterplan.snapshots.comparison import Comparison
from workshops.plans.models import Bimtek, Plan

NO_OBJECTION = "Tidak ada keberatan yang dicatat."
#: Height in mm of a box that is signed.
BOX = 13


@dataclass(frozen=True)
class PreparedMinutes:
    """The parts of a paper as they are now. `shipped`: what the template says; `changed`: keys that people changed."""

    letter: dict
    facts: MinutesFacts
    shipped: dict
    parts: dict
    changed: frozenset = field(default_factory=frozenset)

    @property
    def number(self) -> str:
        return self.parts["nomor"]

    @property
    def gaps(self) -> list[str]:
        """Return what is still to be filled in, by its meaning, each once."""
        marks = [part.split("]")[0] for text in self.parts.values() for part in text.split("[belum diisi: ")[1:]]
        return list(dict.fromkeys(marks))

    def digest_of(self, key: str) -> str:
        """Return the digests by which the form of a part knows later whether it was touched."""
        return digest(self.parts[key])


def prepare(plan: Plan, bimtek: Bimtek, final: bool = False) -> PreparedMinutes:
    """Return the parts of the paper of `bimtek`: the template filled from the plan, and what was changed of it."""
    facts = read_minutes_facts(plan, bimtek)
    last = plan.bimteks.order_by("-number").values_list("number", flat=True).first()
    letter = letter_for(bimtek, last)
    filling = MarkFiller(facts.values, len(facts.pillars), final)
    shipped = defaults(letter, filling, signer_lines(letter, filling, facts.heads))
    row = getattr(bimtek, "minutes", None)
    words = {key: text for key, text in (row.words if row else {}).items() if key in shipped}
    return PreparedMinutes(letter, facts, shipped, shipped | words, frozenset(words))


def government(facts: MinutesFacts) -> str:
    kind, name = facts.values.get("sebutan_daerah", ""), facts.values.get("nama_daerah", "")
    return " ".join(filter(None, ("Pemerintah", kind if kind != "Daerah" else "", name)))


def letterhead(facts: MinutesFacts) -> tuple:
    """Return the lines at the head of an official paper."""
    return tuple(filter(None, (government(facts).upper(), (facts.values.get("dinas_kominfo") or "").upper())))


def subject(facts: MinutesFacts) -> str:
    values = facts.values
    region = " ".join(filter(None, (values["sebutan_daerah"], values["nama_daerah"])))
    years = f"{values['tahun_awal']}–{values['tahun_akhir']}"
    return (
        f"Bimbingan Teknis {values['nomor_bimtek']} Penyusunan Masterplan Smart City\n"
        f"{region} Tahun {years if values['tahun_awal'] != values['tahun_akhir'] else values['tahun_awal']}"
    )


def build(
    plan: Plan,
    bimtek: Bimtek,
    prepared: PreparedMinutes,
    *,
    changes: tuple[Comparison, str, dict[str, Any]] | None = None,
    reopened: tuple[str, ...] = (),
    status: str = "",
    fingerprint: str = "",
) -> t.Book:
    """Return the whole paper. `changes`: (Comparison, heading, {membership key: name}) for the annex; `reopened`:
    sentences about locks that were taken off; `status` "DRAF" or "".
    """
    facts, parts = prepared.facts, prepared.parts
    number = f"Nomor {parts['nomor'] or '……………'}"
    running = f"Berita acara {bimtek.short} · {parts['nomor'] or 'tanpa nomor'}"
    children = [
        *pieces.paras(parts["pembuka"]),
        _part("A. Kehadiran", parts["kehadiran"], *_came(facts), facts.leads, facts.held),
        _listed(RESULTS, parts["hasil"], facts.results, *_sealed(fingerprint)),
        _listed(DECISIONS, parts["keputusan"], *_objections(parts["keberatan"])),
        _part("D. Tindak lanjut", parts["tindak_lanjut"], facts.tasks),
    ]
    if reopened:
        children.append(t.Section(title="Pembukaan kembali", children=(_items(reopened, ordered=False),)))
    children += [*pieces.paras(parts["penutup"]), *_signatures(facts, parts)]
    if lines_of(parts["lampiran"]):
        children.append(t.Section(title="Lampiran", children=(_items(lines_of(parts["lampiran"])),)))
    main = t.Paper(
        id="berita-acara",
        lines=letterhead(facts),
        title=f"Berita Acara\n{subject(facts)}",
        number=number,
        running=running,
        children=tuple(child for child in children if child),
    )
    extra = (annex(*changes, running=running),) if changes else ()
    return _book(plan, f"Berita acara {bimtek.short}", (main, *extra, *_lists(bimtek, facts)), status, facts)


def attendance_book(plan: Plan, bimtek: Bimtek, prepared: PreparedMinutes) -> t.Book:
    """Return only the lists that are signed at the door."""
    return _book(plan, f"Daftar hadir {bimtek.short}", tuple(_lists(bimtek, prepared.facts)), "", prepared.facts)


def _lists(bimtek, facts):
    place = facts.values["tempat_acara"]
    return attendance_list.papers(
        facts.present, title=subject(facts), running=bimtek.short, place=place, lines=letterhead(facts)
    )


def _book(plan, title, parts, status, facts):
    mark = t.Status(word=status, running=status) if status else None
    inks = tuple(t.PillarInk(code=code, name=name, seat=code) for code, name in facts.pillars)
    return t.Book(code="BA", title=title, region=plan.region.name, status=mark, inks=inks, parts=parts)


def _came(facts):
    if facts.present.came:
        return (attendance_list.summary(facts.present),)
    return (t.Paragraph(spans=(pieces.gap("Kehadiran belum dicatat."),)),)


def _part(title, text, *more):
    return t.Section(title=title, children=(*pieces.paras(text), *(node for node in more if node)))


def _listed(title, text, *more):
    lines = lines_of(text)
    return t.Section(title=title, children=((_items(lines),) if lines else ()) + tuple(node for node in more if node))


def _items(lines, ordered: bool = True):
    return t.Items(items=tuple((pieces.span(line),) for line in lines), ordered=ordered)


def _objections(text):
    lines = lines_of(text)
    if not lines:
        return (pieces.para(NO_OBJECTION),)
    return (pieces.para("Keberatan dan catatan yang belum disepakati:"), _items(lines))


def _sealed(fingerprint):
    if not fingerprint:
        return ()
    groups = " ".join(fingerprint[at : at + 4] for at in range(0, 16, 4))
    text = f"Angka diambil saat ditandatangani dan tidak berubah sesudahnya. Sidik isi rencana: {groups}."
    return (pieces.para(text, "source"),)


def _signatures(facts, parts):
    """Place and date, those who sign for the offices, and the chairs of the groups."""
    yield pieces.para(parts["tempat_tanggal"] or "……………")
    yield t.Signatures(signers=signers_of(parts["penanda_tangan"]), columns=2, below=2)
    columns = pieces.cols("Kode 14 code | Kelompok 38 | Nama | Instansi | Tanda tangan 42")
    rows = tuple(pieces.row(code, name, *(chair or ("", "")), "", height=BOX) for code, name, chair, _ in facts.leaders)
    yield t.Table(title="Ketua kelompok membenarkan hasil kelompoknya", columns=columns, rows=rows, look=t.BOXES)
