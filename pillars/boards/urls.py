"""Addresses of what a group and its facilitator read."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.boards.views")
urlpatterns = [
    path("kelompok/", views.board_of_six, name="board_of_six"),
    path("hadir/", views.presence, name="presence"),
    path("ruang/", views.room_health, name="room_health"),
    path("layar/", views.screen, name="screen"),
    path("layar/tautan/", views.screen_link, name="screen_link"),
    path("layar/<str:key>/", views.screen, name="screen_by_key"),
    path("acara/langkah/<int:langkah>/isian/", views.step_fills, name="step_fills"),
    path("<slug:pillar>/", views.group_board, name="group_board"),
    path("<slug:pillar>/kelengkapan/", views.completeness, name="completeness"),
]
