"""The words of the berita acara: the shipped template filled from the plan, and what people changed of it.

The paper has parts that can be edited (`PARTS`). A part that nobody changed is filled afresh each time; one that
was changed stands as it was typed.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from masterplan.document.bimteks import DECISIONS, RESULTS
from masterplan.document.sentences import MARK
from masterplan.document.texts import letter, meanings, of_this_plan
from workshops.plans.models import Bimtek

DRAFT, FINAL = "[belum diisi: {meaning}]", "……………"
#: What a result says nothing about when all its figures are one of these.
NOTHING = ("", None, "0", 0, "Rp0")
#: Which shipped letter suits a bimtek of which template; others go by their place among the bimteks.
LETTERS = {
    template: number
    for number, templates in {"i": "B1 T1 L1", "ii": "B2 T2 L2 L3 D1", "iii": "B3 L4", "iv": "B4 T3 L5 S1"}.items()
    for template in templates.split()
}
#: So many letters a part may have.
LONGEST = 20_000
_SPLIT = re.compile(r"\s*;\s*")


@dataclass(frozen=True)
class MinutesPart:
    """One part that can be edited. `rows`: height of its box."""

    key: str
    label: str
    help: str = ""
    rows: int = 3


PARTS = (
    MinutesPart("nomor", "Nomor berita acara", "Diberikan tata usaha. Boleh kosong sampai ditandatangani.", rows=1),
    MinutesPart("pembuka", "Pembuka", rows=5),
    MinutesPart("kehadiran", "A. Kehadiran", "Tabel kehadiran ditambahkan sendiri di bawahnya.", rows=5),
    MinutesPart(
        "hasil", RESULTS, "Satu hasil satu baris. Angka mengikuti rencana selama bagian ini tidak diubah.", rows=7
    ),
    MinutesPart("keputusan", DECISIONS, "Satu keputusan satu baris.", rows=6),
    MinutesPart("keberatan", "Keberatan", "Satu keberatan satu baris. Kosong berarti tidak ada.", rows=2),
    MinutesPart("tindak_lanjut", "D. Tindak lanjut", rows=4),
    MinutesPart("penutup", "Penutup", rows=4),
    MinutesPart("tempat_tanggal", "Tempat dan tanggal", rows=1),
    MinutesPart(
        "penanda_tangan",
        "Penanda tangan",
        "Satu orang satu baris: jabatan; nama; NIP atau lembaga. Ketua kelompok ditambahkan sendiri.",
        rows=4,
    ),
    MinutesPart("lampiran", "Lampiran", "Satu lampiran satu baris.", rows=5),
)


def letter_for(bimtek: Bimtek, last: int | None) -> dict:
    """Return the letter that suits a bimtek; `last` is the number of the plan's last one."""
    place = (
        "iv"
        if bimtek.number == last
        else "iii"
        if last is not None and bimtek.number == last - 1
        else "i"
        if bimtek.number == 1
        else "ii"
    )
    return letter(f"berita_acara_{LETTERS.get(bimtek.code, place)}")


class MarkFiller:
    """Fills marks from `values`; in a draft what is missing is named, on the final paper there are dots to write on."""

    def __init__(self, values: dict[str, str], pillars: int, final: bool = False) -> None:
        self.values, self.pillars, self.final = values, pillars, final

    def fill(self, text: str) -> str:
        one_year = self.values.get("tahun_awal") == self.values.get("tahun_akhir")
        return MARK.sub(self._value, of_this_plan(text, self.pillars, one_year))

    def _value(self, match):
        found = self.values.get(match[1])
        if found not in (None, ""):
            return str(found)
        return FINAL if self.final else DRAFT.format(meaning=meanings().get(match[1], match[1]))

    def says_nothing(self, text: str) -> bool:
        """Whether a line has figures and every one of them is nothing."""
        marks = MARK.findall(text)
        return bool(marks) and all(self.values.get(mark) in NOTHING for mark in marks)


def blocks_between(letter: dict[str, Any], heading: str | None = None) -> list[dict[str, Any]]:
    """Return the blocks under the heading that begins with `heading` ("A."), or those before the first such heading."""
    found, within = [], heading is None
    for block in letter["blocks"]:
        if block["type"] == "heading" and block["text"][1:2] == ".":
            within = heading is not None and block["text"].startswith(heading)
            continue
        if within:
            found.append(block)
    return found


def defaults(letter: dict[str, Any], filling: MarkFiller, signers: str) -> dict:
    """Return {part: text} of the template, filled. `signers`: the lines of those who sign."""

    def paragraphs(blocks):
        return "\n".join(filling.fill(b["text"]) for b in blocks if b["type"] == "paragraph" and not empty(b["text"]))

    def empty(text):
        return "daftar_tenaga_ahli" in text and filling.says_nothing(text)

    def items(heading):
        lines = [item for b in blocks_between(letter, heading) if b["type"] == "numbered" for item in b["items"]]
        return "\n".join(filling.fill(line) for line in lines if not filling.says_nothing(line))

    after = [b for b in blocks_between(letter, "D.") if b["type"] == "paragraph"]
    attachments = next((b["items"] for b in letter["blocks"] if b["type"] == "attachments"), ())
    place = filling.values.get("ibu_kota")
    return {
        "nomor": "",
        "pembuka": paragraphs(blocks_between(letter)),
        "kehadiran": paragraphs(blocks_between(letter, "A.")),
        "hasil": items("B."),
        "keputusan": items("C."),
        "keberatan": "",
        "tindak_lanjut": paragraphs(b for b in after[:-1] if not filling.says_nothing(b["text"])),
        "penutup": paragraphs(after[-1:]),
        "tempat_tanggal": ", ".join(filter(None, (place, filling.values.get("tanggal_penutupan")))),
        "penanda_tangan": signers,
        "lampiran": "\n".join(attachments),
    }


def signer_lines(letter: dict[str, Any], filling: MarkFiller, heads: dict[str, Any]) -> str:
    """Return `jabatan; nama; NIP` of those whom the letter names, one a line. `heads`: {name of an OPD: Head}."""
    found = next((b["columns"] for b in letter["blocks"] if b["type"] == "signatures"), ())
    office = heads.get(filling.values.get("dinas_kominfo", ""))
    lines = []
    for column in found:
        name, nip = "", ""
        if "dinas_kominfo" in column["role"] and office:
            name, nip = office.name, office.nip
        lines.append("; ".join(filter(None, (filling.fill(column["role"]), name, nip and f"NIP {nip}"))))
    return "\n".join(lines)


def signers_of(text: str) -> tuple:
    """Return [(office, name, below)] of the lines of a part; what is not written is left to the hand."""
    rows = [(_SPLIT.split(line, maxsplit=2) + ["", ""])[:3] for line in lines_of(text)]
    return tuple((office, name or "(nama lengkap)", below or "NIP") for office, name, below in rows)


def lines_of(text: str) -> list:
    return [line.strip() for line in text.split("\n") if line.strip()]


def digest(text: str) -> str:
    """Return the hash by which a form knows whether a part was touched: of the text as a browser sends it back."""
    return hashlib.sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def longest(part: MinutesPart) -> int:
    """Return how many letters a part may have."""
    return 120 if part.key == "nomor" else 200 if part.rows == 1 else LONGEST
