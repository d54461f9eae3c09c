"""Keterangan buku: what letters, forewords and chapters name and no card of the plan holds."""
