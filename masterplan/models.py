"""The models of the rooms of `masterplan`, imported for Django's registry."""

from masterplan.closing.models import Commitment, Head, Minutes, Signing
from masterplan.exports.models import Export

__all__ = ["Commitment", "Export", "Head", "Minutes", "Signing"]
