"""The models of the rooms of `masterplan`, imported for Django's registry."""

from masterplan.book_details.models import Particulars
from masterplan.closing.models import Commitment, Head, Minutes, Signing
from masterplan.editions.models import Approval, Edition, EditionPicture, PublicPage
from masterplan.exports.models import Export
from masterplan.manuscript.models import CoverArms, Outline
from masterplan.press.models import RenderedUnit
from masterplan.setup.models import Draft

__all__ = [
    "Approval",
    "Commitment",
    "CoverArms",
    "Draft",
    "Edition",
    "EditionPicture",
    "Export",
    "Head",
    "Minutes",
    "Outline",
    "Particulars",
    "PublicPage",
    "RenderedUnit",
    "Signing",
]
