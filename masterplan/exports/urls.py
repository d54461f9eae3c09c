"""Addresses of the books and of the files made from them."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.exports.views")
urlpatterns = [
    path("buku/", views.books, name="books"),
    path("buku/<str:book>/unduhan/", views.order_export, name="order_export"),
    path("buku/unduhan/<int:n>/", views.export_status, name="export_status"),
    path("buku/unduhan/<int:n>/batal/", views.cancel_export, name="cancel_export"),
    path("buku/unduhan/<int:n>/berkas/", views.download_export, name="download_export"),
    path("penutupan/<int:bimtek>/pdf/", views.order_minutes, name="order_minutes"),
    path("penutupan/edisi/<int:edisi>/pdf/", views.order_signed, name="order_signed"),
]
