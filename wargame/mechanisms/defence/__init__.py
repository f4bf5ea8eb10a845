"""The mechanism `defence`."""
