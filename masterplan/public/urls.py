"""Addresses of the public page, and of the pages where staff see and switch it."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.public.views")
urlpatterns = [
    path("buku/publik/", views.public_switch, name="public_switch"),
    path("buku/edisi/<int:edisi>/pratinjau/", views.public_preview, name="public_preview"),
]

everybody = [
    path("", views.public_page, name="public_page"),
    path("data.zip", views.public_data, name="public_data"),
    path("buku.pdf", views.public_pdf, name="public_pdf"),
]
