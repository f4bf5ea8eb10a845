"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "production": "Lines make weapons (off: none are made).",
    "components": "Foreign inputs limit output (off: they never run short).",
    "imports": "Weapons are bought abroad.",
}
