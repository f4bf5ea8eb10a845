"""Errors of estimates."""

from __future__ import annotations

from wargame.declare.fields import share

NUMBERS = {
    "intelligence": {
        "error_west": share("log error of Western estimates of Russian stock"),
        "error_moscow": share("log error of Moscow's estimates of Ukrainian magazines"),
        "memory": share("month-to-month memory of that error"),
        "debris": share("cut in the error when debris ages are read"),
    },
}
