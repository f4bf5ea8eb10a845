"""The mechanism `intelligence`."""

SWITCHES = {"intelligence": "Sides see each other through error (off: they see the truth)."}
