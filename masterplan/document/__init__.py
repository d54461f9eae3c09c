"""The document: what a book says, as a tree of frozen nodes. No writer and no database in here, except `read.py`."""
