"""The command line from a checkout: `python run.py ...` equals `wargame ...`."""

import sys

if __name__ == "__main__":
    try:
        from wargame.cli import main

        main()
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed; from a checkout: uv run --no-dev run.py ...")
