"""The mechanism `aid`."""

SWITCHES = {"aid": "Suppliers give, buy and order."}
