"""The plan as open data: one table a kind, described once; a zip of CSV and JSON with its schema. Pure: a `BookData`
in, bytes out.
"""
