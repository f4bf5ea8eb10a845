"""The command line. `main` builds the app from the functions named in COMMANDS.

Their modules import what is heavy inside functions, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

COMMANDS = {  # command: module and function or app; a module that is not there is left out
    "run": ("run_command", "run"),
    "compare": ("compare_command", "compare"),
    "estimates": ("estimates_command", "estimates"),
    "claims": ("claims_command", "claims"),
    "checks": ("checks_command", "checks"),
    "backtest": ("backtest_command", "backtest"),
    "calibrate": ("calibrate_command", "calibrate"),
    "serve": ("serve_command", "serve"),
    "sweep": ("sweep_command", "sweep"),
    "query": ("query_command", "query"),
    "analyse": ("analyse_command", "analyse"),
    "leads-to": ("analyse_command", "leads_to"),
    "attribute": ("attribute_command", "attribute"),
    "play": ("play_command", "app"),
    "diary": ("diary_command", "diary"),
    "network": ("network_command", "network"),
    "check": ("check_command", "check"),
    "schema": ("check_command", "schema"),
    "explain": ("explain_command", "explain"),
    "lesson": ("lesson_command", "app"),
    "list": ("listing_command", "list_"),
    "nowcast": ("nowcast_command", "nowcast"),
    "record": ("record_command", "app"),
    "elicit": ("elicit_command", "app"),
}


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

    try:
        _app()(args=args, prog_name="wargame")
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0


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


def _app() -> typer.Typer:
    import typer

    app = typer.Typer(
        name="wargame",
        help="An agent-based policy model of missile stockpiling and air defence.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    _add_callback(app)
    for command, (module, function) in COMMANDS.items():
        if find_spec(f"{__name__}.{module}"):
            result = getattr(import_module(f"{__name__}.{module}"), function)
            if isinstance(result, typer.Typer):
                app.add_typer(result, name=command)
            else:
                app.command(command)(result)
    return app


def _add_callback(app: typer.Typer) -> None:
    import typer

    def show_version(wanted: bool) -> None:
        if wanted:
            from importlib.metadata import version

            typer.echo(f"wargame {version('wargame')}")
            raise typer.Exit

    @app.callback()
    def options(
        version: bool = typer.Option(
            False, "--version", callback=show_version, is_eager=True, help="Show the version."
        ),
        debug: bool = typer.Option(False, "--debug", help="Show tracebacks of errors."),
    ) -> None:
        """An agent-based policy model of missile stockpiling and air defence.

        It explains and compares policies from published figures; it does not predict.
        """


def printable(text: str) -> str:
    """`text` without characters that would steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
