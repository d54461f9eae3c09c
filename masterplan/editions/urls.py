"""Addresses of the editions of a plan, and of the page that checks a print."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.editions.views")
urlpatterns = [
    path("buku/edisi/", views.editions, name="editions"),
    path("buku/edisi/baru/", views.freeze, name="freeze_edition"),
    path("buku/edisi/<int:edisi>/", views.edition, name="edition"),
    path("buku/edisi/<int:edisi>/data.zip", views.edition_data, name="edition_data"),
    path("buku/edisi/<int:edisi>/setujui/", views.approve, name="approve_edition"),
    path("buku/edisi/<int:edisi>/tarik-persetujuan/", views.take_back, name="take_back_approval"),
    path("buku/edisi/<int:edisi>/tarik/", views.withdraw, name="withdraw_edition"),
]

checks = [
    path("", views.check_form, name="check_form"),
    path("<str:cek>/", views.check_edition, name="check_edition"),
]
