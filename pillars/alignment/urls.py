"""The address where a target of the plan is set beside the RPJMD; begins with `/r/<slug>/`."""

from workshops.late_views import LateViews, path

urlpatterns = [
    path("<slug:pillar>/<ref:ref>/selaras/", LateViews("pillars.alignment.views").align_target, name="align_target")
]
