"""`python -m tests.golden` writes the golden files anew."""

from tests.golden import refresh

if __name__ == "__main__":
    refresh()
