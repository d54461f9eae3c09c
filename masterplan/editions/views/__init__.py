"""Views of editions: the list and one of them, freezing, approving, the check page."""
