"""The mechanism `own_strike`."""
