"""A seminar game on the model: rooms, seats, orders, fog, advisers, debrief, machine players.

Nothing here knows of a browser. A page is thin: it shows plain data and hands plain data back.
Everything that is shown is JSON-able (dicts, lists, str, float, int, bool, None). docs/play.md
shows how a room is opened and played from Python; `wargame.play.refused.Refused` is the one error
for a player, and its text may be shown as it is (as text, never as HTML).
"""
