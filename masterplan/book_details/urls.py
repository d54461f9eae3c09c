"""Addresses of the book details."""

from django.urls import path

from masterplan.book_details import views

urlpatterns = [path("buku/keterangan/", views.book_details, name="book_details")]
