"""Buku 3, the summary: made to be read by a bupati, the DPRD and citizens; a page a pillar."""
