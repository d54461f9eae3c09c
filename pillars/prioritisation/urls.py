"""Addresses of what a group chooses together."""

from django.urls import path

from pillars.prioritisation import views

urlpatterns = [
    path("<slug:pillar>/nilai/", views.scoring, name="scoring"),
    path("<slug:pillar>/nilai/baru/", views.open_page, name="open_choosing"),
    path("<slug:pillar>/nilai/hasil/", views.latest, name="latest_result"),
    path("<slug:pillar>/nilai/<int:pilihan>/", views.choosing, name="choosing"),
]
