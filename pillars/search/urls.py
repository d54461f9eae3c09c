"""The address of search."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.search.views")
urlpatterns = [path("cari/", views.search, name="search")]
