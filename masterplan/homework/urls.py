"""The address of the printed lists of homework."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.homework.views")
urlpatterns = [path("tugas/kirim/<str:lembar>", views.task_sheets, name="task_sheets")]
