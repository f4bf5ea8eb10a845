"""Stocks: what is held, how old it is, what becomes unfit."""

from wargame.declare.fields import opening, share, time, weapons, yearly

NUMBERS = {
    "weapons": {
        "stock": opening(weapons("held when the war starts")),
        "stock_age": opening(time("mean age of that stock")),
    },
    "classes": {
        "newest_first": share("share of launches taken from what was made last, not first"),
        "decay": yearly("yearly share of stock that becomes unfit to fire"),
    },
}
