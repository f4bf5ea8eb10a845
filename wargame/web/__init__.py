"""The wargame in the browser: explore scenarios with sliders, learn, and play (extra `ui`).

`wargame serve` starts it; `wargame.web.server.serve` is the same from Python. Pages stand on
NiceGUI; simulations run in worker processes, so that nobody waits for another's. A browser is told
results and never decides anything: what it sends is checked against what the controls offer.
"""
