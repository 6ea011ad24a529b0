"""The command line: every command is a thin file here; `huitou --help` lists them."""

from huitou.doors.cli.main import main

__all__ = ["main"]
