"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "leadership": "The leadership chooses its posture (off: it fires as made).",
}
