"""Signals and the escalation ladder."""

from wargame.declare.fields import Field, share, time

NUMBERS = {
    "signals": {
        "signal_hazard": Field("share rate", 0.0, 1.0, "chance of a shot as a signal"),
        "threat_hazard": Field("share rate", 0.0, 1.0, "chance of a threat to suppliers"),
        "decay": time("time after which the ladder falls by one rung", high=3652.5),
        "misread": share("chance that noise is read as a rung"),
        "busy_month": Field(
            "weapons", 1.0, 1e6, "deep strikes in a month at which that chance is whole"
        ),
        "strike_rung": share("chance that a month of deep strikes climbs a rung"),
    },
}
