"""The prose of a section: what is typed is kept, what is stored can be typed again."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pillars.kinds import KINDS
from pillars.merge import merge
from pillars.prose import normal, parse, pictures_in, plain, write
from tests.corpus.expectation import ITEMS, sent
from workshops.text import FieldError, parse_text


def spans(text):
    (block,) = parse(text)
    return block["spans"]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("# Keadaan sekarang", {"type": "heading", "level": 1, "text": "Keadaan sekarang"}),
        ("## Data", {"type": "heading", "level": 2, "text": "Data"}),
        ("> Data dahulu", {"type": "quote", "spans": [{"text": "Data dahulu"}]}),
        ("[[tabel: sasaran-GOV]]", {"type": "table", "ref": "sasaran-GOV"}),
        ("[[gambar: peta-jalan]]", {"type": "figure", "ref": "peta-jalan"}),
        (
            "[[foto: gambar-3 | Balai desa | Warga mengantre di balai desa]]",
            {"type": "picture", "ref": "gambar-3", "alt": "Warga mengantre di balai desa", "caption": "Balai desa"},
        ),
    ],
)
def test_each_mark_is_a_block(text, block):
    assert parse(text) == [block] and write([block]) == text


def test_lines_are_paragraphs_and_items_that_follow_each_other_a_list():
    text = "Pertama.\nKedua.\n- satu\n- dua\n\n1. a\n2. b"
    kinds = [(block["type"], len(block.get("items", ()))) for block in parse(text)]
    assert kinds == [("paragraph", 0), ("paragraph", 0), ("list", 2), ("list", 2)]
    assert write(parse(text)) == "Pertama.\n\nKedua.\n\n- satu\n- dua\n\n1. a\n2. b"


def test_stars_switch_bold_and_italic_also_side_by_side():
    assert spans("a **tebal** *miring* ***dua-duanya***") == [
        {"text": "a "},
        {"text": "tebal", "bold": True},
        {"text": " "},
        {"text": "miring", "italic": True},
        {"text": " "},
        {"text": "dua-duanya", "bold": True, "italic": True},
    ]
    assert spans("**a***b*") == [{"text": "a", "bold": True}, {"text": "b", "italic": True}]


@pytest.mark.parametrize(
    "text",
    [
        "5 * 3 * 2",
        "**belum selesai",
        "catatan *)",
        "[1] dan [2]",
        "[[tabel]]",
        "3. Keadaan",
        "2027. Tahun itu",
        "#tagar",
    ],
)
def test_what_is_no_whole_mark_stays_text(text):
    assert spans(text) == [{"text": text}]


def test_a_link_leads_to_a_page_or_a_letter_box_and_to_nothing_else():
    assert spans("lihat [laman **resmi**](https://ponorogo.go.id/a_(b)).") == [
        {"text": "lihat "},
        {"text": "laman ", "href": "https://ponorogo.go.id/a_(b)"},
        {"text": "resmi", "bold": True, "href": "https://ponorogo.go.id/a_(b)"},
        {"text": "."},
    ]
    assert spans("[a](www.ponorogo.go.id)")[0]["href"] == "https://www.ponorogo.go.id"
    for address in ("javascript:alert(1)", "data:text/html;base64,PHA", "file:///etc/passwd", "https:"):
        with pytest.raises(FieldError, match="Tautan “" + address.replace("(", r"\(").replace(")", r"\)")):
            parse(f"Lihat [di sini]({address}).")


def test_a_backslash_makes_a_sign_ordinary():
    assert spans(r"\*bukan miring\* dan \# 1\. \- C:\data") == [{"text": r"*bukan miring* dan # 1. - C:\data"}]
    assert parse(r"\- bukan butir")[0]["type"] == "paragraph"


def test_pictures_are_named_and_prose_is_read_without_marks():
    text = "# Judul\n- **a** [b](https://c.id)\n[[foto: gambar-2 | Pasar | Kios]]\n[[tabel: x]]"
    assert pictures_in(parse(text)) == ["gambar-2"]
    assert plain(parse(text)) == "Judul\na b\nPasar\ntabel x"


LETTERS = st.text(st.sampled_from("ab *[]()\\#->.|1\n\t•é{}_:/"), max_size=12)
HREFS = st.sampled_from(["", "", "https://a.id/(x", "mailto:a@b.id", "http://a.id/x_(y)"])
SPANS = st.lists(
    st.builds(
        lambda text, bold, italic, href: {"text": text, "bold": bold, "italic": italic, "href": href},
        LETTERS,
        st.booleans(),
        st.booleans(),
        HREFS,
    ),
    max_size=5,
)
BLOCKS = st.lists(
    st.one_of(
        st.builds(lambda s: {"type": "paragraph", "spans": s}, SPANS),
        st.builds(lambda s: {"type": "quote", "spans": s}, SPANS),
        st.builds(lambda n, t: {"type": "heading", "level": n, "text": t}, st.sampled_from([1, 2]), LETTERS),
        st.builds(lambda o, i: {"type": "list", "ordered": o, "items": i}, st.booleans(), st.lists(SPANS, max_size=3)),
        st.builds(lambda k: {"type": k, "ref": "kunci.1-a"}, st.sampled_from(["table", "figure"])),
        st.builds(lambda a, c: {"type": "picture", "ref": "gambar-3", "alt": a, "caption": c}, LETTERS, LETTERS),
    ),
    max_size=6,
)


@given(BLOCKS)
def test_what_is_stored_can_be_typed_again(blocks):
    stored = normal(blocks)
    text = write(stored)
    assert parse(text) == stored == normal(stored)
    # what a field does with it on its way back changes nothing either
    assert parse(parse_text(text, limit=None, one_line=False).text) == stored


def _without_marks(text):
    return sorted(letter for letter in text if letter.isalnum())


@given(st.text(st.sampled_from("ab *[]()\\#->.|1 \n•{}:/"), max_size=60))
@example("**[*a*](http://b.id)**")
@example("**a[**](http://u.id)")
def test_what_is_typed_settles_at_once_and_no_letter_is_lost(text):
    settled = write(parse(text))
    assert write(parse(settled)) == settled
    assert parse(settled) == parse(text)
    numbers = [line for line in text.split("\n") if line.strip()[:1] == "1"]
    if not numbers:
        assert _without_marks(settled) == _without_marks(text)


LINES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)
CHANGES = st.lists(st.tuples(st.sampled_from("+~-"), st.integers(0, 6)), max_size=3)


def _changed(lines, changes, who):
    lines = list(lines)
    for n, (how, place) in enumerate(changes):
        if how == "+":
            lines.insert(place, f"{who}{n} baru")
        elif place < len(lines):
            lines[place : place + 1] = [f"{who}{n} lain"] if how == "~" else []
    return lines


@given(LINES, CHANGES, CHANGES)
def test_of_two_who_write_in_one_section_nobody_loses_a_block(base, mine, theirs):
    sides = base, _changed(base, mine, "aku"), _changed(base, theirs, "dia")
    stored = [{"body": parse("\n".join(side))} for side in sides]
    merged = merge(KINDS["naskah"], *stored)
    told = [merged.write.get("body", stored[2]["body"])]
    told = [plain(blocks).split("\n") for blocks in (merged.conflicts["body"][1:] if merged.conflicts else told)]
    for line in {*sides[1], *sides[2]} - {*base}:
        assert any(line in side for side in told)
    if not merged.conflicts:
        assert not ({*base} - {*sides[1]} | {*base} - {*sides[2]}) & {*told[0]}


CATEGORIES = ("text", "injection", "names", "codes")


def _typed():
    """What the corpus sends as text; a megabyte is no longer read than refused."""
    found = (
        sent(item_id)
        for item_id, item in ITEMS.items()
        if "plan file" not in item["where"] and item["category"] in CATEGORIES
    )
    return [text[:5_000] for text in found if isinstance(text, str)]


def test_every_text_of_the_abuse_corpus_is_kept_or_refused_with_a_sentence():
    refused = 0
    for raw in _typed():
        for text in (raw, f"- {raw}", f"**{raw}**", f"# {raw}", f"[{raw}](https://a.id)"):
            try:
                blocks = parse(parse_text(text, limit=None, one_line=False).text)
            except FieldError as error:
                refused += 1
                assert error.sentence
                continue
            settled = write(blocks)
            assert parse(settled) == blocks and normal(blocks) == blocks
    assert refused < 50


def test_a_hundred_thousand_letters_are_read_at_once():
    text = "**a** *b* [c](https://d.id) \\* [x " * 3_000
    assert write(parse(text[:100_000]))
