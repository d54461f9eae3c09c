"""Addresses of the pictures of a plan; all begin with `/r/<slug>/`."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.narrative.views")
urlpatterns = [
    path("buku/gambar/", views.pictures, name="pictures"),
    path("buku/gambar/<int:gambar>/", views.picture, name="picture"),
    path("buku/gambar/<int:gambar>/asli/", views.picture_file, name="picture_file"),
    path("buku/gambar/<int:gambar>/kecil/", views.picture_small, name="picture_small"),
]
