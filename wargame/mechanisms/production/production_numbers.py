"""Factories: capacity, inputs, surges, and the sanctions that bind them."""

from wargame.declare.fields import Field, factor, rate, share, time, yearly

NUMBERS = {
    "weapons": {
        "production": rate("output of the line at usual hours when the war starts"),
        "growth": yearly("yearly growth of the line's capacity"),
        "surge": share("extra output when a surge of production is ordered"),
        "imports": rate("weapons bought abroad and delivered ready", optional=True),
        "foreign_content": share("share of output that stops when foreign inputs stop"),
        "component_stock": time("days of full output that foreign inputs in store cover"),
    },
    "leadership": {
        "utilisation": share("share of capacity that usual hours use"),
        "growth_limit": factor("most that halls, machines and workers let lines grow"),
        "machine_imports": share("share of growth that rests on imported machine tools"),
        "surge_delay": time("time in which an ordered surge gathers pace", high=3652.5),
        "surge_hold": time("time in which crews and machines wear out under it", high=36525.0),
        "line_repair": Field("share rate", 0.0, 10.0, "repair of damaged lines"),
    },
    "sanctions": {
        "tightness": share("share of foreign inputs cut off when the war starts"),
        "delay": time("time by which a step takes effect", high=3652.5),
        "adaptation": yearly("yearly share of the effect that smuggling undoes"),
        "rebuild": share("inflow above need with which inputs in store are rebuilt"),
    },
}
