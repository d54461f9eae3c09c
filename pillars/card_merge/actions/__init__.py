"""Merging two cards into one, taking that back, and saying that two are not the same."""

from pillars.card_merge.actions.distinction import say_different
from pillars.card_merge.actions.merge import merge_entries
from pillars.card_merge.actions.split import split_entry

__all__ = ["merge_entries", "say_different", "split_entry"]
