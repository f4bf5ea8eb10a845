"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "grid": "Strikes damage the grid and crews repair it.",
}
