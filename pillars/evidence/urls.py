"""Addresses of attached files; all begin with `/r/<slug>/`."""

from django.urls import path

from pillars.cards.addresses import CARD
from pillars.evidence import views

urlpatterns = [
    path("berkas/<int:lampiran>/", views.download, name="evidence"),
    path(CARD + "berkas/", views.attach, name="attach_evidence"),
    path("<slug:pillar>/berkas/<int:lampiran>/hapus/", views.remove, name="remove_evidence"),
]
