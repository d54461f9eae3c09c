"""Addresses of the run sheet, of announcements and of calls."""

from workshops.late_views import LateViews, path

views = LateViews("workshops.agenda.views")
urlpatterns = [
    path("acara/", views.run_sheet, name="run_sheet"),
    path("acara/langkah/", views.add_step_page, name="add_step"),
    path("acara/langkah/<int:langkah>/", views.step_page, name="step"),
    path("acara/umum/", views.announce, name="announce"),
    path("acara/umum/<int:umum>/akhiri/", views.end_announcement, name="end_announcement"),
    path("acara/umum/<int:umum>/tutup/", views.close_announcement, name="close_announcement"),
    path("acara/panggilan/<int:panggilan>/", views.handle_call, name="handle_call"),
    path("<slug:pillar>/panggil/", views.call_page, name="call_help"),
]
