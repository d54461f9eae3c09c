"""What is posted to the frame: read into states, every error by its field, nothing typed lost."""
