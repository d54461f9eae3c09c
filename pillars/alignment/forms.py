"""What is posted when a target is linked to the RPJMD: the sasaran, the status, the reason."""

from pillars import fields
from pillars.alignment.queries import NONE_FITS
from pillars.cards.forms import EntryForm
from pillars.kinds import Field
from pillars.models.chain import Entry

KEYS = ("rpjmd_ref", "rpjmd_previous_ref", "alignment_status", "alignment_reason")
_NONE = {"rpjmd_ref": [""], "alignment_status": ["belum_ada"]}


class AlignForm(EntryForm):
    """Reads `rpjmd_ref` (a ref, or "tidak-ada"), `alignment_status` and `alignment_reason` of one target.

    `rpjmd_previous_ref`: the sasaran of the previous RPJMD that it leans on too, or "".
    """

    entry: Entry

    def taken(self) -> list[Field]:
        """Return the fields of the link."""
        return [self.kind.field(key) for key in KEYS]

    def is_valid(self) -> bool:
        """Read the post; a link needs its sasaran, and what does not fit wholly its reason."""
        super().is_valid()
        if not self.errors and not self._none_fits and not self.values.get("rpjmd_ref"):
            self.errors["rpjmd_ref"] = fields.FieldError("field_error", "Pilih satu sasaran RPJMD, atau “Tidak ada”.")
        status, reason = self.values.get("alignment_status"), self.values.get("alignment_reason")
        if status in ("sebagian", "belum_ada") and not reason and "alignment_reason" not in self.errors:
            self.errors["alignment_reason"] = fields.FieldError(
                "field_error", "Tulis alasannya: wajib untuk sebagian dan belum ada."
            )
        return not self.errors

    @property
    def _none_fits(self):
        return self.data.get("rpjmd_ref") == NONE_FITS or self.data.get("alignment_status") == "belum_ada"

    def _posted(self, described):
        posted = super()._posted(described)
        return _NONE.get(described.key, posted) if self._none_fits else posted
