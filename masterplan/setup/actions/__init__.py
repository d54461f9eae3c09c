"""Everything that makes a plan: the wizard, and the first start."""

from masterplan.setup.actions.demo import make_demo

__all__ = ["make_demo"]
