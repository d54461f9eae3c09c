"""Pure: words that may become keywords, and where keywords stand in a text."""

from hypothesis import given
from hypothesis import strategies as st

from pillars.analysis.words import counted, holds, pieces, words_of


def test_words_without_a_meaning_of_their_own_are_not_offered():
    assert words_of("Layanan wilayah selatan yang jauh dari data") == ["Layanan", "wilayah", "selatan", "data"]


def test_the_word_of_most_statements_comes_first_and_a_statement_counts_once():
    texts = {"swot-1": "Data tidak seragam, data lama", "swot-2": "Reog", "swot-3": "Kawasan reog"}
    assert counted(texts)[:2] == [("Reog", ["swot-2", "swot-3"]), ("Data", ["swot-1"])]


def test_a_keyword_is_a_whole_word_whatever_its_case():
    assert holds("Budaya menjadi tenaga", "budaya") and not holds("Berbudaya", "budaya")
    assert holds("Reog, budaya kita", "budaya Reog") and not holds("budaya kita", "budaya Reog")
    assert not holds("", "data") and not holds("apa saja", " ")


def test_what_is_marked_is_the_longest_keyword():
    told = pieces("Menjadi kota kreatif dunia", ["kota", "kota kreatif"])
    assert [(one.text, one.word) for one in told] == [
        *(("Menjadi ", ""), ("kota kreatif", "kota kreatif"), (" dunia", ""))
    ]


@given(st.text(), st.lists(st.text(max_size=12), max_size=4))
def test_the_pieces_of_a_text_are_the_text(text, words):
    assert "".join(one.text for one in pieces(text, words)) == text
