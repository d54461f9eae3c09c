"""Documents at random in every format, opened again and checked: the bounded part of `./rembuk bench fuzz`."""

import pytest

from tests.amounts import either
from tests.benches.fuzz_files import checked, faults_of
from tests.benches.fuzz_plans import document, together

SEEDS = range(either(12, 240))
#: So many are one PDF: a chapter each, so that a page with the faces is set up once for all.
BOUND = 6


def test_documents_at_random_are_whole_in_word_excel_and_json():
    faults = {seed: checked(seed, ("docx", "xlsx", "json")) for seed in SEEDS}
    assert {seed: found for seed, found in faults.items() if found} == {}


@pytest.mark.parametrize("first", SEEDS[::BOUND])
def test_documents_at_random_are_whole_as_pdf(first):
    assert faults_of(together(range(first, first + BOUND)), ("pdf",)) == {}


def test_the_same_seed_gives_the_same_document_and_another_another():
    assert document(7) == document(7)
    assert document(8).book != document(10).book


def test_a_broken_file_would_be_noticed(monkeypatch):
    from tests.benches import fuzz_files

    monkeypatch.setattr(fuzz_files.docx, "write", lambda *given: b"PK")
    assert set(checked(0, ("docx", "xlsx"))) == {"docx"}
