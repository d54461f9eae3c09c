"""Join codes, tokens of QR codes and personal codes: how they are made, read, recognised and kept.

A keyed hash finds the row of a join code; a cipher lets the facilitator show it again. Both keys come from
`SECRET_KEY`, so a stolen database alone opens nothing.
"""

import base64
import hashlib
import re
import secrets
import unicodedata
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

#: The words of personal codes and of passwords that the machine makes up: common, short, easy to say over a noisy
#: room; no two differ in one letter only, and none is a digit.
WORDS = tuple((Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split())

#: As they are said; a digit typed as a numeral is read as its word.
DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
#: No 0 O 1 I L: they are mistaken for each other on a wall and in handwriting.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
#: 26 of 31 letters are 128.8 bits; capitals only, since a QR code of capitals has fewer modules.
TOKEN_LENGTH = 26

#: Longer input is no code of ours, whatever it holds.
LONGEST_INPUT = 200

_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def new_code() -> str:
    """Return a join code to type, 8 letters: one of 8.5 × 10¹¹."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_token() -> str:
    """Return the long token of a QR code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TOKEN_LENGTH))


def tidy(raw: str) -> str:
    """Return a code as somebody typed or scanned it, in capitals and without spaces and dashes of any kind."""
    return "".join(
        letter for letter in raw[:LONGEST_INPUT] if not letter.isspace() and unicodedata.category(letter) != "Pd"
    ).upper()


def display_code(code: str) -> str:
    """Return a join code as it stands on a wall: `7K4M-P2QX`."""
    return f"{code[:4]}-{code[4:]}"


def fingerprint(purpose: str, text: str) -> str:
    """Return the keyed hash of `text` (64 hex digits); `purpose` keeps hashes of different uses apart."""
    return salted_hmac(f"rembuk.{purpose}", text, algorithm="sha256").hexdigest()


def seal(text: str) -> str:
    """Return `text` as it may stand in the database."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(cipher: str) -> str:
    """Return what `seal` was given; "" when the cipher is empty or of another `SECRET_KEY`."""
    try:
        return _fernet().decrypt(cipher.encode()).decode()
    except InvalidToken:
        return ""


def _fernet():
    key = hashlib.sha256(b"rembuk.codes:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def new_words() -> str:
    """Return a personal code, two words and two digits: `reog sate dua lima`."""
    words = secrets.SystemRandom().sample(WORDS, 2)
    return " ".join([*words, secrets.choice(DIGITS), secrets.choice(DIGITS)])


def tidy_words(raw: str) -> str:
    """Return a personal code as it was typed: small letters, single spaces, numerals as words (`2 5` or `25`)."""
    text = unicodedata.normalize("NFKC", raw[:LONGEST_INPUT]).lower()
    parts = []
    for part in _NOT_WORDS.split(text):
        parts += [DIGITS[int(digit)] for digit in part] if part.isdigit() else [part]
    return " ".join(part for part in parts if part)


def same_words(typed: str, kept: str) -> bool:
    """Whether a tidied personal code is the kept one, in a time that does not depend on the difference."""
    return bool(kept) and constant_time_compare(typed, kept)
