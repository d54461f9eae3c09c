"""Everything that changes the papers of a bimtek's end."""

from masterplan.closing.actions.committing import NotAnOffice, save_commitment
from masterplan.closing.actions.editing import Clashed, Unknown, save_minutes
from masterplan.closing.actions.signing import REASON, NotNow, reopen_bimtek, sign_bimtek

__all__ = [
    "REASON",
    "Clashed",
    "NotAnOffice",
    "NotNow",
    "Unknown",
    "reopen_bimtek",
    "save_commitment",
    "save_minutes",
    "sign_bimtek",
]
