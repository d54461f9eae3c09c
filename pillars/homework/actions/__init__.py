"""Everything that gives, moves, does and ends homework."""
