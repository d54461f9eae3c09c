"""The pages of the manuscript: the outline of a book, and one section beside its print."""
