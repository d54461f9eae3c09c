"""Word and Excel are written in a process of their own: what breaks or runs away there is a sentence here."""

from dataclasses import replace

import pytest

from masterplan.document import tree
from masterplan.writers.child import Limits, RenderFailed
from masterplan.writers.office import write_in_child

BOOK = tree.Book(
    id="buku",
    title="Buku uji",
    code="buku_2",
    parts=(
        tree.Chapter(
            id="bab-1",
            number="1",
            label="Bab 1",
            title="Satu",
            children=(tree.Paragraph(spans=(tree.Span(text="=1+1 <b> \U0001f469\u200d\U0001f4bb"),)),),
        ),
    ),
)


@pytest.fixture(scope="module")
def large():
    return tree.to_json(replace(BOOK, parts=BOOK.parts * 30_000))


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_the_child_gives_the_bytes_that_the_writer_gives(format):
    from masterplan.writers.office import written

    assert write_in_child(tree.to_json(BOOK), format) == written(BOOK, format, {})


def test_a_tree_that_the_writer_cannot_take_is_a_sentence():
    with pytest.raises(RenderFailed) as failed:
        write_in_child(b'{"node":"Paragraph"}', "docx")
    assert (failed.value.kind, failed.value.sentence) == ("broken", "Pembuatan buku gagal.")


def test_what_takes_too_long_is_stopped(large):
    with pytest.raises(RenderFailed) as failed:
        write_in_child(large, "docx", limits=Limits(cpu_s=1, wall_s=20))
    assert failed.value.kind == "slow"
    with pytest.raises(RenderFailed) as failed:
        write_in_child(large, "xlsx", limits=Limits(wall_s=0))
    assert failed.value.kind == "slow"


def test_what_takes_too_much_memory_is_stopped(large):
    with pytest.raises(RenderFailed) as failed:
        write_in_child(large, "xlsx", limits=Limits(memory_mb=100))
    assert failed.value.kind in ("memory", "broken")


def test_a_cancelled_file_is_left_alone(large):
    with pytest.raises(RenderFailed) as failed:
        write_in_child(large, "docx", cancelled=lambda: True)
    assert failed.value.kind == "cancelled"
