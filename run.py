"""The command line from a checkout: `python run.py ...` equals `wargame ...`."""

from wargame.cli import main

if __name__ == "__main__":
    main()
