"""The Komitmen Bersama of the last bimtek: its words, and a place to sign for the head of each office."""

from dataclasses import dataclass

from masterplan.book_details.models import Commitment
from masterplan.closing.actions import head_text
from masterplan.closing.minutes_text import MarkFiller, MinutesPart, digest, lines_of, signers_of
from masterplan.closing.models import Head
from masterplan.document import pieces
from masterplan.document import tree as t
from masterplan.document.plan_facts import PlanFacts, placeholders
from masterplan.document.read import read_book_data
from masterplan.document.texts import letter
from workshops.plans.models import Plan

PARTS = (
    MinutesPart("pembuka", "Pembuka", rows=3),
    MinutesPart("butir", "Butir komitmen", "Satu butir satu baris.", rows=9),
    MinutesPart("penutup", "Penutup", rows=2),
    MinutesPart("tempat_tanggal", "Tempat dan tanggal", rows=1),
    MinutesPart("kepala_daerah", "Kepala daerah", "Satu orang satu baris: jabatan; nama; keterangan.", rows=2),
    MinutesPart("saksi", "Pendamping dan saksi", "Satu orang satu baris: nama; lembaga. Boleh kosong.", rows=3),
)
#: Height in mm of the box of an office, and empty lines for companions where none are named.
BOX, EMPTY = 15.2, 3


@dataclass(frozen=True)
class Office:
    """One office of the sheet; `head_digest` is that of its head as the page shows it."""

    number: int
    name: str
    head: Head
    signs: bool

    @property
    def head_digest(self) -> str:
        return digest(head_text(self.head))


@dataclass(frozen=True)
class CommitmentSheet:
    """The whole sheet as it is now. `shipped`: what the template says; `changed`: the parts that people changed."""

    values: dict
    shipped: dict
    parts: dict
    changed: frozenset
    offices: tuple
    wins: tuple

    def digest_of(self, key: str) -> str:
        return digest(self.parts[key])

    @property
    def signing(self) -> list[Office]:
        return [office for office in self.offices if office.signs]


def read_sheet(plan: Plan) -> CommitmentSheet:
    book_data = read_book_data(plan)
    facts = PlanFacts(book_data)
    town = book_data.region.name.removeprefix("Kabupaten ").removeprefix("Kota ")
    values = placeholders(book_data, facts) | {"ibu_kota": town}
    row = Commitment.objects.filter(plan=plan).first() or Commitment(plan=plan)
    default = _defaults(MarkFiller(values, len(book_data.pillars), final=True), values)
    words = {key: text for key, text in row.words.items() if key in default}
    heads = {head.opd_id: head for head in plan.heads.all()}
    return CommitmentSheet(
        values=values,
        shipped=default,
        parts=default | words,
        changed=frozenset(words),
        offices=tuple(
            Office(opd.number, opd.name, heads.get(opd.pk) or Head(), opd.number not in row.left_out)
            for opd in plan.opds.all()
        ),
        wins=tuple(
            (programme.name, facts.pillar_of[programme.ref].name, facts.agency(programme.lead_opd))
            for programme in facts.programmes.values()
            if programme.chosen
        ),
    )


def _defaults(filling, values):
    blocks = letter("komitmen_bersama")["blocks"]
    opening, *_, closing = (filling.fill(b["text"]) for b in blocks if b["type"] == "paragraph")
    items = next(b["items"] for b in blocks if b["type"] == "numbered")
    signers = next(b["columns"] for b in blocks if b["type"] == "signatures")
    return {
        "pembuka": opening,
        "butir": "\n".join(map(filling.fill, items)),
        "penutup": closing,
        "tempat_tanggal": f"{values['ibu_kota']}, ……………",
        "kepala_daerah": "\n".join(filling.fill(column["role"]) for column in signers),
        "saksi": "",
    }


def build(plan: Plan, sheet: CommitmentSheet) -> t.Book:
    """Return the paper to sign: text and head of the region, then the offices, then companions and witnesses."""
    values, parts = sheet.values, sheet.parts
    region = " ".join(filter(None, (values["sebutan_daerah"], values["nama_daerah"])))
    years = f"{values['tahun_awal']}–{values['tahun_akhir']}"
    title = f"Komitmen Bersama\nPelaksanaan Masterplan Smart City\n{region} Tahun {years}"
    running = f"Komitmen Bersama · {region} {years}"
    lines = tuple((pieces.span(line),) for line in lines_of(parts["butir"]))
    first = t.Paper(
        id="komitmen",
        title=title,
        running=running,
        children=(
            *pieces.paras(parts["pembuka"]),
            *((t.Items(items=lines, ordered=True),) if lines else ()),
            *pieces.paras(parts["penutup"]),
            *((_wins(sheet.wins),) if sheet.wins else ()),
            pieces.para(parts["tempat_tanggal"] or "……………"),
            t.Signatures(signers=_chiefs(parts["kepala_daerah"]), columns=2, below=2),
            t.Section(title="Pimpinan perangkat daerah", new_page=True, children=(_heads(sheet),)),
            t.Section(title="Pendamping dan saksi", children=(_witnesses(parts["saksi"]),)),
        ),
    )
    return t.Book(code="KB", title="Komitmen Bersama", region=plan.region.name, parts=(first,))


def _chiefs(text):
    return tuple((office, name, below if below != "NIP" else "") for office, name, below in signers_of(text))


def _wins(wins):
    columns = pieces.cols("Quick win | Pilar 40 | Perangkat daerah 45")
    rows = tuple(pieces.row(*row) for row in wins)
    return t.Table(title="Quick win yang disepakati", columns=columns, rows=rows)


def _heads(sheet):
    columns = pieces.cols("No 10 number | Perangkat daerah | Nama, jabatan, NIP 58 | Tanda tangan 40")
    rows = tuple(
        pieces.row(str(n), office.name, _head(office), "", height=BOX) for n, office in enumerate(sheet.signing, 1)
    )
    return t.Table(columns=columns, rows=rows, look=t.BOXES)


def _head(office):
    head = office.head
    return pieces.cell(*filter(None, (head.name, head.position, head.nip and f"NIP {head.nip}")))


def _witnesses(text):
    named = [([*map(str.strip, line.split(";", 1)), ""])[:2] for line in lines_of(text)] or [["", ""]] * EMPTY
    columns = pieces.cols("No 10 number | Nama | Lembaga 55 | Tanda tangan 40")
    rows = tuple(pieces.row(str(n), name, place, "", height=BOX) for n, (name, place) in enumerate(named, 1))
    return t.Table(columns=columns, rows=rows, look=t.BOXES)
