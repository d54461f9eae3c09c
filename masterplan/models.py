"""The models of the rooms of `masterplan`, imported for Django's registry."""

from masterplan.book_details.models import Commitment, CoverArms, Outline, Particulars
from masterplan.closing.models import Head, Minutes
from masterplan.downloads.models import Export
from masterplan.editions.models import Approval, Edition, EditionPicture, PublicPage
from masterplan.press.models import RenderedUnit
from masterplan.setup.models import Draft
from masterplan.snapshots.models import Signing
