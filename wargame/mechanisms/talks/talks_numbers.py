"""Talks, truces and halts."""

from wargame.declare.fields import Field, share, time

NUMBERS = {
    "talks": {
        "start_hazard": Field("share rate", 0.0, 1.0, "chance that talks gain momentum"),
        "fail_hazard": Field("share rate", 0.0, 1.0, "chance that moving talks fail"),
        "agree_hazard": Field("share rate", 0.0, 1.0, "chance moving talks end in a halt"),
        "collapse_hazard": Field("share rate", 0.0, 1.0, "chance that a halt collapses"),
        "truce_collapse_hazard": Field(
            "share rate", 0.0, 1.0, "chance that an energy truce collapses"
        ),
        "violation": share("launches that go on during a halt, of the ordinary rate"),
        "failed_memory": time("time that failed talks are answered with strikes", high=730.0),
        "relief_after_halt": share("share of sanctions tightness lifted by a halt"),
        "halt_delay": time("time by which the attacker's halt follows the agreed date", high=365.0),
    },
}
