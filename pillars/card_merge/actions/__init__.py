"""Merging two cards into one, taking that back, and saying that two are not the same."""
