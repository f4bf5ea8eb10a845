"""A seminar game on the model: rooms, seats, orders, fog, advisers, debrief, machine players.

Nothing here knows of a browser. A page is thin: it shows plain data and hands plain data back.
Everything that is shown is JSON-able (dicts, lists, str, float, int, bool, None).

    from wargame.play.store import Store
    store = Store(path)                       # one SQLite file (WAL); safe from several threads
    room = store.create("continued_war", turn="month", turns=12, seats={SEAT: "machine"},
                        seed=None, clock=None)
        # scenario: shipped name or path; turn: "month" or "quarter"; turns: default to the end of
        # the scenario; seats not named are "person"; "machine" is a rule-based player, "model"
        # leaves the seat to the model's own rule; seed None: drawn; clock: seconds a turn or None
    room.codes                                # {"facilitator": CODE, SEAT: CODE, ...}; known
                                              # only to the room that `create` gave: kept hashed
    store.rooms()                             # [{"id", "name", "title", "state", "turn", ...}]
    store.room(id)                            # the Room of that id, brought back from its log
    store.room_of(code)                       # the Room that a join code belongs to, or None

    token = room.join(code)                   # secret seat token for a cookie; raises Refused
    room.seat_of(token)                       # a seat | "facilitator" | None
    room.view(seat)                           # what this seat may see, and no more
    room.choices(seat)                        # its levers: name, label, kind, unit, low, high,
                                              # options, value, ordered, meaning, source
    room.status()                             # what everybody knows: turn, clock, news, situation
    room.submit(seat, {"posture": "hoard"})   # orders for this turn, over what stands; committed to
                                              # disk when it returns; raises Refused with words for
                                              # the player. None: back to the model's own rule
    room.withdraw(seat)                       # take back all orders of this turn
    room.declare(seat, "text")                # words to all seats, with no effect in the model
    room.ready(seat, True)                    # when all persons are ready the turn advances itself
    room.advance()                            # facilitator, or the clock: play this turn
    room.tick()                               # advances if the clock has run out; True if it did

    room.inject({"event": "ceasefire"})  # facilitator; dated today if undated
    room.recall()                             # facilitator: takes back what was brought in
    room.pause(), room.resume(), room.undo()              # facilitator
    room.hand(seat, "machine")                            # facilitator: who plays a seat
    room.truth(who)                           # what is really there; Refused before the end
    room.game()                               # a plain, picklable Game: hand it to a worker process

    room.may_know(who)                        # Refused to a seat before the end
        # What takes time is asked of a Game, in a server by a worker process:
        #   wargame.play.adviser.advise(game, seat, runs)    "if nothing else changes"
        #   wargame.play.debrief.debrief(game, room.log.said)
        #   wargame.play.counterfactual.counterfactual(game, turn, seat, orders, runs)

    room.listen(callback)                     # callback(room) after every change, in the thread
                                              # that made it; returns a function that ends it
    from wargame.play.store import replay
    replay(store, id)                         # Replay: same bits as played? and what differs
    from wargame.play.codes import RateLimit  # RateLimit(5, 60.0).allow(key, now) -> bool

`Refused` (a WargameError, in `wargame.play.refused`) is the one error for a player; its text may be
shown as it is (as text, never as HTML).
"""
