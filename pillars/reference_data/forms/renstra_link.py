"""What is posted when a programme of a group is linked to one of a Renstra."""

from pillars import fields
from pillars.cards.forms import EntryForm
from pillars.kinds import Field


class LinkForm(EntryForm):
    """Reads `renstra_ref` of one programme: a ref of the plan, or "" to let go of the link."""

    def taken(self) -> list[Field]:
        """Return the field of the link."""
        return [self.kind.field("renstra_ref")]

    @property
    def chosen(self) -> str:
        """Return the ref that stands chosen on the page."""
        return self.data.get("renstra_ref", self.stored.get("renstra_ref") or "")

    def is_valid(self) -> bool:
        """Read the post; one has to be chosen, or none by name."""
        if "renstra_ref" not in self.data:
            sentence = "Pilih satu program Renstra, atau “Tidak ada”."
            self.errors["renstra_ref"] = fields.FieldError("field_error", sentence)
            return False
        return super().is_valid()
