"""Codes as they are typed, said aloud and kept."""

import itertools
import re

import pytest

from workshops import codes
from workshops.codes import DIGITS, WORDS
from workshops.people.names import institution_key, name_key


def one_letter_apart(first, second):
    if len(first) == len(second):
        return sum(a != b for a, b in zip(first, second, strict=True)) == 1
    short, long = sorted((first, second), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def test_the_words_of_personal_codes_cannot_be_mistaken_for_each_other():
    assert len(WORDS) >= 200 and len(set(WORDS)) == len(WORDS)
    assert not set(WORDS) & set(DIGITS)
    assert all(re.fullmatch("[a-z]{3,9}", word) for word in WORDS)
    assert [pair for pair in itertools.combinations(WORDS, 2) if one_letter_apart(*pair)] == []


def test_a_personal_code_is_two_words_and_two_digits():
    for _ in range(50):
        first, second, third, fourth = codes.new_words().split()
        assert first in WORDS and second in WORDS and first != second
        assert third in DIGITS and fourth in DIGITS


@pytest.mark.parametrize("typed", ["reog sate dua lima", "  Reog SATE dua-lima", "reog, sate 2 5", "reog sate 25"])
def test_a_personal_code_may_be_typed_in_many_ways(typed):
    assert codes.tidy_words(typed) == "reog sate dua lima"


@pytest.mark.parametrize("typed", ["K7PW-M3QX", "k7pwm3qx", " k7pw m3qx ", "k7pw–m3qx", "K7PW\u2011M3QX"])
def test_a_join_code_may_be_typed_in_many_ways(typed):
    assert codes.tidy(typed) == "K7PWM3QX"


def test_a_join_code_has_no_letters_that_are_mistaken_for_each_other():
    assert not set("0O1IL") & set(codes.ALPHABET)
    assert all(set(codes.new_code()) <= set(codes.ALPHABET) for _ in range(50))
    assert codes.display_code("7K4MP2QX") == "7K4M-P2QX"


def test_the_token_of_a_qr_code_holds_at_least_128_bits_and_only_capitals():
    assert len(codes.ALPHABET) ** codes.TOKEN_LENGTH >= 2**128
    assert codes.new_token().isupper() or codes.new_token().isalnum()


def test_what_is_kept_can_be_shown_again_and_is_not_readable_in_the_database():
    kept = codes.seal("reog sate dua lima")
    assert "reog" not in kept and codes.unseal(kept) == "reog sate dua lima"
    assert codes.unseal("") == "" and codes.unseal(kept[:-4] + "AAAA") == ""
    assert codes.fingerprint("code", "A") != codes.fingerprint("token", "A")


def test_an_empty_code_is_nobodys():
    assert not codes.same_words("", "")


def test_names_are_the_same_as_a_person_would_say():
    assert name_key("ANI ") == name_key("Ani") == name_key("a.n.i")
    assert name_key("Ani") != name_key("Ari")


def test_an_alias_of_an_office_is_the_office(plan):
    offices = list(plan.opds.all())
    assert institution_key(" dinkes", offices) == institution_key("Dinas Kesehatan", offices)
    assert institution_key("Kadin", offices) != institution_key("Dinas Kesehatan", offices)
