"""The mechanism `production`."""

SWITCHES = {
    "production": "Lines make weapons (off: none are made).",
    "components": "Foreign inputs limit output (off: they never run short).",
    "imports": "Weapons are bought abroad.",
}
