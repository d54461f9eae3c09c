"""Editions: a book frozen under a number, with who approved it, and the page that says whether a print is genuine."""
