"""Addresses of the run sheet, of announcements and of calls."""

from django.urls import path

from workshops.agenda.views import announcements, calls, sheet, steps

urlpatterns = [
    path("acara/", sheet.run_sheet, name="run_sheet"),
    path("acara/langkah/", steps.add_step_page, name="add_step"),
    path("acara/langkah/<int:langkah>/", steps.step_page, name="step"),
    path("acara/umum/", announcements.announce, name="announce"),
    path("acara/umum/<int:umum>/akhiri/", announcements.end_announcement, name="end_announcement"),
    path("acara/umum/<int:umum>/tutup/", announcements.close_announcement, name="close_announcement"),
    path("acara/panggilan/<int:panggilan>/", calls.handle_call, name="handle_call"),
    path("<slug:pillar>/panggil/", calls.call_page, name="call_help"),
]
