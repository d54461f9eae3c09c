"""The files that people ordered of a plan (unduhan): their rows, and how a page lists them."""
