"""What is said of one programme in one year, and in answer to a question of the sheet."""

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from pillars.cards.forms import EntryForm
from pillars.cards.inputs import Input
from pillars.evidence.forms import FileForm
from pillars.models import SHARED
from pillars.models.evaluation import ItemAnswer, Realisation
from pillars.uploads import CheckedFile
from workshops.plans.models import Plan


class ReportForm(EntryForm):
    """The form of a card of `kind` with the file that proves it, filled from its row (`row`) or from a post.

    `proof` is the form of the file; what is wrong with it stands at `berkas` too.
    """

    def __init__(
        self,
        plan: Plan,
        kind: str,
        row: ItemAnswer | Realisation | None = None,
        data: QueryDict | None = None,
        files: MultiValueDict | None = None,
    ) -> None:
        super().__init__(plan, SHARED, kind, entry=row, data=data)
        self.proof = FileForm(data, files)
        self.proof.fields["berkas"].required = False

    def is_valid(self) -> bool:
        """Read what was sent; True when all of it can be taken."""
        super().is_valid()
        self.errors |= {key: wrong.first for key, wrong in self.proof.errors.items()}
        return not self.errors

    @property
    def file(self) -> CheckedFile | None:
        """Return the file that came along."""
        return self.proof.cleaned_data["berkas"]

    def _unit(self):
        return "persen" if self.kind.key == "realisasi" else None

    def _input(self, described, doubtful):
        one: Input = super()._input(described, doubtful)
        if described.key == "status":
            one.control = "segment"
        one.unit = "%" if described.key == "percent" else one.unit
        return one
