"""Addresses of the editions of a plan, and of the page that checks a print."""

from django.urls import path

from masterplan.editions.views import edit, print_check, read

urlpatterns = [
    path("buku/edisi/", read.editions, name="editions"),
    path("buku/edisi/baru/", edit.freeze, name="freeze_edition"),
    path("buku/edisi/<int:edisi>/", read.edition, name="edition"),
    path("buku/edisi/<int:edisi>/data.zip", read.edition_data, name="edition_data"),
    path("buku/edisi/<int:edisi>/setujui/", edit.approve, name="approve_edition"),
    path("buku/edisi/<int:edisi>/tarik-persetujuan/", edit.take_back, name="take_back_approval"),
    path("buku/edisi/<int:edisi>/tarik/", edit.withdraw, name="withdraw_edition"),
]

checks = [
    path("", print_check.check_form, name="check_form"),
    path("<str:cek>/", print_check.check_edition, name="check_edition"),
]
