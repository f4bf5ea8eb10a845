"""The mechanism `stock`."""

SWITCHES = {"stock_age": "Stock ages and some becomes unfit."}
