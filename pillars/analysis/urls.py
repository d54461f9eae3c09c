"""Addresses of the analyses; they come before those of cards, whose form is the same."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from pillars.cards.values import CARD_MODELS, ONE_OF
from pillars.models import SharedEntry
from workshops.late_views import LateViews, path

views = LateViews("pillars.analysis.views")


class SharedKindConverter(StringConverter):
    """The kinds whose cards belong to no pillar and begin on a page of the analyses."""

    regex = "|".join(
        kind for kind, model in CARD_MODELS.items() if issubclass(model, SharedEntry) and kind not in ONE_OF
    )


register_converter(SharedKindConverter, "shared")

urlpatterns = [
    path("analisis/", views.readiness, name="analysis"),
    path("analisis/swot/", views.swot, name="swot"),
    path("analisis/swot/<int:butir>/setuju/", views.agree_with, name="agree_with"),
    path("analisis/visi/", views.vision, name="vision"),
    path("analisis/visi/kata/", views.pick_words, name="pick_words"),
    path("analisis/<shared:jenis>/baru/", views.begin_entry, {"pillar": "analisis"}, name="begin_entry"),
]
