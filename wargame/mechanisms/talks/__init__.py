"""The mechanism `talks`."""

SWITCHES = {"talks": "Talks and halts can happen."}
