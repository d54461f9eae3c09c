"""Everything that changes the papers of a bimtek's end."""

from masterplan.closing.actions.commitment import NotAnOffice, save_commitment
from masterplan.closing.actions.minutes import MinutesConflict, MinutesNotFound, save_minutes
from masterplan.closing.actions.signature import REASON, SignatureNotPossible, reopen_bimtek, sign_bimtek

__all__ = [
    "REASON",
    "MinutesConflict",
    "NotAnOffice",
    "SignatureNotPossible",
    "MinutesNotFound",
    "reopen_bimtek",
    "save_commitment",
    "save_minutes",
    "sign_bimtek",
]
