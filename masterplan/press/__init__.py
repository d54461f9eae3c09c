"""How a book is printed: units in parallel processes, kept by the hash of their content, joined into one file."""
