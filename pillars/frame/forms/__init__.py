"""What is posted to the frame: read into states, every error by its field, nothing typed lost."""

from pillars.frame.forms.framework import DocumentForm, ObjectiveForm, PartForm
from pillars.frame.forms.lists import MoveForm, OfficeForm, RenstraForm, SplitForm, chosen_office
from pillars.frame.forms.uploading import ImportForm

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
