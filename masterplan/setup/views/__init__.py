"""The pages of a plan's staff: home, the wizard, what is ready, the bimteks afterwards."""

from masterplan.setup.views.home import plan_home

__all__ = ["plan_home"]
