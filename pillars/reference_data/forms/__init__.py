"""What is posted to the frame: read into states, every error by its field, nothing typed lost."""

from pillars.reference_data.forms.framework import DocumentForm, ObjectiveForm, PartForm
from pillars.reference_data.forms.lists import MoveForm, OfficeForm, RenstraForm, SplitForm, chosen_office
from pillars.reference_data.forms.uploading import ImportForm

__all__ = [
    "DocumentForm",
    "ImportForm",
    "MoveForm",
    "ObjectiveForm",
    "OfficeForm",
    "PartForm",
    "RenstraForm",
    "SplitForm",
    "chosen_office",
]
