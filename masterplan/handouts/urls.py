"""Addresses of the printed pieces for the room."""

from django.urls import path

from masterplan.handouts import views

urlpatterns = [
    path("lembar/", views.handouts, name="handouts"),
    path("lembar/<str:cetakan>.pdf", views.handout, name="handout"),
]
