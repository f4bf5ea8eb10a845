"""The mechanism `intelligence`."""
