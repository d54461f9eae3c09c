"""Everything that changes editions and the public page of a plan."""
