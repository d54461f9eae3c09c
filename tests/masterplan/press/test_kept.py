"""The shelf in the database, and the preview that stands on it."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from masterplan.press import actions, preview
from masterplan.press.actions import DatabaseCache
from masterplan.press.models import RenderedUnit
from masterplan.press.render_cache import Rendered
from masterplan.writers.failures import RenderFailed
from tests.masterplan.press.books import NO_PICTURE, book, chain, chapter, knot, para

pytestmark = pytest.mark.django_db


def test_units_are_kept_for_their_plan_and_those_not_used_go(plan, monkeypatch):
    monkeypatch.setattr(actions, "MOST_UNITS", 2)
    shelf = DatabaseCache(plan)
    shelf.put({"a": Rendered(b"A", {"pages": []}, 1), "b": Rendered(b"B", {}, 2)})
    RenderedUnit.objects.filter(key="b").update(used_at=timezone.now() - timedelta(days=2))
    RenderedUnit.objects.filter(key="a").update(used_at=timezone.now() - timedelta(days=3))
    assert shelf.take(["a", "x"]) == {"a": Rendered(b"A", {"pages": []}, 1)}
    shelf.put({"c": Rendered(b"C"), "a": Rendered(b"A")})
    assert set(RenderedUnit.objects.values_list("key", flat=True)) == {"a", "c"}


def test_a_chapter_is_shown_as_pictures_and_an_edit_lays_out_one_unit(plan):
    def of(text):
        return book(chapter(1, para(text)), chapter(2, para("Isi.")), lists=False)

    (first, *_) = preview.images(of("Satu."), plan=plan, pictures={}, width=300, first=2)
    assert Image.open(io.BytesIO(first)).size[0] == 300
    before = set(preview._laid)
    preview.images(of("Dua."), plan=plan, pictures={}, width=300, first=2)
    # a face that was cut to other letters has no pages
    assert sum(bool(preview._laid[key].pages) for key in set(preview._laid) - before) == 1
    # what is shown may be a text that nobody has saved
    assert not RenderedUnit.objects.exists()


def test_a_preview_that_cannot_be_made_says_so(plan):
    with pytest.raises(RenderFailed, match="Bab 1: Judul 1"):
        preview.images(book(chapter(1, chain(knot(1, NO_PICTURE))), lists=False), plan=plan, pictures={}, width=300)
