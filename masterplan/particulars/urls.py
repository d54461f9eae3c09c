"""Addresses of the particulars of the books."""

from django.urls import path

from masterplan.particulars import views

urlpatterns = [path("buku/keterangan/", views.particulars, name="particulars")]
