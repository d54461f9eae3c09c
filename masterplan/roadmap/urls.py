"""Addresses of the road map."""

from workshops.late_views import LateViews, path

views = LateViews("masterplan.roadmap.views")
urlpatterns = [
    path("peta-jalan/", views.road_map, name="road_map"),
    path("peta-jalan/unduh/", views.road_map_file, name="road_map_file"),
    path("peta-jalan/program-<int:program>/", views.set_years, name="set_years"),
    path("peta-jalan/program-<int:program>/batal/<int:peristiwa>/", views.take_back, name="take_back_years"),
]
