"""Addresses of irisan, below the board of a group."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.overlap.views")
urlpatterns = [
    path("<slug:pillar>/irisan/", views.overlaps, name="overlaps"),
    path("<slug:pillar>/irisan/<int:irisan>/jawab/", views.answer, name="answer_overlap"),
    path("<slug:pillar>/irisan/<int:irisan>/tarik/", views.withdraw, name="withdraw_overlap"),
    path("<slug:pillar>/<ref:ref>/irisan/", views.offer, name="offer_overlap"),
]
