"""The addresses of the wizard: before there is a plan."""

from django.urls import path

from masterplan.setup import views

urlpatterns = [
    path("", views.wizard, {"page": "daerah"}, name="wizard_daerah"),
    path("bimtek/", views.wizard, {"page": "bimtek"}, name="wizard_bimtek"),
    path("kelompok/", views.wizard, {"page": "kelompok"}, name="wizard_kelompok"),
    path("petugas/", views.wizard, {"page": "petugas"}, name="wizard_petugas"),
    path("periksa/", views.wizard_check, name="wizard_periksa"),
    path("selesai/", views.wizard_done, name="wizard_done"),
]
