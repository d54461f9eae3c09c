"""Writers: a document tree in, bytes out. No model, no settings, no database; WeasyPrint lives in the child process
only.
"""
