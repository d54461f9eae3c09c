"""Merging two cards into one, taking that back, and saying that two are not the same."""

from pillars.card_merge.actions.joining import merge_entries
from pillars.card_merge.actions.splitting import split_entry
from pillars.card_merge.actions.telling import say_different

__all__ = ["merge_entries", "say_different", "split_entry"]
