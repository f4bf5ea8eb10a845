"""The mechanism `spillover`."""

SWITCHES = {"spillover": "Third states can be struck."}
