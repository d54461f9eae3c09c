"""The plan as a file: reading, checking, loading and giving back (docs/exchange.md)."""
