"""Addresses of telaah: the desk, a card on it, and the notes of a group. They come before those of a pillar."""

import pillars.cards.addresses  # noqa: F401 it says what a `ref` in an address is
from workshops.late_views import LateViews, path

views = LateViews("pillars.review.views")
urlpatterns = [
    path("telaah/", views.desk, name="review_desk"),
    path("telaah/<ref:ref>/", views.read, name="review_card"),
    path("telaah/<ref:ref>/ditinjau/", views.reviewed, name="review_reviewed"),
    path("telaah/<ref:ref>/disetujui/", views.approved, name="review_approved"),
    path("telaah/catatan/<int:catatan>/tutup/", views.close, name="close_note"),
    path("<slug:pillar>/telaah/", views.group_notes, name="group_notes"),
    path("<slug:pillar>/telaah/<int:catatan>/jawab/", views.answer, name="answer_note"),
]
