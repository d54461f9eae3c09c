"""Pages of look-alikes: which there are, two side by side, and the card as it was."""
