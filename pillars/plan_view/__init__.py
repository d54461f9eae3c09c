"""One frozen picture of a plan: what books, checks, open data, the public page and the past read of it."""
