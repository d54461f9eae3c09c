"""Search over one plan: words in their Indonesian forms, codes, numbers as written, names of offices and people."""
