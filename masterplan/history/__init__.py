"""The plan as it stood at any moment, and what changed between two of them. Reads, never writes."""
