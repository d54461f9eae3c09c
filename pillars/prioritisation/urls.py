"""Addresses of what a group chooses together."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.prioritisation.views")
urlpatterns = [
    path("<slug:pillar>/nilai/", views.scoring, name="scoring"),
    path("<slug:pillar>/nilai/baru/", views.open_page, name="open_choosing"),
    path("<slug:pillar>/nilai/hasil/", views.latest, name="latest_result"),
    path("<slug:pillar>/nilai/<int:pilihan>/", views.choosing, name="choosing"),
]
