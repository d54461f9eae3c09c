"""Everything that changes who is in a plan, and the codes that let them in."""
