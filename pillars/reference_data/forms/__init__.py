"""What is posted to the frame: read into states, every error by its field, nothing typed lost."""

from pillars.reference_data.forms.lists import OfficeForm, OfficeTransferForm, RenstraForm, SplitForm, chosen_office
from pillars.reference_data.forms.rpjmd import DocumentForm, ObjectiveForm, PartForm
from pillars.reference_data.forms.table_import import ImportForm

__all__ = [
    "DocumentForm",
    "ImportForm",
    "OfficeTransferForm",
    "ObjectiveForm",
    "OfficeForm",
    "PartForm",
    "RenstraForm",
    "SplitForm",
    "chosen_office",
]
