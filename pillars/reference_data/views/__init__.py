"""The pages of the frame: looking, writing by hand, importing, linking a programme to a Renstra."""
