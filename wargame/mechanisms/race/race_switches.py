"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "arms_race": "Strategic forces grow and answer each other.",
}
