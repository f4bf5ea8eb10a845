"""The mechanism `strike`."""

SWITCHES = {
    "launch_commands": "Commands are limited in what they can fire in one night.",
    "hoard_spending": "What was saved in a halt or by hoarding is fired once it ends.",
}
