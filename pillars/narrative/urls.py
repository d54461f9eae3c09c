"""Addresses of the pictures of a plan; all begin with `/r/<slug>/`."""

from django.urls import path

from pillars.narrative.views import pictures

urlpatterns = [
    path("buku/gambar/", pictures.pictures, name="pictures"),
    path("buku/gambar/<int:gambar>/", pictures.picture, name="picture"),
    path("buku/gambar/<int:gambar>/asli/", pictures.picture_file, name="picture_file"),
    path("buku/gambar/<int:gambar>/kecil/", pictures.picture_small, name="picture_small"),
]
