"""The addresses of a plan itself, and of what is ready in it."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.setup.views")
urlpatterns = [
    path("", views.plan_home, name="plan_home"),
    path("siapkan/", views.ready, name="ready"),
    path("siapkan/petugas/", views.officers, name="officers"),
    path("siapkan/bimtek/<int:bimtek>/", views.bimtek_page, name="bimtek"),
]
