"""The pages of a plan's staff: home, the wizard, what is ready, the bimteks afterwards."""

from masterplan.setup.views.home import plan_home
from masterplan.setup.views.officers import officers
from masterplan.setup.views.ready import bimtek_page, ready
from masterplan.setup.views.wizard import wizard, wizard_check, wizard_done

__all__ = ["bimtek_page", "officers", "plan_home", "ready", "wizard", "wizard_check", "wizard_done"]
