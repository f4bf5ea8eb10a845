"""The mechanism `race`."""

SWITCHES = {"arms_race": "Strategic forces grow and answer each other."}
