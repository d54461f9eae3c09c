"""Addresses of the editions of a plan, and of the page that checks a print."""

from django.urls import path

from masterplan.editions.views import checking, editing, reading

urlpatterns = [
    path("buku/edisi/", reading.editions, name="editions"),
    path("buku/edisi/baru/", editing.freeze, name="freeze_edition"),
    path("buku/edisi/<int:edisi>/", reading.edition, name="edition"),
    path("buku/edisi/<int:edisi>/data.zip", reading.edition_data, name="edition_data"),
    path("buku/edisi/<int:edisi>/setujui/", editing.approve, name="approve_edition"),
    path("buku/edisi/<int:edisi>/tarik-persetujuan/", editing.take_back, name="take_back_approval"),
    path("buku/edisi/<int:edisi>/tarik/", editing.withdraw, name="withdraw_edition"),
]

checks = [
    path("", checking.check_form, name="check_form"),
    path("<str:cek>/", checking.check_edition, name="check_edition"),
]
