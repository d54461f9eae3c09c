"""Addresses of homework; all begin with `/r/<slug>/`. The door for who comes from home is `/t/<key>/`."""

from django.urls import path

from pillars.cards.converters import CARD
from pillars.homework import views

urlpatterns = [
    path("tugas/", views.tasks, name="tasks"),
    path("tugas/usul/", views.suggested, name="suggest_tasks"),
    path("tugas/kirim/", views.message_page, name="task_message"),
    path("tugas/jendela/", views.window, name="task_window"),
    path("tugas/<int:tugas>/", views.task, name="task"),
    path("tugas/<int:tugas>/teruskan/", views.hand_on_page, name="hand_on_task"),
    path("tugas/<int:tugas>/selesai/", views.finish, name="finish_task"),
    path(CARD + "isi/<int:tugas>/", views.fill, name="fill_task"),
]
