"""Everything that changes the papers of a bimtek's end."""
