"""`wargame play`: games without a browser: machines against each other, stored games, debriefs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.options import AsOf, Evidence, Force, Seed
from wargame.cli.terminal import show

if TYPE_CHECKING:
    from wargame.play.room import Room
    from wargame.play.store import Store

app = typer.Typer(
    help="Play the seminar game without a browser; list, replay and debrief stored games.",
    no_args_is_help=True,
)
StoreFile = Annotated[
    Path, typer.Option("--store", help="SQLite file of games (made if it is not there).")
]
Stored = Annotated[
    Path | None,
    typer.Option("--store", help="SQLite file of games (out/games.sqlite, or the server's)."),
]
GameName = Annotated[str, typer.Argument(help="Name of a stored game, such as K7QM.")]
GAMES = Path("out/games.sqlite")
Order = tuple[int, str, dict[str, Any]]  # turn, seat, lever: value


@app.command()
def machines(
    scenario: Annotated[str, typer.Argument(help="File or name of a scenario.")],
    turn: Annotated[str, typer.Option(help="month or quarter.")] = "month",
    turns: Annotated[int | None, typer.Option(help="Turns (as long as the scenario).")] = None,
    seed: Seed = None,
    model: Annotated[
        list[str] | None,
        typer.Option("--model", metavar="SEAT", help="Leave SEAT to the model's own rule."),
    ] = None,
    as_of: AsOf = None,
    evidence: Evidence = None,
    store: StoreFile = GAMES,
    out: Annotated[Path | None, typer.Option(help="Write the debrief there.")] = None,
    force: Force = False,
) -> None:
    """Four machine players play a game to its end; then its debrief."""
    from wargame.api.progress import Terminal
    from wargame.api.simulation import basis_of, compiled
    from wargame.play.debrief import debrief
    from wargame.play.store import Store
    from wargame.results.files import refuse_used

    if out:
        refuse_used(out, force)
    held = Store(store)
    left = dict.fromkeys(model or (), "model")
    room = held.create(
        scenario, turn=turn, turns=turns, seats=left, seed=seed, others="machine",
        basis=basis_of(as_of, evidence or ()),
    )  # fmt: skip
    compiled(Terminal())
    with Terminal().bar("playing", room.header["turns"]) as text:
        while room.status()["state"] == "open":
            room.advance()
            text(1)
    _scores(debrief(room.game(), room.log.declarations, points=False))
    if out:
        _page(room, out, force, [])
    typer.echo(f"Game {room.id} is kept in {store}.")


@app.command(name="list")
def list_(store: Stored = None) -> None:
    """Stored games, newest first."""
    from wargame.play.store import Store
    from wargame.report.table import table

    heads = ("game", "name", "scenario", "turn", "state", "seats")
    for path in _stores(store):
        show(table(str(path), heads, map(_row, Store(path).rooms())))


def _row(of: Mapping[str, Any]) -> tuple[str, ...]:
    """One stored game as cells of a table."""
    seats = ", ".join(f"{seat}: {player}" for seat, player in of["seats"].items())
    done = f"{of['turn']} of {of['turns']}"
    return of["id"], of["name"], of["title"], done, of["state"], seats


@app.command()
def replay(game: GameName, store: Stored = None) -> None:
    """Play a stored game again from its log; exit code 1 if it does not come out the same."""
    from wargame.api.progress import Terminal
    from wargame.api.simulation import compiled
    from wargame.play.store import replay as again

    held = _open(store, game)
    compiled(Terminal())
    result = again(held, game)
    typer.echo(f"{result.game}: {result.words}.")
    raise typer.Exit(0 if result.same else 1)


@app.command()
def debrief(
    game: GameName,
    store: Stored = None,
    out: Annotated[Path | None, typer.Option(help="Where to write it (out/game_NAME).")] = None,
    instead: Annotated[
        list[str] | None,
        typer.Option(
            "--instead",
            metavar="TURN.SEAT.LEVER=VALUE",
            help="What if: an order of one turn, such as 3.SEAT.purchases=2; may be repeated.",
        ),
    ] = None,
    together: Annotated[
        bool, typer.Option("--together", help="All of --instead in one other war.")
    ] = False,
    force: Force = False,
) -> None:
    """Write the debrief of a stored game: a page, its figures and its data."""
    from wargame.api.progress import Terminal
    from wargame.api.simulation import compiled
    from wargame.results.files import refuse_used

    held = _open(store, game)
    target = out or Path("out") / f"game_{game}"
    refuse_used(target, force)
    asked = [_asked(text) for text in instead or ()]
    compiled(Terminal())
    _page(held.room(game), target, force, asked, together)


def _stores(path: Path | None) -> list[Path]:
    """The store that was named; else those of this folder and of the server, if they are there."""
    from wargame.declare.errors import WargameError
    from wargame.web import server_directory

    valid = [path] if path else [GAMES, server_directory.place() / GAMES.name]
    result = [one for one in valid if one.is_file()]
    if not result:
        places = " nor ".join(map(str, valid))
        raise WargameError(f"{places}: there is no such store of games; --store names another")
    return result


def _open(path: Path | None, game: str) -> Store:
    """The store that holds `game`."""
    from wargame.play.store import Store

    stores = [Store(one) for one in _stores(path)]
    return next((one for one in stores if any(r["id"] == game for r in one.rooms())), stores[0])


def _asked(text: str) -> Order:
    """Read TURN.SEAT.LEVER=VALUE; the value as JSON, or else a word."""
    from wargame.declare.errors import WargameError

    where, equals, value = text.partition("=")
    parts = where.split(".")
    if not equals or len(parts) != 3 or not parts[0].isdigit():
        raise WargameError(
            f"--instead {text}: expected TURN.SEAT.LEVER=VALUE, such as 3.SEAT.purchases=2"
        )
    try:
        result = json.loads(value)
    except ValueError:
        result = value
    return int(parts[0]), parts[1], {parts[2]: result}


def _written(order: Order) -> str:
    """An order as `_asked` reads it."""
    turn, seat, orders = order
    ((lever, value),) = orders.items()
    text = value if isinstance(value, str) else json.dumps(value)
    return f"{turn}.{seat}.{lever}={text}"


def _page(
    room: Room,
    target: Path,
    force: bool,
    asked: list[Order],
    together: bool = False,
) -> None:
    from wargame.api.progress import Terminal
    from wargame.api.simulation import command
    from wargame.play.counterfactual import MOST_POINTS, counterfactual
    from wargame.play.debrief import debrief
    from wargame.report import debrief_page
    from wargame.results.files import whole_directory
    from wargame.results.manifest import write_manifest
    from wargame.results.provenance import provenance

    apart = [(asked[0], asked[1:])] if together and asked else [(one, []) for one in asked]
    others = [counterfactual(room.game(), *one, also=more) for one, more in apart]
    played = room.game().played
    points = min(MOST_POINTS, sum(bool(o) for turn in played for o in turn.orders.values()))
    with Terminal().bar("turning points", points) as output:
        declared = room.log.declarations
        result = debrief(room.game(), declared, progress=lambda _: output(1))
    line = command(
        "play debrief", room.id, store=room.store.path, instead=list(map(_written, asked)),
        together=together,
    )  # fmt: skip
    facts = provenance(room.game().scenario, line)
    with whole_directory(target, force) as directory:
        debrief_page.write(directory, result, facts, others)
        write_manifest(directory, facts)
    typer.echo(f"Debrief: {target / 'game.html'}")


def _scores(result: Mapping[str, Any]) -> None:
    from wargame.report.debrief_page import score_table

    show(score_table(result), "A game, not a prediction.")
