"""`python -m proceedings`: the command line."""

from __future__ import annotations

from proceedings.cli import command

if __name__ == "__main__":
    command()
