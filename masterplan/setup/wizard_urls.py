"""The addresses of the wizard: before there is a plan."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.setup.views")
urlpatterns = [
    path("", views.wizard, {"page": "daerah"}, name="wizard_daerah"),
    path("bimtek/", views.wizard, {"page": "bimtek"}, name="wizard_bimtek"),
    path("kelompok/", views.wizard, {"page": "kelompok"}, name="wizard_kelompok"),
    path("petugas/", views.wizard, {"page": "petugas"}, name="wizard_petugas"),
    path("periksa/", views.wizard_check, name="wizard_periksa"),
    path("selesai/", views.wizard_done, name="wizard_done"),
]
