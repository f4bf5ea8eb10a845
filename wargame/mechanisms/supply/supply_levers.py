"""Who is served first by the lines."""

from wargame.declare.levers import of_number

LEVERS = (of_number("priority", "lines", "aid.politics.war_share"),)
