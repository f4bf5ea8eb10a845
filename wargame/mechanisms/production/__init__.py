"""The mechanism `production`."""
