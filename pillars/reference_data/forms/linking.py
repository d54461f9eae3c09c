"""What is posted when a programme of a group is linked to one of a Renstra."""

from django.http import QueryDict

from pillars import fields
from pillars.cards.options import Offer
from pillars.cards.values import values_of
from pillars.kinds import KINDS
from pillars.models.chain import Entry
from workshops.answers import new_op
from workshops.live.actions import OP
from workshops.plans.models import Plan
from workshops.text import natural


class LinkForm:
    """Reads `renstra_ref` of one programme: a ref of the plan, or "" to let go of the link."""

    def __init__(self, plan: Plan, entry: Entry, data: QueryDict) -> None:
        self.plan, self.entry, self.data = plan, entry, data
        self.offer = Offer(plan, entry.pillar)
        self.stored = values_of(entry)
        self.values, self.errors, self.warnings, self.read_backs, self.removed = {}, {}, {}, {}, 0
        self.actor_key = data.get("as", "")
        self.op = data.get("op", "")
        self.op_shown = self.op if OP.fullmatch(self.op) else new_op()
        self.base = natural(data.get("base"))

    @property
    def chosen(self) -> str:
        """The ref that stands chosen on the page."""
        return self.data.get("renstra_ref", self.stored.get("renstra_ref") or "")

    def is_valid(self) -> bool:
        if "renstra_ref" not in self.data:
            self.errors["renstra_ref"] = fields.FieldError(
                "field_error", "Pilih satu program Renstra, atau “Tidak ada”."
            )
            return False
        refs = {row.ref for row in self.plan.renstra_programmes.all()}
        context = fields.Context(allowed={"renstra_ref": refs})
        try:
            described = KINDS["program"].field("renstra_ref")
            self.values["renstra_ref"] = fields.parse_field(described, [str(self.data["renstra_ref"])], context).value
        except fields.FieldError as error:
            self.errors["renstra_ref"] = error
        return not self.errors
