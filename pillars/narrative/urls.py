"""Addresses of the pictures of a plan; all begin with `/r/<slug>/`."""

from django.urls import path

from pillars.narrative import views

urlpatterns = [
    path("buku/gambar/", views.pictures, name="pictures"),
    path("buku/gambar/<int:gambar>/", views.picture, name="picture"),
    path("buku/gambar/<int:gambar>/asli/", views.picture_file, name="picture_file"),
    path("buku/gambar/<int:gambar>/kecil/", views.picture_small, name="picture_small"),
]
