"""The mechanism `talks`."""
