"""The chapters of Buku 1, Analisis Strategis; one file a chapter, as in Buku 2."""
