"""Stocks: what is held, how old it is, what becomes unfit."""

from wargame.declare.fields import opening, time, weapons, yearly

NUMBERS = {
    "weapons": {
        "stock": opening(weapons("held when the war starts")),
        "stock_age": opening(time("mean age of that stock")),
    },
    "classes": {
        "decay": yearly("yearly share of stock that becomes unfit to fire"),
    },
}
