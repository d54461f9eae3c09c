"""Everything that changes the agenda of a plan, and what is said and asked while it runs."""
