"""The mechanism `ladder`."""
