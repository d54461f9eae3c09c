"""The only writers of `Export`: people order and cancel (`ordering`), the worker makes (`making`)."""
