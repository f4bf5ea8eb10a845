"""The mechanism `strike`."""

SWITCHES = {"launch_commands": "Commands are limited in what they can fire in one night."}
