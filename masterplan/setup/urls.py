"""The addresses of a plan itself, and of what is ready in it."""

from django.urls import path

from masterplan.setup.views import home, officers, ready

urlpatterns = [
    path("", home.plan_home, name="plan_home"),
    path("siapkan/", ready.ready, name="ready"),
    path("siapkan/petugas/", officers.officers, name="officers"),
    path("siapkan/bimtek/<int:bimtek>/", ready.bimtek_page, name="bimtek"),
]
