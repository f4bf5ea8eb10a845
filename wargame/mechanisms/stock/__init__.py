"""The mechanism `stock`."""
