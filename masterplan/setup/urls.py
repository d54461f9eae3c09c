"""The address of a plan itself."""

from django.urls import path

from masterplan.setup import views

urlpatterns = [path("", views.plan_home, name="plan_home")]
