"""The words of personal codes and of passwords that the machine makes up, read once from `words.txt`.

They are common, short, easy to say over a noisy room; no two differ in one letter only, and none is a digit
(a test holds that). A code shown once must be read aloud and typed by somebody else without a mistake.
"""

from pathlib import Path

WORDS = tuple((Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split())

#: As they are said; a digit typed as a numeral is read as its word.
DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
