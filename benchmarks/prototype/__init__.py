"""The baseline: the least that shows the same page."""
