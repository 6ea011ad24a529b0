"""The command line: every command is a thin file here; `huitou --help` lists them."""

from huitou.doors.cli.root import main

__all__ = ["main"]
