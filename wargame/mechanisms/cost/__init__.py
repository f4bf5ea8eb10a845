"""The mechanism `cost`."""
