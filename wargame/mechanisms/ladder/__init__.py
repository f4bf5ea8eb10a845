"""The mechanism `ladder`."""

SWITCHES = {"signals": "Signals move the escalation ladder."}
