"""The form of a section, which the page of the manuscript shows beside its print; the pictures of a plan."""
