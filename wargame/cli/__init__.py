"""The command line. `main` builds the app from the functions named in COMMANDS.

Their modules import what is heavy inside functions, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from typing import Annotated

import typer

from wargame.cli.terminal import printable

COMMANDS = {  # command: module, and function or app in it
    "run": "scenario_commands.run",
    "compare": "scenario_commands.compare",
    "estimates": "scenario_commands.estimates",
    "claims": "question_commands.claims",
    "checks": "question_commands.checks",
    "backtest": "question_commands.backtest",
    "hindcast": "forecast_command.hindcast",
    "calibrate": "question_commands.calibrate",
    "serve": "lookup_commands.serve",
    "sweep": "sweep_command.sweep",
    "query": "lookup_commands.query",
    "analyse": "question_commands.analyse",
    "leads-to": "question_commands.leads_to",
    "attribute": "scenario_commands.attribute",
    "play": "play_command.app",
    "diary": "scenario_commands.diary",
    "network": "scenario_commands.network",
    "check": "lookup_commands.check",
    "schema": "lookup_commands.schema",
    "explain": "explain_command.explain",
    "lesson": "lesson_command.app",
    "list": "lookup_commands.list_",
    "nowcast": "nowcast_command.nowcast",
    "forecast": "forecast_command.forecast",
    "score": "forecast_command.score",
    "record": "lookup_commands.record",
    "evidence": "lookup_commands.evidence",
    "elicit": "elicit_command.app",
}


def show_version(asked: bool) -> None:
    """Print the version and stop, if it is asked for."""
    if asked:
        from importlib.metadata import version

        typer.echo(f"wargame {version('wargame')}")
        raise typer.Exit


def common_options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Show the version."),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
) -> None:
    """An agent-based policy model of missile stockpiling and air defence.

    It explains and compares policies from published figures; it does not predict.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 2 refused input, 130 interrupted.

    With `--debug` errors show their traceback.
    """
    args = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in args
    if debug:
        args.remove("--debug")
    sys.exit(_run(args, debug))


def _run(args: list[str], debug: bool) -> int:
    from wargame.declare.errors import WargameError

    for stream in (sys.stdout, sys.stderr):  # a character that the encoding lacks becomes a ?
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        _command()(args=args, prog_name="wargame")
        sys.stdout.flush()
    except SystemExit as done:
        if stop := _interrupt(done):  # Typer turns it into an exit without a word
            return _stopped(stop)
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except WargameError as error:
        if debug:
            raise
        print(printable(str(error)), file=sys.stderr)
        return 2
    except KeyboardInterrupt as stop:
        return _stopped(stop)
    except BrokenPipeError:  # the reader, such as `head`, has gone
        _close_output()
        return 0
    except OSError as error:
        if debug or not _output_failed():
            raise
        print(f"cannot write the output: {error.strerror or error}", file=sys.stderr)
        return 2
    return 0


def _output_failed() -> bool:
    """Whether standard output takes no more, such as on a full disk; it is closed then."""
    try:
        sys.stdout.write(" ")
        sys.stdout.flush()
    except OSError:
        _close_output()
        return True
    return False


def _close_output() -> None:
    """Let what is left in the buffer go nowhere, for Python writes it out when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _interrupt(error: BaseException | None) -> KeyboardInterrupt | None:
    """The interrupt that led to `error`, if there was one and nothing was said of it yet."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return error


def _stopped(stop: KeyboardInterrupt) -> int:
    """Say what was stopped, for whoever pressed Ctrl-C -> the exit code."""
    from wargame.api.progress import Stopped

    text = str(stop) if isinstance(stop, Stopped) else "stopped; nothing was written"
    print(printable(text), file=sys.stderr)
    return 130


@cache
def _command() -> Callable[..., object]:
    """The whole command line; Typer takes a tenth of a second to make it."""
    return typer.main.get_command(_app())


def _app() -> typer.Typer:
    app = typer.Typer(
        name="wargame",
        help="An agent-based policy model of missile stockpiling and air defence.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(common_options)
    for command, place in COMMANDS.items():
        module, _, name = place.partition(".")
        result = getattr(import_module(f"{__name__}.{module}"), name)
        if isinstance(result, typer.Typer):
            app.add_typer(result, name=command)
        else:
            app.command(command)(result)
    return app
