"""The mechanism `leadership`."""
