"""The address of the printed lists of homework."""

from django.urls import path

from masterplan.homework import views

urlpatterns = [path("tugas/kirim/<str:lembar>", views.task_sheets, name="task_sheets")]
