"""The address where a target of the plan is set beside the RPJMD; begins with `/r/<slug>/`."""

from django.urls import path

from pillars.alignment.views import align_target

urlpatterns = [path("<slug:pillar>/<ref:ref>/selaras/", align_target, name="align_target")]
