"""Addresses of the checks of a plan; all begin with `/r/<slug>/`."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.checks.views")
finding = "periksa/<str:periksa>/<str:subjek>/"
urlpatterns = [
    path("periksa/", views.checks, name="checks"),
    path(finding + "jawab/", views.answer, name="answer_check"),
    path("periksa/jawaban/<int:jawaban>/tarik/", views.withdraw, name="withdraw_check_answer"),
    path("periksa/jawaban/<int:jawaban>/putusan/", views.decide, name="decide_check_answer"),
    path("<slug:pillar>/<ref:ref>/periksa/", views.of_card, name="checks_of_card"),
]
