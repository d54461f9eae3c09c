"""Addresses of irisan, below the board of a group."""

from django.urls import path

from pillars.overlap import views

urlpatterns = [
    path("<slug:pillar>/irisan/", views.overlaps, name="overlaps"),
    path("<slug:pillar>/irisan/<int:irisan>/jawab/", views.answer, name="answer_overlap"),
    path("<slug:pillar>/irisan/<int:irisan>/tarik/", views.withdraw, name="withdraw_overlap"),
    path("<slug:pillar>/<ref:ref>/irisan/", views.offer, name="offer_overlap"),
]
