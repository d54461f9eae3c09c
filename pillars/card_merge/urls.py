"""Addresses of look-alikes and of merging; below the board of a group."""

from django.urls import path

from pillars.card_merge.views import joining, pages

card = "<slug:pillar>/<ref:ref>/"
urlpatterns = [
    path("<slug:pillar>/mirip/", pages.look_alikes, name="look_alikes"),
    path(card + "gabung/", pages.choose_partner, name="choose_partner"),
    path(card + "gabung/<ref:other>/", joining.merge_entry, name="merge_entry"),
    path(card + "gabung-lintas/<ref:other>/", joining.merge_across, name="merge_across"),
    path(card + "berbeda/<ref:other>/", joining.different, name="different"),
    path(card + "pisahkan/", joining.split, name="split"),
    path(card + "asli/", pages.original, name="original"),
]
