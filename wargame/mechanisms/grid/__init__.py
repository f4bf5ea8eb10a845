"""The mechanism `grid`."""
