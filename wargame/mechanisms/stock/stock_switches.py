"""What can be switched off, to see what it does."""

from __future__ import annotations

SWITCHES = {
    "stock_age": "Stock ages and some becomes unfit.",
}
