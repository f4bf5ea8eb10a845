"""The mechanism `leadership`."""

SWITCHES = {"leadership": "The leadership chooses its posture (off: it fires as made)."}
