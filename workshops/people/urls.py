"""Addresses of the door: front page, joining, logging in, the people of a plan, and the shell's own files."""

from django.urls import path

from workshops.people import views

urlpatterns = [
    path("", views.front, name="front"),
    path("aset/<str:name>", views.asset_file, name="asset"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
]
