"""What is posted when a programme of a group is linked to one of a Renstra."""

from django.http import QueryDict

from pillars import fields
from pillars.cards.options import FormOptions
from pillars.cards.values import values_of
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.forms import PostedForm
from workshops.plans.models import Plan
from workshops.text import FieldErrors


class LinkForm(PostedForm):
    """Reads `renstra_ref` of one programme: a ref of the plan, or "" to let go of the link."""

    def __init__(self, plan: Plan, entry: Entry, data: QueryDict) -> None:
        self.plan, self.entry, self.data = plan, entry, data
        self.offer = FormOptions(plan, entry.pillar)
        self.stored = values_of(entry)
        self.values, self.errors, self.warnings, self.read_backs, self.removed = {}, FieldErrors(), {}, {}, 0
        self.receive(data)

    @property
    def chosen(self) -> str:
        """Return the ref that stands chosen on the page."""
        return self.data.get("renstra_ref", self.stored.get("renstra_ref") or "")

    def is_valid(self) -> bool:
        if "renstra_ref" not in self.data:
            self.errors["renstra_ref"] = fields.FieldError(
                "field_error", "Pilih satu program Renstra, atau “Tidak ada”."
            )
            return False
        refs = {row.ref for row in self.plan.renstra_programmes.all()}
        context = fields.Context(allowed={"renstra_ref": refs})
        described = KINDS["program"].field("renstra_ref")
        with self.errors.of("renstra_ref"):
            self.values["renstra_ref"] = fields.parse_field(described, [str(self.data["renstra_ref"])], context).value
        return not self.errors
