"""The mechanism `own_strike`."""

SWITCHES = {"own_strike": "The defender makes and fires long-range weapons."}
