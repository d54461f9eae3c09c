"""The manuscript of the books: which chapters in which order under which titles, and a section beside its print."""
