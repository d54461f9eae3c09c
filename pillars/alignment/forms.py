"""What is posted when a target is linked to the RPJMD: the sasaran, the status, the reason."""

from django.http import QueryDict

from pillars import fields
from pillars.alignment.queries import NONE_FITS
from pillars.cards.options import FormOptions
from pillars.cards.values import values_of
from pillars.kinds import KINDS
from pillars.models import RpjmdDocument
from pillars.models.chain import Entry
from workshops.forms import PostedForm
from workshops.plans.models import Plan
from workshops.text import FieldErrors

KEYS = ("rpjmd_ref", "rpjmd_previous_ref", "alignment_status", "alignment_reason")


class AlignForm(PostedForm):
    """Reads `rpjmd_ref` (a ref, or "tidak-ada"), `alignment_status` and `alignment_reason` of one target.

    `rpjmd_previous_ref`: the sasaran of the previous RPJMD that it leans on too, or "".
    """

    def __init__(self, plan: Plan, entry: Entry, data: QueryDict) -> None:
        self.plan = plan
        self.entry = entry
        self.data = data
        self.offer = FormOptions(plan, entry.pillar)
        self.stored = values_of(entry)
        self.values, self.errors, self.warnings, self.read_backs, self.removed = {}, FieldErrors(), {}, {}, 0
        self.receive(data)

    def is_valid(self) -> bool:
        """Read the post; without a chosen sasaran the status is “belum ada”."""
        posted = {key: self.data[key] for key in KEYS if key in self.data}
        none_fits = posted.get("rpjmd_ref") == NONE_FITS or posted.get("alignment_status") == "belum_ada"
        if none_fits:
            posted |= {"rpjmd_ref": "", "alignment_status": "belum_ada"}
        context = fields.Context(allowed=self._allowed())
        for key, text in posted.items():
            described = KINDS["sasaran"].field(key)
            with self.errors.of(key):
                parsed = fields.parse_field(described, [str(text)], context)
                self.values[key] = parsed.value
                self.removed += parsed.removed
        if not self.errors and not none_fits and not self.values.get("rpjmd_ref"):
            self.errors["rpjmd_ref"] = fields.FieldError("field_error", "Pilih satu sasaran RPJMD, atau “Tidak ada”.")
        self._demand_a_reason()
        return not self.errors

    def _allowed(self):
        """The sasaran of each document, and what the target holds already."""
        found = {"rpjmd_ref": {self.stored["rpjmd_ref"]}, "rpjmd_previous_ref": {self.stored["rpjmd_previous_ref"]}}
        for row in self.plan.rpjmd_objectives.select_related("document"):
            now = row.document.role == RpjmdDocument.CURRENT
            found["rpjmd_ref" if now else "rpjmd_previous_ref"].add(row.ref)
        return found

    def _demand_a_reason(self):
        status, reason = self.values.get("alignment_status"), self.values.get("alignment_reason")
        if status in ("sebagian", "belum_ada") and not reason and "alignment_reason" not in self.errors:
            self.errors["alignment_reason"] = fields.FieldError(
                "field_error", "Tulis alasannya: wajib untuk sebagian dan belum ada."
            )
