"""The mechanism `strike`."""
