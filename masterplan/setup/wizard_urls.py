"""The addresses of the wizard: before there is a plan."""

from django.urls import path

from masterplan.setup.views import wizard

urlpatterns = [
    path("", wizard.wizard, {"page": "daerah"}, name="wizard_daerah"),
    path("bimtek/", wizard.wizard, {"page": "bimtek"}, name="wizard_bimtek"),
    path("kelompok/", wizard.wizard, {"page": "kelompok"}, name="wizard_kelompok"),
    path("petugas/", wizard.wizard, {"page": "petugas"}, name="wizard_petugas"),
    path("periksa/", wizard.wizard_check, name="wizard_periksa"),
    path("selesai/", wizard.wizard_done, name="wizard_done"),
]
