"""Addresses of the printed pieces for the room."""

from django.urls import path

from masterplan.handouts import views

urlpatterns = [
    path("lembar/", views.handouts, name="handouts"),
    path("lembar/undangan.pdf", views.handout, {"kind": "invitation"}, name="handout_invitation"),
    path("lembar/tanda-meja.pdf", views.handout, {"kind": "tent"}, name="handout_tent"),
    path("lembar/qr-dinding.pdf", views.handout, {"kind": "wall"}, name="handout_wall"),
]
