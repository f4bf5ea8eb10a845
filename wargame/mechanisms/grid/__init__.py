"""The mechanism `grid`."""

SWITCHES = {"grid": "Strikes damage the grid and crews repair it."}
