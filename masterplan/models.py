"""The models of the rooms of `masterplan`, imported for Django's registry."""

from masterplan.exports.models import Export

__all__ = ["Export"]
