"""The mechanism `defence`."""

SWITCHES = {
    "engagement": "Air defence engages.",
    "allocation": "The air command moves magazines between sectors and rations.",
}
