"""Addresses of quick wins; all begin with `/r/<slug>/`. A nomination, a profile and a risk have their own as cards."""

from workshops.late_views import LateViews, path

views = LateViews("pillars.quickwins.views")
urlpatterns = [
    path("quick-win/", views.quick_wins, name="quick_wins"),
    path("quick-win/<slug:unggulan>/", views.quick_win, name="quick_win"),
    path("<slug:pillar>/quick-win/<slug:nominasi>/putusan/", views.decision, name="decide_quick_win"),
]
