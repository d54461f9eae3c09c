"""Everything that makes a plan: the wizard, and the first start."""
