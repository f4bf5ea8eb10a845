"""Errors of estimates."""

from wargame.declare.fields import share

NUMBERS = {
    "intelligence": {
        "error_stock": share("log error of estimates of the attacker's stock"),
        "error_magazines": share(
            "log error of the attacker's estimates of the defender's magazines"
        ),
        "memory": share("month-to-month memory of that error"),
        "debris": share("cut in the error when debris ages are read"),
    },
}
