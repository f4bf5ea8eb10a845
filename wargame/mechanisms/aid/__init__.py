"""The mechanism `aid`."""
