"""Where other strikes are aimed."""

from wargame.declare.levers import of_number

LEVERS = (of_number("industry", "damage", "air_command.industry_share"),)
