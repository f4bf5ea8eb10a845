"""The mechanism `race`."""
