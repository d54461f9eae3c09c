"""Addresses of the printed pieces for the room."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.handouts.views")
urlpatterns = [
    path("lembar/", views.handouts, name="handouts"),
    path("lembar/<str:cetakan>.pdf", views.handout, name="handout"),
]
