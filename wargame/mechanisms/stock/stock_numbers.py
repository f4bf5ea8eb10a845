"""Stocks: what is held, how old it is, what becomes unfit."""

from wargame.declare.fields import time, weapons, yearly

NUMBERS = {
    "weapons": {
        "stock": weapons("held when the war starts"),
        "stock_age": time("mean age of that stock"),
    },
    "classes": {
        "decay": yearly("yearly share of stock that becomes unfit to fire"),
    },
}
