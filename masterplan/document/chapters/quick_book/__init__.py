"""The booklet of the quick wins: how they were chosen, an open book for each, and what is signed."""
