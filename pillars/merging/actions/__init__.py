"""Merging two cards into one, taking that back, and saying that two are not the same."""

from pillars.merging.actions.joining import merge_entries
from pillars.merging.actions.splitting import split_entry
from pillars.merging.actions.telling import say_different

__all__ = ["merge_entries", "say_different", "split_entry"]
