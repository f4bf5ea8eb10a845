"""The mechanism `spillover`."""
