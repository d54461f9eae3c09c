"""Addresses of the manuscript of the books."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.book_outline.views")
urlpatterns = [
    path("buku/lambang/", views.arms, name="choose_arms"),
    path("buku/<str:book>/naskah/", views.outline, name="book_outline"),
    path("buku/<str:book>/naskah/susunan/", views.change_outline, name="change_outline"),
    path("buku/<str:book>/bab/<str:section>/", views.section, name="book_section"),
    path("buku/<str:book>/bab/<str:section>/pratinjau/", views.preview, name="preview_section"),
]
