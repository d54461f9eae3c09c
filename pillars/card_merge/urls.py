"""Addresses of look-alikes and of merging; below the board of a group."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.card_merge.views")
card = "<slug:pillar>/<ref:ref>/"
urlpatterns = [
    path("<slug:pillar>/mirip/", views.look_alikes, name="look_alikes"),
    path(card + "gabung/", views.choose_partner, name="choose_partner"),
    path(card + "gabung/<ref:other>/", views.merge_entry, name="merge_entry"),
    path(card + "gabung-lintas/<ref:other>/", views.merge_across, name="merge_across"),
    path(card + "berbeda/<ref:other>/", views.different, name="different"),
    path(card + "pisahkan/", views.split, name="split"),
    path(card + "asli/", views.original, name="original"),
]
