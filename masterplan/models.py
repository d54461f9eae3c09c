"""The models of the rooms of `masterplan`, imported for Django's registry."""

from masterplan.closing.models import Commitment, Head, Minutes, Signing
from masterplan.exports.models import Export
from masterplan.setup.models import Draft

__all__ = ["Commitment", "Draft", "Export", "Head", "Minutes", "Signing"]
