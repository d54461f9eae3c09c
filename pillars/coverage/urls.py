"""Addresses of the coverage matrices; all begin with `/r/<slug>/`."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.coverage.views")
urlpatterns = [
    path("selaras/", views.coverage, name="coverage"),
    path("selaras/opd/", views.office_coverage, name="office_coverage"),
    path("selaras/renstra/", views.renstra_coverage, name="renstra_coverage"),
    path("selaras/<str:matriks>.xlsx", views.coverage_file, name="coverage_file"),
    path("selaras/rpjmd-<int:rpjmd>/", views.objective, name="coverage_objective"),
    path("selaras/rpjmd-<int:rpjmd>/harapan/", views.expect, name="expect_pillar"),
    path("selaras/opd-<int:opd>/", views.office, name="coverage_office"),
    path("selaras/renstra-<int:renstra>/", views.renstra_programme, name="coverage_renstra"),
]
