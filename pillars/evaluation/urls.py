"""Addresses of the evaluation sheet; all begin with `/r/<slug>/`. What ends with `berkas/` may bring a file."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.evaluation.views")
urlpatterns = [
    path("evaluasi/", views.evaluation, name="evaluation"),
    path("evaluasi/lembar.xlsx", views.evaluation_file, name="evaluation_file"),
    path("evaluasi/butir/", views.items, name="evaluation_items"),
    path("evaluasi/butir/<int:tahun>/<str:kode>/berkas/", views.answer, name="answer_item"),
    path("evaluasi/<slug:pillar>/", views.pillar_sheet, name="evaluation_pillar"),
    path("evaluasi/<slug:pillar>/<int:tahun>/program-<int:nomor>/berkas/", views.realise_programme, name="realise"),
]
