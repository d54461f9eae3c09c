"""Addresses of attached files; all begin with `/r/<slug>/`."""

from pillars.cards.addresses import CARD
from workshops.late_views import LateViews, path

views = LateViews("pillars.evidence.views")
urlpatterns = [
    path("berkas/<int:lampiran>/", views.download, name="evidence"),
    path(CARD + "berkas/", views.attach, name="attach_evidence"),
    path("<slug:pillar>/berkas/<int:lampiran>/hapus/", views.remove, name="remove_evidence"),
]
