"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "aid": "Suppliers give, buy and order.",
}
