"""Strategic powers: warheads, defences, programmes."""

from wargame.declare.fields import Field, factor, share, time, yearly

NUMBERS = {
    "weapons": {
        "evasion": share("cut in every hit chance against it (manoeuvre, decoys carried)"),
        "evasion_growth": yearly("yearly growth of that cut from upgrades"),
    },
    "air_command": {
        "adaptation": yearly("yearly recovery of hit chances by tactics and upgrades"),
    },
    "powers": {
        "warheads": Field("weapons", 0.0, 1e5, "deployed strategic warheads"),
        "upload": Field("weapons", 0.0, 1e5, "deployed warheads reachable by upload"),
        "defence": Field("weapons", 0.0, 1e5, "strategic interceptors"),
        "defence_growth": yearly("yearly growth of strategic interceptors"),
        "penetration": share("share of warheads that defeats a defence shot"),
        "response": factor("warheads sought per warhead that a rival's growth denies", high=10.0),
        "quality": share("part of the response made in penetration, not number"),
        "build": yearly("fastest yearly growth of warheads"),
    },
    "race": {
        "treaty_limit": Field("weapons", 0.0, 1e5, "deployed warheads allowed by the treaty"),
        "engagements": factor("interceptors shot at one warhead", high=20.0),
        "foresight": time("time ahead for which a rival's defence is planned against"),
        "alarm": Field(
            "weapons", 1.0, 1e5, "warheads denied at which the effort on quality is full"
        ),
        "spillback": share("part of better penetration that reaches theatre missiles"),
        "demand": share(
            "part of a power's defence growth that takes output of the home-defence line"
        ),
    },
}
