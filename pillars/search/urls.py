"""The address of search."""

from django.urls import path

from pillars.search import views

urlpatterns = [path("cari/", views.search, name="search")]
