"""The mechanism `supply`."""
