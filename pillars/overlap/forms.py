"""Offering an irisan and answering one; every error names its field and what to do."""

from typing import TYPE_CHECKING

from django.http import QueryDict

from pillars.models import Overlap
from pillars.models.chain import Target
from workshops.answers import new_op
from workshops.text import FieldError, FieldErrors, natural

if TYPE_CHECKING:
    from workshops.membership.models import Group


LONGEST = 2000


class OfferForm:
    """Which groups a card touches and why. `groups` [(group, reason to offer, chosen, shared already)]."""

    def __init__(
        self,
        groups: "list[Group]",
        card: Target,
        reasons: dict[str, str],
        data: QueryDict | None = None,
        chosen: list[str] = (),
    ) -> None:
        self.op = data.get("op", "") if data is not None else new_op()
        sent = data.getlist("kelompok") if data is not None else chosen
        self.groups = [
            (
                group,
                reasons.get(group.pillar_code, ""),
                group.pillar_code in sent,
                group.pillar_code in card.shared_with,
            )
            for group in groups
        ]
        self.pillars = [group.pillar_code for group, _, is_sent, shared in self.groups if is_sent and not shared]
        self.note = data.get("alasan", "") if data is not None else ""
        self.errors = FieldErrors()

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        if not self.pillars:
            self.errors["kelompok"] = FieldError("field_error", "Pilih paling sedikit satu kelompok yang tersentuh.")
        self.text = self.errors.text(
            "alasan", self.note, LONGEST, one_line=False, needed="Tulis mengapa kelompok itu perlu ikut."
        )
        return not self.errors


class AnswerForm:
    """The answer of the asked group: `jawaban` diterima, dijawab or ditolak; a note unless it accepts."""

    def __init__(self, data: QueryDict) -> None:
        self.op, self.seen = data.get("op", ""), natural(data.get("versi"))
        self.answer = data.get("jawaban", "")
        self.note = data.get("catatan", "")
        self.errors = FieldErrors()

    def is_valid(self) -> bool:
        """Reads what was sent; True when all of it can be taken."""
        needed = {
            Overlap.ANSWERED: "Tulis jawabannya di Catatan.",
            Overlap.DECLINED: "Tulis alasan penolakan di Catatan.",
        }
        if self.answer not in (Overlap.ACCEPTED, *needed):
            self.errors["jawaban"] = FieldError("field_error", "Pilih Terima, Jawab dahulu, atau Tolak.")
        self.text = self.errors.text("catatan", self.note, LONGEST, one_line=False, needed=needed.get(self.answer, ""))
        return not self.errors
