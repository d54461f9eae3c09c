"""Views of homework: for who does it, for who gives it, and the door by which one comes in from home."""
