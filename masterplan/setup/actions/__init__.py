"""Everything that makes a plan: the wizard, and the first start."""

from masterplan.setup.actions.creation import create_plan
from masterplan.setup.actions.demo import make_demo
from masterplan.setup.actions.draft import keep_page
from masterplan.setup.actions.officers import add_officer

__all__ = ["add_officer", "create_plan", "keep_page", "make_demo"]
