"""Addresses of what a group and its facilitator read."""

from django.urls import path

from pillars.boards import views

urlpatterns = [
    path("kelompok/", views.board_of_six, name="board_of_six"),
    path("riwayat/", views.plan_history, name="plan_history"),
    path("hadir/", views.presence, name="presence"),
    path("<slug:pillar>/", views.group_board, name="group_board"),
    path("<slug:pillar>/kelengkapan/", views.completeness, name="completeness"),
]
