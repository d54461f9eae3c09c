"""Addresses of homework; all begin with `/r/<slug>/`. The door for who comes from home is `/t/<key>/`."""

from pillars.cards.addresses import CARD
from workshops.late_views import LateViews, path

assignment = LateViews("pillars.homework.views.assignment")
tasks = LateViews("pillars.homework.views.tasks")
urlpatterns = [
    path("tugas/", tasks.tasks, name="tasks"),
    path("tugas/usul/", assignment.suggested, name="suggest_tasks"),
    path("tugas/kirim/", assignment.message_page, name="task_message"),
    path("tugas/jendela/", assignment.window, name="task_window"),
    path("tugas/<int:tugas>/", tasks.task, name="task"),
    path("tugas/<int:tugas>/teruskan/", tasks.hand_on_page, name="hand_on_task"),
    path("tugas/<int:tugas>/selesai/", tasks.finish, name="finish_task"),
    path(CARD + "isi/<int:tugas>/", tasks.fill, name="fill_task"),
]
