"""States of a plan that were frozen, and what differs between two of them."""
