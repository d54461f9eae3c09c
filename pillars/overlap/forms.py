"""Offering an irisan and answering one; every error names its field and what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from pillars.models import Entry, Overlap
from workshops.forms import ChoiceField, ChoicesField, Form, NumberField, TextField
from workshops.membership.models import Group

LONGEST = 2000


class OfferForm(Form):
    """Which groups a card touches and why; a `guest` proposes their own."""

    kelompok = ChoicesField("Kelompok yang tersentuh", needed="Pilih paling sedikit satu kelompok yang tersentuh.")
    alasan = TextField("Mengapa mereka perlu ikut?", LONGEST, rows=3, needed="Tulis mengapa kelompok itu perlu ikut.")

    def __init__(
        self,
        groups: Iterable[Group],
        card: Entry,
        reasons: Mapping[str, str],
        data: QueryDict | None = None,
        *,
        guest: str = "",
    ) -> None:
        super().__init__(data, initial={"kelompok": [guest] if guest else []})
        open_to = [group for group in groups if group.pillar_code not in card.shared_with]
        self.fields["kelompok"].choices = [(group.pillar_code, group.name) for group in open_to]
        if guest:
            self.fields["kelompok"].label = "Kelompok yang ingin ikut memiliki"
            self.fields["alasan"].label = "Mengapa kelompok Anda perlu ikut?"
        self.shared = [group for group in groups if group not in open_to]
        self.reasons = reasons

    @property
    def groups(self) -> list[tuple[Any, str, str]]:
        """Return (tick, code of the pillar, why it is proposed) of each group that may be chosen."""
        return [(tick, code, self.reasons.get(code, "")) for tick in self["kelompok"] for code in [tick.data["value"]]]


class OverlapAnswerForm(Form):
    """The answer of the asked group; a note unless it accepts. `versi`: the version that it answers."""

    needed = {
        Overlap.ANSWERED: "Tulis jawabannya di Catatan.",
        Overlap.DECLINED: "Tulis alasan penolakan di Catatan.",
    }
    versi = NumberField()
    jawaban = ChoiceField(
        choices=[(one, one) for one in (Overlap.ACCEPTED, *needed)], needed="Pilih Terima, Jawab dahulu, atau Tolak."
    )
    catatan = TextField("Catatan (boleh kosong bila diterima)", LONGEST, rows=2, required=False, optional=False)

    def __init__(self, row: Overlap, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"catatan": row.reply}, auto_id=f"%s-{row.number}")

    def clean(self) -> dict[str, Any]:
        """Demand a note with every answer but a yes."""
        given = super().clean()
        if not self.errors and not given["catatan"] and given["jawaban"] in self.needed:
            self.wrong("catatan", self.needed[given["jawaban"]])
        return given
