"""Views of the door and of the people of a plan."""
