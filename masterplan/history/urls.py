"""Addresses of the plan's history: what happened, how it stood, what changed between two moments."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.history.views")
urlpatterns = [
    path("riwayat/", views.plan_history, name="plan_history"),
    path("riwayat/pada/", views.past_board, name="past_board"),
    path("riwayat/perbandingan.xlsx", views.difference_file, name="difference_file"),
]
