"""The pages of a card: add and edit, choose between two texts, delete and bring back, order, history."""
