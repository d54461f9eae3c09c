"""Addresses of the manuscript of the books."""

from django.urls import path

from masterplan.book_outline.views import outline, section

urlpatterns = [
    path("buku/lambang/", outline.arms, name="choose_arms"),
    path("buku/<str:book>/naskah/", outline.manuscript, name="manuscript"),
    path("buku/<str:book>/naskah/susunan/", outline.change_outline, name="change_outline"),
    path("buku/<str:book>/bab/<str:section>/", section.section, name="manuscript_section"),
    path("buku/<str:book>/bab/<str:section>/pratinjau/", section.preview, name="preview_section"),
]
