"""A list of invited people as a kind of table: what its heads are called, and which group its words mean."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from workshops.membership.models import Group
from workshops.people.names import name_key
from workshops.sheets.table_import import TableKind

#: What a list of invited people may say, as it is shown.
FIELDS = {
    "name": "Nama",
    "institution": "Instansi",
    "position": "Jabatan",
    "group": "Kelompok",
    "phone": "HP",
    "email": "Surel",
}
#: The words of their heads, in the order in which a head is judged: `Nama instansi` is an institution.
_WORDS = {
    "institution": {"instansi", "opd", "skpd", "dinas", "lembaga", "organisasi", "unit", "asal", "kantor", "institusi"}
    | {"perangkat", "perusahaan"},
    "position": {"jabatan", "posisi"},
    "group": {"kelompok", "pilar", "pokja", "dimensi", "meja", "grup"},
    "phone": {"hp", "telepon", "telp", "tlp", "telpon", "wa", "whatsapp", "ponsel", "handphone", "phone"},
    "email": {"email", "surel", "mail"},
    "contact": {"kontak"},
    "name": {"nama", "peserta", "undangan", "name"},
}
#: What makes a head of `Nomor peserta` or a title of `Daftar undangan`, and not of names.
_NO_NAME = {"no", "nomor", "nip", "nik", "tanda", "ttd", "paraf", "daftar", "acara", "kegiatan", "bimtek", "jumlah"}


def field_of(head: str) -> str | None:
    """Return the field that a heading names, or None. A long text is a title and no heading."""
    words = set(re.findall(r"[a-z]+", head.casefold().replace("e-mail", "email")))
    if not words or len(words) > 6:
        return None
    found = next((key for key, known in _WORDS.items() if words & known), None)
    if found == "contact":
        return "phone"
    return None if found == "name" and words & _NO_NAME else found


#: The kind of table that a list of invited people is.
KIND = TableKind("undangan", FIELDS, ("name",), field_of)


@dataclass(frozen=True)
class GroupNames:
    """The groups of a plan, found by whatever lists call them."""

    known: dict
    by_position: dict

    @classmethod
    def of(cls, groups: QuerySet[Any]) -> "GroupNames":
        """Return from rows of `Group` their names, addresses, codes, numbers, and `Smart Economy` for the code ECO."""
        known = {}
        for group in groups:
            for text in (group.name, group.slug, group.pillar_code):
                known.setdefault(_plain(text), group)
        return cls(known, {str(group.position): group for group in groups if group.has_pillar})

    def find(self, text: str) -> Group | None:
        """Return the group that `text` names, or None."""
        key, numbers = _plain(text), re.findall(r"\d+", text)
        if key in self.known:
            return self.known[key]
        if not key and len(numbers) == 1:
            return self.by_position.get(numbers[0])
        by_code = [group for group in self.known.values() if group.has_pillar and len(group.pillar_code) >= 3]
        return next((one for one in by_code if key.startswith(one.pillar_code.casefold()) and key.isalpha()), None)

    def near(self, text: str) -> str:
        """Return the name of the group that `text` may mean, or ""."""
        close = difflib.get_close_matches(_plain(text), self.known, 1, 0.6)
        return self.known[close[0]].name if close else ""


def _plain(text):
    """`Kelompok 3: Smart Economy` → economy."""
    words = re.sub(r"\b(kelompok|pilar|smart|pokja|grup|dimensi)\b", " ", text.casefold())
    return name_key(re.sub(r"^[\s\d.:)-]+", "", words))
