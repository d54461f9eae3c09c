"""The only code that writes the chain. One action = one transaction = one journal event."""
