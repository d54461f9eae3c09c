"""Addresses of the book details."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.book_details.views")
urlpatterns = [path("buku/keterangan/", views.book_details, name="book_details")]
