"""What is posted to the frame: read into states, every error by its field, nothing typed lost."""

from pillars.reference_data.forms.lists import (
    OfficeForm,
    OfficeMergeForm,
    OfficeTransferForm,
    RenstraForm,
    SplitForm,
)
from pillars.reference_data.forms.rpjmd import DocumentForm, ObjectiveForm, PartForm
from pillars.reference_data.forms.table_import import ImportForm

__all__ = [
    "DocumentForm",
    "ImportForm",
    "OfficeMergeForm",
    "OfficeTransferForm",
    "ObjectiveForm",
    "OfficeForm",
    "PartForm",
    "RenstraForm",
    "SplitForm",
]
