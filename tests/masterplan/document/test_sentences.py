"""The sentences that ship: how a condition is read, and that each names only facts that exist."""

import pytest

from masterplan.book_details.questions import MARKS
from masterplan.document.sentences import IN_WORDS, MARK, chosen, every, holds, names_in, shown
from masterplan.document.texts import meanings, shipped, shipped_sentences

FACTS = {"ada": True, "tiada": False, "nol": 0, "tiga": 3, "entah": None, "kosong": "", "nama": "Dinas", "ribuan": 1200}


@pytest.mark.parametrize(
    ("when", "so"),
    {
        "": True,
        "ada": True,
        "tiada": False,
        "bukan tiada": True,
        "nol": False,
        "tiga": True,
        "nama": True,
        "kosong": False,
        "entah": False,
        "bukan entah": True,
        "ada dan tiga": True,
        "ada dan bukan tiga": False,
        "nol = 0": True,
        "entah = 0": False,
        "tiga > 2 dan tiga < 4": True,
        "bukan tiga = 4": True,
        "bukan entah = 4": False,
        "nol < tiga": True,
        "nama = 3": False,
    }.items(),
)
def test_a_condition_is_read_as_it_is_written(when, so):
    assert holds(when, FACTS) is so


def test_what_cannot_be_read_as_a_condition_is_said():
    with pytest.raises(ValueError, match="tiga lebih dari 2"):
        holds("tiga lebih dari 2", FACTS)


def test_false_or_unknown_gives_way_to_the_other_sentence():
    sentence = {"when": "tiga", "text": "{{entah}} hadir.", "else": {"when": "ada", "text": "Belum dicatat."}}
    values = shown(FACTS)
    lacks = lambda text: any(not values[mark] for mark in MARK.findall(text))  # noqa: E731
    assert list(chosen(["Satu.", sentence], FACTS, lacks)) == ["Satu.", "Belum dicatat."]
    assert list(chosen({**sentence, "when": "tiada"}, FACTS)) == ["Belum dicatat."]
    assert list(chosen({"when": "tiada", "text": "Tidak."}, FACTS)) == []


def test_numbers_are_printed_in_figures_and_in_words_and_nought_is_a_number():
    values = shown(FACTS)
    assert [values[name] for name in ("ribuan", "nol", "entah", "nama", "tiga_terbilang")] == [
        "1.200",
        "0",
        "",
        "Dinas",
        "tiga",
    ]
    assert "ada" not in values


def _paragraphs():
    for key, paragraph in shipped_sentences().items():
        yield key, paragraph
    for book in shipped()["books"]:
        parts = [*book["front_matter"], *book["chapters"], *(s for c in book["chapters"] for s in c["sections"])]
        for part in parts:
            for paragraph in (*part.get("template", ()), *part.get("intro", ()), *part.get("notes", ())):
                yield part["code"], paragraph


def test_every_sentence_names_facts_that_are_explained():
    explained = {*meanings(), *shipped()["conditions"], *(one.key for one in MARKS)}
    for code, paragraph in _paragraphs():
        for text, conditions in every(paragraph):
            named = [name for when in conditions for name in names_in(when)]
            marks = [mark.removesuffix(IN_WORDS) if mark not in explained else mark for mark in MARK.findall(text)]
            assert {*named, *marks} <= explained, (code, text)
