"""The mechanism `damage`."""
